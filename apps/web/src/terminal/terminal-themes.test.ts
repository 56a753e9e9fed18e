import { expect, test } from 'vitest';
import { FIXED_PALETTES, THEME_LABELS, THEME_NAMES, xtermTheme } from './terminal-themes.ts';

/** WCAG's contrast of two `#rrggbb`. */
function contrast(a: string, b: string): number {
  const light = (colour: string) => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [dark = 0, bright = 0] = [light(a), light(b)].toSorted((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

test.each(Object.entries(FIXED_PALETTES))('%s can be read in all its colours', (name, palette) => {
  const least = name === 'contrast' ? 7 : 4.5;
  expect(contrast(palette.foreground, palette.background)).toBeGreaterThan(7);
  for (const mark of [palette.selection, palette.match, palette.activeMatch])
    expect(contrast(palette.foreground, mark), mark).toBeGreaterThan(4.5);
  for (const [colour, value] of [...Object.entries(palette.normal), ...Object.entries(palette.bright)]) {
    // Black is a background; text in it is rare, and a bright black is meant to be dim.
    const wanted = colour === 'black' ? 1.5 : least;
    expect(contrast(value, palette.background), `${colour} ${value}`).toBeGreaterThan(wanted);
  }
});

test('each theme has a label, and xterm gets all sixteen colours', () => {
  expect(THEME_NAMES.every((name) => THEME_LABELS[name])).toBe(true);
  const theme = xtermTheme(FIXED_PALETTES.paper);
  expect(theme.brightMagenta).toBe(FIXED_PALETTES.paper.bright.magenta);
  expect(Object.values(theme).every((colour) => typeof colour === 'string')).toBe(true);
});

import { expect, test } from 'vitest';
import { type CodePalette, DARK, LIGHT } from './code-theme.ts';

/** WCAG 2's relative luminance and contrast. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test.each([
  ['light', LIGHT],
  ['dark', DARK],
] as [string, CodePalette][])(
  'each colour of %s code is readable on its paper: 4.5 to 1 at least',
  (_, palette) => {
    const { paper, ...colours } = palette;
    for (const colour of Object.values(colours)) expect(contrast(colour, paper)).toBeGreaterThanOrEqual(4.5);
  },
);

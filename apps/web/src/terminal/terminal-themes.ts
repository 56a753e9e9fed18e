/** The colours a terminal can have: the page's own, or a fixed set. */
import type { ITheme } from '@xterm/xterm';

const ANSI = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
type Ansi = (typeof ANSI)[number];

export interface Palette {
  background: string;
  foreground: string;
  selection: string;
  /** Behind what a search has found, and behind the one it stands at. `#rrggbb` both. */
  match: string;
  activeMatch: string;
  /** Of the scroll bar, `#rrggbb`; it is drawn faintly. */
  slider: string;
  normal: Record<Ansi, string>;
  bright: Record<Ansi, string>;
  /** Colours that a program picks are moved until they differ from their background by this much. */
  minimumContrast: number;
}

const eight = (...colours: string[]) =>
  Object.fromEntries(ANSI.map((name, i) => [name, colours[i]])) as Record<Ansi, string>;

const FIXED = {
  ink: {
    background: '#0a0b0e',
    foreground: '#d8dee9',
    selection: '#2b5a57',
    match: '#4d4420',
    activeMatch: '#735a12',
    slider: '#ffffff',
    normal: eight('#3b4048', '#f28b82', '#8cd98c', '#e5c07b', '#7fb4f5', '#d6a0e8', '#6fd3d3', '#d8dee9'),
    bright: eight('#7c8494', '#ffb0a8', '#b4ecb0', '#f6dca6', '#a9cffb', '#e8c3f4', '#a3e8e6', '#f5f7fa'),
    minimumContrast: 1,
  },
  paper: {
    background: '#fbfaf7',
    foreground: '#1d1b17',
    selection: '#bfe0db',
    match: '#f6e3a8',
    activeMatch: '#f0bf4c',
    slider: '#1d1b17',
    normal: eight('#1d1b17', '#b01b1b', '#137236', '#835400', '#1a56b8', '#8b3aa8', '#0b6a70', '#57534a'),
    bright: eight('#6f6a60', '#b8322c', '#1a7038', '#8a5a00', '#2560c4', '#9142ae', '#0c6f77', '#3a372f'),
    minimumContrast: 4.5,
  },
  contrast: {
    background: '#000000',
    foreground: '#ffffff',
    selection: '#1f5fbf',
    match: '#5c4a00',
    activeMatch: '#8f5a00',
    slider: '#ffffff',
    normal: eight('#767676', '#ff8a80', '#5dff7a', '#ffe14d', '#8ab8ff', '#ff9cff', '#4dfff3', '#ffffff'),
    bright: eight('#a8a8a8', '#ffb3ab', '#9dffb0', '#fff09c', '#b8d4ff', '#ffc7ff', '#a8fffa', '#ffffff'),
    minimumContrast: 7,
  },
} as const satisfies Record<string, Palette>;

/** Names of the themes; `page` is as light or dark as the page is. */
export const THEME_NAMES = ['page', 'ink', 'paper', 'contrast'] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

export const THEME_LABELS: Record<ThemeName, string> = {
  page: 'Like the page',
  ink: 'Ink (dark)',
  paper: 'Paper (light)',
  contrast: 'High contrast',
};

/** A theme's colours. `page`'s are read from the page's own names, as they are for `element` now. */
export function paletteOf(name: ThemeName, element: Element): Palette {
  if (name !== 'page') return FIXED[name];
  const style = getComputedStyle(element);
  const colour = (token: string) => style.getPropertyValue(`--${token}`).trim();
  const ansi = (prefix: string) => eight(...ANSI.map((one) => colour(`${prefix}${one}`)));
  return {
    ...FIXED.ink,
    background: colour('term'),
    foreground: colour('term-ink'),
    selection: '#4fd1c14d',
    normal: ansi('ansi-'),
    bright: ansi('ansi-bright-'),
  };
}

/** The fixed themes' colours, for whoever wants to look at them. */
export const FIXED_PALETTES: Readonly<Record<Exclude<ThemeName, 'page'>, Palette>> = FIXED;

/** A palette as xterm takes it. */
export function xtermTheme({ background, foreground, selection, slider, normal, bright }: Palette): ITheme {
  const theme: Record<string, string> = {
    background,
    foreground,
    cursor: foreground,
    cursorAccent: background,
    selectionBackground: selection,
    scrollbarSliderBackground: `${slider}24`,
    scrollbarSliderHoverBackground: `${slider}40`,
    scrollbarSliderActiveBackground: `${slider}5c`,
    overviewRulerBorder: '#00000000',
  };
  for (const name of ANSI) {
    theme[name] = normal[name];
    theme[`bright${name[0]?.toUpperCase()}${name.slice(1)}`] = bright[name];
  }
  return theme;
}

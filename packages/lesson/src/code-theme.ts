/**
 * The colours of code, for warm paper and for near-black. Few, and none of the page's green, amber and red: those
 * mean passed, not yet and broken.
 */
import type { ThemeRegistrationRaw } from 'shiki/core';

export interface CodePalette {
  /** What it stands on. */
  paper: string;
  ink: string;
  /** Comments and punctuation. */
  quiet: string;
  /** Commands, functions and keys. */
  accent: string;
  keyword: string;
  string: string;
  number: string;
}

export const LIGHT: CodePalette = {
  paper: '#F3F1EB',
  ink: '#1D1B17',
  quiet: '#6B665A',
  accent: '#0B6E66',
  keyword: '#6D4AA8',
  string: '#8A4A2B',
  number: '#1F5FA8',
};

export const DARK: CodePalette = {
  paper: '#191B1F',
  ink: '#ECEAE4',
  quiet: '#96938A',
  accent: '#4FD1C1',
  keyword: '#BFA3F2',
  string: '#E3B793',
  number: '#86B8F2',
};

/** A theme for shiki out of a palette. */
export function codeTheme(name: string, type: 'light' | 'dark', palette: CodePalette): ThemeRegistrationRaw {
  const colour = (foreground: string, scope: string[], fontStyle = '') => ({
    scope,
    settings: fontStyle === '' ? { foreground } : { foreground, fontStyle },
  });
  const settings = [
    { settings: { foreground: palette.ink, background: palette.paper } },
    colour(
      palette.quiet,
      ['comment', 'punctuation.definition.comment', 'meta.output', 'meta.diff.header'],
      'italic',
    ),
    colour(palette.quiet, [
      'punctuation.separator.prompt',
      'punctuation.definition.prompt',
      'meta.diff.range',
    ]),
    colour(palette.keyword, ['keyword', 'storage', 'keyword.control', 'keyword.operator', 'markup.deleted']),
    colour(palette.accent, [
      'entity.name.function',
      'entity.name.command',
      'support.function',
      'entity.name.tag',
      'support.type.property-name',
      'markup.inserted',
    ]),
    colour(palette.string, ['string', 'string.quoted', 'string.unquoted.heredoc']),
    colour(palette.ink, ['string.unquoted.argument', 'string.unquoted.plain.out.yaml']),
    colour(palette.number, [
      'constant',
      'constant.numeric',
      'variable.other',
      'variable.parameter',
      'variable.language',
    ]),
  ];
  return {
    name,
    type,
    colors: { 'editor.foreground': palette.ink, 'editor.background': palette.paper },
    settings,
  };
}

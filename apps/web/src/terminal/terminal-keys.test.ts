import { expect, test } from 'vitest';
import { KEY_TABLE, keyAction, type Platform, platformOf, shownKeys } from './terminal-keys.ts';

const press = (keys: string, key: string, code = '') => ({
  key,
  code,
  ctrlKey: keys.includes('Ctrl'),
  shiftKey: keys.includes('Shift'),
  altKey: keys.includes('Alt'),
  metaKey: keys.includes('Cmd'),
});

test.each<[Platform, string, string, string | null]>([
  ['linux', 'Ctrl+Shift', 'C', 'copy'],
  ['linux', 'Ctrl+Shift', 'V', 'paste'],
  ['linux', 'Ctrl', 'v', null],
  ['windows', 'Ctrl', 'v', 'paste'],
  ['macos', 'Ctrl', 'v', null],
  ['macos', 'Cmd', 'v', 'paste'],
  ['macos', 'Cmd', 'c', 'copy'],
  ['macos', 'Ctrl', 'c', null],
  ['linux', 'Ctrl', 'c', 'copy-selection'],
  ['windows', 'Ctrl', 'c', 'copy-selection'],
  ['linux', 'Shift', 'Insert', 'paste'],
  ['windows', 'Ctrl', 'Insert', 'copy'],
  ['linux', 'Ctrl+Shift', 'F', 'find'],
  ['linux', 'Ctrl', 'f', null],
  ['macos', 'Cmd', 'f', 'find'],
  ['linux', 'Ctrl', '=', 'larger'],
  ['linux', 'Ctrl+Shift', '+', 'larger'],
  ['linux', 'Ctrl', '-', 'smaller'],
  ['linux', 'Ctrl+Shift', '_', null],
  ['macos', 'Cmd', '0', 'usual-size'],
  ['linux', 'Ctrl', '0', 'usual-size'],
  ['linux', 'Ctrl+Shift', 'Enter', 'leave'],
  ['linux', 'Ctrl+Alt', 'c', null],
  ['linux', '', 'c', null],
])('%s: %s %s means %s', (platform, modifiers, key, action) => {
  expect(keyAction(press(modifiers, key), platform)).toBe(action);
});

test('a layout without Latin letters copies by where the key lies', () => {
  expect(keyAction(press('Ctrl+Shift', 'С', 'KeyC'), 'linux')).toBe('copy');
});

test('no key means two things, and each is shown in words', () => {
  for (const platform of ['windows', 'macos', 'linux'] as const) {
    const keys = KEY_TABLE.flatMap((row) => row.keys[platform]);
    expect(new Set(keys).size).toBe(keys.length);
  }
  expect(shownKeys('find', 'macos')).toEqual(['⌘F', 'Ctrl+Shift+F']);
  expect(shownKeys('larger', 'linux')).toEqual(['Ctrl++']);
});

test.each([
  [{ platform: 'MacIntel' }, 'macos'],
  [{ platform: 'Win32' }, 'windows'],
  [{ platform: 'Linux x86_64' }, 'linux'],
  [{ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)' }, 'macos'],
  [{}, 'linux'],
])('%j has the habits of %s', (navigator, platform) => {
  expect(platformOf(navigator)).toBe(platform);
});

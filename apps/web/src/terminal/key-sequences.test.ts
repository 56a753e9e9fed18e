import { expect, test } from 'vitest';
import { sequenceOf, withModifiers } from './key-sequences.ts';

const none = { ctrl: false, alt: false };
const ctrl = { ctrl: true, alt: false };
const alt = { ctrl: false, alt: true };
const both = { ctrl: true, alt: true };

test.each([
  ['up', none, false, '\x1b[A'],
  ['up', none, true, '\x1bOA'],
  ['end', none, true, '\x1bOF'],
  ['left', ctrl, true, '\x1b[1;5D'],
  ['right', alt, false, '\x1b[1;3C'],
  ['home', both, false, '\x1b[1;7H'],
  ['page-up', none, true, '\x1b[5~'],
  ['page-down', ctrl, false, '\x1b[6;5~'],
  ['escape', none, false, '\x1b'],
  ['escape', alt, false, '\x1b\x1b'],
  ['tab', none, false, '\t'],
  ['|', none, false, '|'],
  ['|', ctrl, false, '\x1c'],
  ['/', ctrl, false, '\x1f'],
  ['~', ctrl, false, '\x1e'],
  ['-', alt, false, '\x1b-'],
] as const)('%s with %j, application cursor %s', (key, modifiers, application, sequence) => {
  expect(sequenceOf(key, modifiers, application)).toBe(sequence);
});

test.each([
  ['c', ctrl, '\x03'],
  ['C', ctrl, '\x03'],
  ['[', ctrl, '\x1b'],
  [' ', ctrl, '\x00'],
  ['?', ctrl, '\x7f'],
  ['ü', ctrl, 'ü'],
  ['b', alt, '\x1bb'],
  ['c', both, '\x1b\x03'],
  ['cd', ctrl, '\x03d'],
  ['x', none, 'x'],
  ['', both, ''],
])('%j typed with %j', (typed, modifiers, sent) => {
  expect(withModifiers(typed, modifiers)).toBe(sent);
});

import { expect, test } from 'vitest';
import { originAllowed } from './origin.ts';

test('lets pages of this installation in', () => {
  expect(originAllowed('http://127.0.0.1:4300', '127.0.0.1:4300', null)).toBe(true);
  expect(originAllowed('http://localhost:4300', 'localhost:4300', null)).toBe(true);
  expect(originAllowed('http://[::1]:4300', '[::1]:4300', null)).toBe(true);
  expect(originAllowed('https://learn.example', 'learn.example', 'https://learn.example')).toBe(true);
});

test.each([
  ['none', undefined, '127.0.0.1:4300', null],
  ['no URL', 'null', '127.0.0.1:4300', null],
  ['another host', 'http://evil.example', '127.0.0.1:4300', null],
  ['another port', 'http://127.0.0.1:9', '127.0.0.1:4300', null],
  ['a name of a stranger that points here', 'http://evil.example:4300', 'evil.example:4300', null],
  ['not the configured one', 'http://127.0.0.1:4300', '127.0.0.1:4300', 'https://learn.example'],
  ['the configured one over http', 'http://learn.example', 'learn.example', 'https://learn.example'],
])('refuses %s', (_name, origin, host, configured) => {
  expect(originAllowed(origin, host, configured)).toBe(false);
});

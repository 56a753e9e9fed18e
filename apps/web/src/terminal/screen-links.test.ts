import { expect, test } from 'vitest';
import { openableLink } from './screen-links.ts';

test('web addresses are opened, as what they are', () => {
  expect(openableLink('https://example.org/a b')).toBe('https://example.org/a%20b');
  expect(openableLink('HTTP://EXAMPLE.org')).toBe('http://example.org/');
  // A Cyrillic letter that looks like a Latin one shows itself.
  expect(openableLink('https://ex\u0430mple.org')).toBe('https://xn--exmple-4nf.org/');
});

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'vscode://x', 'no address', ''])(
  '%j is not',
  (uri) => {
    expect(openableLink(uri)).toBeNull();
  },
);

import { expect, test } from 'vitest';
import { CLIPBOARD_CHARS, clipboardText } from './clipboard-request.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a program may write, whichever way it names the clipboard', () => {
  expect(clipboardText(`c;${base64('grüße 漢')}`)).toBe('grüße 漢');
  expect(clipboardText(`;${base64('x')}`)).toBe('x');
  expect(clipboardText(`s0;${base64('x')}`)).toBe('x');
});

test('it may not read, clear, or fill it without end', () => {
  expect(clipboardText('c;?')).toBeNull();
  expect(clipboardText('c;')).toBeNull();
  expect(clipboardText('c;!')).toBeNull();
  expect(clipboardText('c')).toBeNull();
  expect(clipboardText(`p;${base64('x')}`)).toBeNull();
  expect(clipboardText(`c;${base64('x'.repeat(CLIPBOARD_CHARS + 3))}`)).toBeNull();
  expect(clipboardText(`c;${Buffer.from([0xff, 0xfe]).toString('base64')}`)).toBeNull();
});

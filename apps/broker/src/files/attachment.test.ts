import { expect, test } from 'vitest';
import { attachment } from './attachment.ts';

test.each([
  ['notes.txt', 'attachment; filename="notes.txt"; filename*=UTF-8\'\'notes.txt'],
  ['a b.txt', 'attachment; filename="a b.txt"; filename*=UTF-8\'\'a%20b.txt'],
  ['é"\\%.sh', 'attachment; filename="____.sh"; filename*=UTF-8\'\'%C3%A9%22%5C%25.sh'],
  ["x'(1)*", "attachment; filename=\"x'(1)*\"; filename*=UTF-8''x%27%281%29%2A"],
  ['a\r\nb', 'attachment; filename="a__b"; filename*=UTF-8\'\'a%0D%0Ab'],
  ['\ud800', 'attachment; filename="_"; filename*=UTF-8\'\'%EF%BF%BD'],
])('%j', (name, header) => expect(attachment(name)).toBe(header));

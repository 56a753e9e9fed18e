import type { Element, Root } from 'hast';
import { afterEach, expect, test, vi } from 'vitest';
import { highlight } from './highlight.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The parts that a fence of shell is made of. */
function partsOf(code: string): number {
  const fence: Element = {
    ...{ type: 'element', tagName: 'sl-code', children: [] },
    properties: { code, language: 'sh' },
  };
  const body: Root = { type: 'root', children: [fence] };
  highlight(body);
  const [line] = fence.children;
  return line?.type === 'element' ? line.children.length : 0;
}

const LINE = 'echo "$HOME" | grep -c home && for i in 1 2 3; do echo "$i"; done';

test('a host that is busy, so that a line takes seconds, colours it all the same', () => {
  const parts = partsOf(LINE);
  expect(parts).toBeGreaterThan(5);
  let now = Date.now();
  vi.spyOn(Date, 'now').mockImplementation(() => {
    now += 1000;
    return now;
  });
  expect(partsOf(LINE)).toBe(parts);
});

test('a line of more than 2,000 characters stays plain', () => {
  expect(partsOf(`${LINE} # ${'x'.repeat(2000)}`)).toBe(1);
});

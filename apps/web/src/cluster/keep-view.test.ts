import { expect, test } from 'vitest';
import { CLOSED, keepView, readView } from './keep-view.ts';

test('a view comes back as it was left, for its own lesson only', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const view = { open: true, machine: 'dev', namespace: 'shop', share: 60 };
  keepView('a/b', view, storage);
  expect(readView('a/b', storage)).toEqual(view);
  expect(readView('a/c', storage)).toEqual(CLOSED);
});

test.each(['', '{}', 'rubbish', '{"open":true,"machine":null,"namespace":"","share":99}'])(
  'what cannot be read is a closed view: %s',
  (kept) => {
    expect(readView('a/b', { getItem: () => kept })).toEqual(CLOSED);
  },
);

test('a browser that keeps nothing breaks nothing', () => {
  const refuse = () => {
    throw new Error('no storage');
  };
  keepView('a/b', CLOSED, { setItem: refuse });
  expect(readView('a/b', { getItem: refuse })).toEqual(CLOSED);
});

import { expect, test } from 'vitest';
import { ONE_GROUP, split } from './deck-layout.ts';
import { keepLayout, readLayout } from './keep-layout.ts';

const storage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
};

test('a layout comes back, for its own lesson only', () => {
  const here = storage();
  const layout = split(ONE_GROUP, 'down', 'm1:main', 'm2:main');
  keepLayout('a/b', layout, here);
  expect(readLayout('a/b', here)).toEqual(layout);
  expect(readLayout('a/c', here)).toEqual(ONE_GROUP);
});

test.each(['', '{}', 'rubbish', '{"split":"up","share":50,"second":[],"shown":[null,null],"active":0}'])(
  'what cannot be read is one group: %s',
  (kept) => {
    expect(readLayout('a/b', { getItem: () => kept })).toEqual(ONE_GROUP);
  },
);

test('a browser that keeps nothing breaks nothing', () => {
  const refuse = () => {
    throw new Error('no storage');
  };
  keepLayout('a/b', ONE_GROUP, { setItem: refuse });
  expect(readLayout('a/b', { getItem: refuse })).toEqual(ONE_GROUP);
});

import { expect, test } from 'vitest';
import { groupsOf, join, moveOver, neighbour, ONE_GROUP, show, split } from './deck-layout.ts';

const KEYS = ['m1:main', 'm1:2', 'm2:main'];

test('without a wish the first tab is shown; a wish counts while its tab is there', () => {
  expect(groupsOf(ONE_GROUP, KEYS)).toEqual({ groups: [{ keys: KEYS, shown: 'm1:main' }], active: 0 });
  const shown = show(ONE_GROUP, 'm2:main', KEYS);
  expect(groupsOf(shown, KEYS).groups[0]?.shown).toBe('m2:main');
  expect(groupsOf(shown, ['m1:main']).groups[0]?.shown).toBe('m1:main');
  expect(groupsOf(ONE_GROUP, [])).toEqual({ groups: [{ keys: [], shown: null }], active: 0 });
});

test('a split puts one tab beside the one that is shown, and that side is used next', () => {
  const two = split(ONE_GROUP, 'right', 'm1:main', 'm1:2');
  expect(groupsOf(two, KEYS)).toEqual({
    groups: [
      { keys: ['m1:main', 'm2:main'], shown: 'm1:main' },
      { keys: ['m1:2'], shown: 'm1:2' },
    ],
    active: 1,
  });
  expect(split(two, 'down', 'm1:main', 'm2:main')).toEqual({ ...two, split: 'down' });
});

test('a tab is shown in its own group, and a new one in the group that is used', () => {
  const two = split(ONE_GROUP, 'right', 'm1:main', 'm1:2');
  const back = show(two, 'm2:main', KEYS);
  expect(back).toMatchObject({ active: 0, shown: ['m2:main', 'm1:2'] });
  expect(show(back, 'm1:3', KEYS)).toMatchObject({ active: 0, second: ['m1:2'] });
  expect(show(two, 'm1:3', KEYS)).toMatchObject({
    active: 1,
    second: ['m1:2', 'm1:3'],
    shown: ['m1:main', 'm1:3'],
  });
});

test('a tab that moves over is shown there; a side left empty ends the split', () => {
  const two = split(ONE_GROUP, 'right', 'm1:main', 'm1:2');
  const moved = moveOver(two, 'm2:main');
  expect(groupsOf(moved, KEYS).groups[1]).toEqual({ keys: ['m1:2', 'm2:main'], shown: 'm2:main' });
  const empty = moveOver(two, 'm1:2');
  expect(groupsOf(empty, KEYS)).toEqual({ groups: [{ keys: KEYS, shown: 'm1:2' }], active: 0 });
  const gone = show(two, 'm1:3', ['m1:main', 'm2:main']);
  expect(groupsOf(gone, [...KEYS, 'm1:3']).groups).toHaveLength(1);
  expect(moveOver(ONE_GROUP, 'm1:2')).toBe(ONE_GROUP);
});

test('joined, the tab that was used last is shown', () => {
  const two = split(ONE_GROUP, 'right', 'm1:main', 'm1:2');
  expect(groupsOf(join(two), KEYS)).toEqual({ groups: [{ keys: KEYS, shown: 'm1:2' }], active: 0 });
});

test('beside a tab comes its right neighbour, else its left, else none', () => {
  expect(neighbour(KEYS, 'm1:2')).toBe('m2:main');
  expect(neighbour(KEYS, 'm2:main')).toBe('m1:2');
  expect(neighbour(['m1:main'], 'm1:main')).toBeNull();
});

import type { Need } from '@sandlot/lesson';
import { expect, test } from 'vitest';
import { chooseWay } from './choose-way.ts';
import { allWays, type WayFinding } from './ways.ts';

const ways = allWays(['sysbox-runc']);
const found = (given: Record<string, Need[]>): WayFinding[] =>
  ways.map(({ name }) => ({
    way: name,
    gives: given[name] ?? [],
    reason: given[name] ? 'Works.' : 'Does not work.',
    remedy: given[name] ? '' : `Mend ${name}.`,
  }));
const all: Need[] = ['engine', 'limits', 'privileged'];

test.each<[string, Need[], Record<string, Need[]>, string]>([
  [
    'the safest that works',
    ['engine'],
    { 'sysbox-runc': all, rootless: all, privileged: all },
    'sysbox-runc',
  ],
  ['the safest of those that work', ['engine'], { rootless: ['engine'], privileged: all }, 'rootless'],
  [
    'a less safe one where it alone can',
    ['engine', 'limits'],
    { rootless: ['engine'], privileged: all },
    'privileged',
  ],
])('takes %s', (_what, needs, given, name) => {
  expect(chooseWay(needs, ways, found(given), 'classroom')).toMatchObject({ way: { name } });
});

test('strangers never get the nearly privileged way, and are told why', () => {
  const given = found({ rootless: ['engine'], privileged: all });
  expect(chooseWay(['engine'], ways, given, 'public')).toMatchObject({ way: { name: 'rootless' } });
  expect(chooseWay(['engine', 'limits'], ways, given, 'public')).toEqual({
    refusal: {
      reason:
        'It needs a Docker engine of its own and limits for its containers that work. This host could give that only in a container that is nearly privileged (privileged), which is not for strangers, and this Sandlot is open to them (SANDLOT_TRUST=public).',
      remedy:
        'Install Sysbox on the host, or, when everybody who may sign in can be trusted with it, start Sandlot with SANDLOT_TRUST=classroom.',
    },
  });
});

test('where nothing works, what was found of each way, and the first remedy', () => {
  expect(chooseWay(['privileged'], ways, found({ rootless: ['engine'] }), 'personal')).toEqual({
    refusal: {
      reason:
        'It needs privileged containers, and no way to that works on this host. sysbox-runc: Does not work. rootless: Works. privileged: Does not work.',
      remedy: 'Mend sysbox-runc.',
    },
  });
});

test('before anything was tried it says so', () => {
  expect(chooseWay(['engine'], ways, null, 'personal')).toEqual({
    refusal: {
      reason: 'Sandlot is still finding out how this host can run Docker inside a sandbox.',
      remedy: 'Wait half a minute.',
      passing: true,
    },
  });
});

test('a way that was asked for by name is taken, or none', () => {
  const given = found({ rootless: ['engine'], privileged: all });
  expect(chooseWay(['engine'], ways, given, 'personal', 'privileged')).toMatchObject({
    way: { name: 'privileged' },
  });
  expect(chooseWay(['limits'], ways, given, 'personal', 'rootless')).toHaveProperty('refusal');
});

/** Chooses how a machine gets its own Docker engine: the safest way that gives what it needs, and that trust allows. */
import type { Need, Trust } from '@sandlot/lesson';
import type { Refusal } from '../../runtime.ts';
import type { Way, WayFinding } from './ways.ts';

const WORDS: Record<Need, string> = {
  engine: 'a Docker engine of its own',
  limits: 'limits for its containers that work',
  privileged: 'privileged containers',
};

const listed = (needs: Need[]): string => needs.map((need) => WORDS[need]).join(' and ');

const mayUse = (way: Way, trust: Trust): boolean => way.forStrangers || trust !== 'public';

/**
 * The way for what a machine needs, or why there is none. `found` null: nobody has tried yet. `only`: a way that was
 * asked for by name.
 */
export function chooseWay(
  needs: Need[],
  ways: Way[],
  found: WayFinding[] | null,
  trust: Trust,
  only: string | null = null,
): { way: Way } | { refusal: Refusal } {
  if (!found)
    return {
      refusal: {
        reason: 'Sandlot is still finding out how this host can run Docker inside a sandbox.',
        remedy: 'Wait half a minute.',
        passing: true,
      },
    };
  const candidates = ways.filter((way) => only === null || way.name === only);
  const gives = ({ name }: Way) => found.find((one) => one.way === name)?.gives ?? [];
  const able = candidates.filter((way) => needs.every((need) => gives(way).includes(need)));
  const way = able.find((one) => mayUse(one, trust));
  if (way) return { way };
  return { refusal: able[0] ? notTrusted(able[0], needs) : notAble(needs, candidates, found) };
}

function notTrusted(way: Way, needs: Need[]): Refusal {
  return {
    reason: `It needs ${listed(needs)}. This host could give that only in a container that is nearly privileged (${way.name}), which is not for strangers, and this Sandlot is open to them (SANDLOT_TRUST=public).`,
    remedy:
      'Install Sysbox on the host, or, when everybody who may sign in can be trusted with it, start Sandlot with SANDLOT_TRUST=classroom.',
  };
}

function notAble(needs: Need[], ways: Way[], found: WayFinding[]): Refusal {
  const tried = ways.flatMap(({ name }) => found.filter(({ way }) => way === name));
  const reasons = tried.map(({ way, reason }) => `${way}: ${reason}`);
  return {
    reason: `It needs ${listed(needs)}, and no way to that works on this host. ${reasons.join(' ')}`.trim(),
    remedy: tried.map(({ remedy }) => remedy).find((remedy) => remedy !== '') ?? 'Run "sandlot doctor".',
  };
}

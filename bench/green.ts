/**
 * From a state becoming true to its task being green in what the page receives, with a check that takes 50 ms: by a
 * command that is typed, and by a job in the background that prints nothing.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Student } from '../apps/broker/src/testing/student.ts';
import { AtWork } from './at-work.ts';
import { each } from './each.ts';
import type { Product } from './product.ts';
import { seededRandom } from './random.ts';

const LESSON = 'bench/flag';
/** Students who work at the same time. */
const STUDENTS = 4;

export interface Green {
  /** ms from Enter. */
  typed: number[];
  /** ms from the job having done it: while its command is fresh, and later. */
  soon: number[];
  late: number[];
}

/** Seconds that a job takes, at least and at most: within `keenMs` after output, and within `restMs` after that. */
const SOON = [1, 9] as const;
const LATE = [12, 45] as const;

const outcome = (at: AtWork) => at.watch.last?.tasks[0]?.last?.outcome;
const untilGreen = async (at: AtWork, withinMs: number): Promise<number> => {
  await at.watch.until(() => outcome(at) === 'passed', withinMs);
  return Date.now();
};

/** The flag is down, the page knows it, and the terminal has been quiet for some time or other. */
async function anew(at: AtWork, random: () => number): Promise<void> {
  await at.run('rm -f ~/flag');
  await at.student.ask('POST', `/api/sandboxes/${at.sandboxId}/check`, {});
  await at.watch.until(() => outcome(at) === 'pending');
  await wait(random() * 1500);
}

async function typed(at: AtWork): Promise<number> {
  const began = Date.now();
  at.wire.type('touch ~/flag\r');
  return (await untilGreen(at, 60_000)) - began;
}

/** The job itself notes when it is done, by the clock that it shares with us, just before it is. */
async function byJob(at: AtWork, seconds: number): Promise<number> {
  await at.run(`(sleep ${seconds.toFixed(3)}; date +%s%3N >~/.flag; mv ~/.flag ~/flag) &`);
  const green = await untilGreen(at, (seconds + 90) * 1000);
  const file = `/api/sandboxes/${at.sandboxId}/files?machine=box&path=${encodeURIComponent('/home/student/flag')}`;
  const said = await fetch(`${at.student.origin}${file}`, { headers: at.student.headers });
  const doneMs = Number(await said.text());
  if (!said.ok || !(doneMs > 0)) throw new Error(`the job's note cannot be read: ${said.status}`);
  return green - doneMs;
}

/** At least `rounds` of each kind; about 5 minutes for 48. */
export async function measureGreen(product: Product, rounds: number): Promise<Green> {
  const random = seededRandom(11);
  const between = ([least, most]: readonly [number, number]) => least + random() * (most - least);
  const students = await each(STUDENTS * 3, STUDENTS, () => AtWork.open(new Student(product.origin), LESSON));
  const series = async (count: number, round: (at: AtWork) => Promise<number>): Promise<number[]> => {
    const all: number[] = [];
    const one = async (at: AtWork) => {
      for (let i = 0; i < Math.ceil(rounds / count); i++) {
        await anew(at, random);
        all.push(await round(at));
      }
    };
    await Promise.all(students.slice(0, count).map(one));
    return all;
  };
  const result = {
    typed: await series(STUDENTS, typed),
    soon: await series(STUDENTS, (at) => byJob(at, between(SOON))),
    late: await series(STUDENTS * 3, (at) => byJob(at, between(LATE))),
  };
  for (const at of students) {
    at.leave();
    await at.student.ask('DELETE', `/api/sandboxes/${at.sandboxId}`);
  }
  return result;
}

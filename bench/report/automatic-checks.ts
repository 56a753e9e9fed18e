/** The tables of how soon a task is green, and of what looking unasked costs. */
import { CHECK_AFTER } from '../../apps/broker/src/checks/check-clocks.ts';
import type { Green } from '../green.ts';
import { type Cost, type IdleStudents, TASKS } from '../idle-students.ts';
import { percentile, round } from '../measure.ts';
import { goal, p, rounded } from './figures.ts';

export function reportGreen({ typed, soon, late }: Green): void {
  console.log('\nFrom a state becoming true to green in the page, check of 50 ms, ms');
  const row = (values: number[]) => ({
    n: values.length,
    p50: p(values, 0.5),
    p95: p(values, 0.95),
    most: round(Math.max(...values)),
  });
  console.table({
    'a typed command, from Enter': row(typed),
    'a silent job, 1 to 9 s after its command': row(soon),
    'a silent job, 12 to 45 s after': row(late),
  });
  goal('typed, p95', percentile(typed, 0.95), ' ms', 1000);
  goal('silent job while its command is fresh, p95', percentile(soon, 0.95), ' ms', 1000);
}

const perMinute = (ms: number, cost: Cost) => ms / (cost.ms / 60_000);
const ours = ({ broker, web, daemons, machines }: Cost): number => broker + web + daemons + machines;

/** What one look at one task costs, and what all of them come to while pages are open and nobody works. */
function reportLook({ students, on, off }: IdleStudents): void {
  const [busy, idle] = [on.watching, off.watching];
  const each = (part: (cost: Cost) => number) =>
    (perMinute(part(busy), busy) - perMinute(part(idle), idle)) / perMinute(busy.execs, busy);
  const parts = {
    'broker and web': each(({ broker, web }) => broker + web),
    'dockerd, containerd': each(({ daemons }) => daemons),
    'shims and checks': each(({ machines }) => machines),
  };
  console.log('\nOne look at one task, ms of processor time');
  console.table(rounded(parts));
  const looksMs = (students * TASKS * 60_000) / CHECK_AFTER.slowestMs;
  const share = ((each(ours) * looksMs) / 60_000) * 100;
  goal(
    `${students} idle students with an open page, at one look in ${CHECK_AFTER.slowestMs / 60_000} min`,
    share,
    ' % of one core',
    10,
  );
}

export function reportIdleStudents(result: IdleStudents): void {
  const { students, startedMs, on, off } = result;
  const each = (ms: number, cost: Cost) => round(perMinute(ms, cost) / students);
  const row = (cost: Cost) => ({
    execs: each(cost.execs, cost),
    broker: each(cost.broker, cost),
    web: each(cost.web, cost),
    'dockerd, containerd': each(cost.daemons, cost),
    'shims and checks': each(cost.machines, cost),
    'all of these': each(ours(cost), cost),
    'whole host': each(cost.host, cost),
  });
  console.log(
    `\nProcessor time of ${students} idle students with ${TASKS} tasks each, ms a student and minute, over ${Math.round(on.watching.ms / 1000)} s; their sandboxes took ${round(startedMs / 1000)} s to start`,
  );
  console.table({
    'page open, checks on': row(on.watching),
    'page open, checks off': row(off.watching),
    'gone, checks on': row(on.gone),
    'gone, checks off': row(off.gone),
  });
  for (const page of ['watching', 'gone'] as const) {
    const times = (part: (cost: Cost) => number) =>
      round(perMinute(part(on[page]), on[page]) / perMinute(part(off[page]), off[page]));
    console.log(
      `${page}, checks on to off: ${times(ours)} times in all of these, ${times(({ host }) => host)} times on the whole host`,
    );
  }
  goal('gone: execs in all', on.gone.execs, '', 0);
  reportLook(result);
}

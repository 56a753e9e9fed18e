import type { CheckTask, Task } from '@sandlot/lesson';
import type { CheckResult } from '@sandlot/sandbox';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CHECK_AFTER } from './check-clocks.ts';
import { LessonChecks } from './lesson-checks.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const checks of made.splice(0)) checks.close();
  vi.useRealTimers();
});
const made: LessonChecks[] = [];

const task = (id: string, part: Partial<CheckTask> = {}): CheckTask => ({
  ...{
    kind: 'check',
    id,
    title: id,
    needs: [],
    hints: [],
    machine: 'box',
    check: '',
    checkTimeoutMs: 1000,
    functions: [],
  },
  ...{ stableMs: 0, sticky: false, answers: [], solution: '', wrong: {} },
  ...part,
});

/** Checks of these tasks over a world in which each id in `holds` passes; a check takes 50 ms. */
function scene(tasks: Task[], { tookMs = 50 } = {}) {
  const holds = new Set<string>();
  const passed = new Map<string, number>();
  const answers = new Map<string, Record<string, string>>();
  const runs: { id: string; atMs: number; given: Record<string, string> }[] = [];
  const running = new Map<string, number>();
  const world = {
    crowd: 1,
    watched: true,
    completedAtMs: null as number | null,
    most: 0,
    failed: [] as unknown[],
    /** The database does not answer. */
    databaseAway: false,
    whilePassing: () => {},
    /** What a task was said to be when it came on record. */
    saidBefore: [] as (string | null)[],
  };
  const began = Date.now();
  const checks = new LessonChecks({
    tasks: () => tasks,
    async done() {
      if (world.databaseAway) throw new Error('no database');
      return { passed: new Set(passed.keys()), answers, completed: world.completedAtMs !== null };
    },
    async run(one, given): Promise<CheckResult> {
      runs.push({ id: one.id, atMs: Date.now() - began, given });
      running.set(one.machine, (running.get(one.machine) ?? 0) + 1);
      world.most = Math.max(world.most, ...running.values());
      await new Promise((done) => setTimeout(done, tookMs));
      running.set(one.machine, (running.get(one.machine) ?? 0) - 1);
      const ok = holds.has(one.id);
      const message = ok ? '' : 'not there';
      return { outcome: ok ? 'passed' : 'pending', message, durationMs: tookMs, exitCode: ok ? 0 : 1 };
    },
    passed: async ({ id }, atMs) => {
      world.saidBefore.push(checks.last(id)?.outcome ?? null);
      world.whilePassing();
      passed.set(id, passed.get(id) ?? atMs);
    },
    completed: async (atMs) => {
      world.completedAtMs = atMs;
    },
    changed: () => {},
    failed: (error) => world.failed.push(error),
    watched: () => world.watched,
    now: Date.now,
    crowd: () => world.crowd,
  });
  made.push(checks);
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const asked = async (id?: string) => {
    const done = checks.check(id);
    await wait(tookMs * tasks.length * 2);
    await done;
  };
  return { checks, holds, passed, answers, runs, world, wait, asked };
}

test('never two at once on a machine, and machines beside each other', async () => {
  const s = scene([task('a'), task('b'), task('c', { machine: 'm2' })]);
  await s.asked();
  expect(s.world.most).toBe(1);
  expect(s.runs.map(({ id, atMs }) => [id, atMs])).toEqual([
    ['a', 0],
    ['c', 0],
    ['b', 50],
  ]);
});

test('what a check said is told with what asked for it, where it ran, and how it ended', async () => {
  const s = scene([task('a')]);
  await s.asked('a');
  expect(s.checks.last('a')).toMatchObject({
    ...{ outcome: 'pending', message: 'not there', by: 'student', machine: 'box' },
    ...{ exitCode: 1, durationMs: 50 },
  });
});

test('what has passed is on record before it is told', async () => {
  const s = scene([task('a')]);
  s.holds.add('a');
  await s.asked('a');
  expect(s.world.saidBefore[0]).toBeNull();
  expect(s.checks.last('a')?.outcome).toBe('passed');
});

test('output that settles is looked at, and the next open task again for a while after it', async () => {
  const s = scene([task('a'), task('b')]);
  s.checks.activity();
  await s.wait(CHECK_AFTER.quietMs - 1);
  expect(s.runs).toHaveLength(0);
  await s.wait(101);
  expect(s.runs.map(({ id }) => id)).toEqual(['a', 'b']);
  s.holds.add('a');
  await s.wait(CHECK_AFTER.keenEveryMs);
  expect(s.passed.has('a')).toBe(true);
  s.holds.add('b');
  await s.wait(CHECK_AFTER.keenEveryMs + 50);
  expect(s.passed.has('b')).toBe(true);
});

test('output that ends in a prompt is looked at at once, and as often as output that settles at most', async () => {
  const s = scene([task('a')], { tookMs: 5 });
  s.checks.activity(true);
  await s.wait(CHECK_AFTER.promptMs);
  expect(s.runs).toHaveLength(1);
  for (let i = 0; i < 300; i++) {
    s.checks.activity(true);
    await s.wait(10);
  }
  const most = 1 + Math.ceil(3000 / CHECK_AFTER.quietMs) + Math.ceil(3000 / CHECK_AFTER.keenEveryMs);
  expect(s.runs.length).toBeLessThanOrEqual(most);
  expect(s.runs.length).toBeGreaterThan(1);
});

test('output while open tasks are looked at is followed by another look', async () => {
  const s = scene([task('a'), task('b'), task('c')], { tookMs: 200 });
  s.checks.activity(true);
  await s.wait(CHECK_AFTER.promptMs + 450);
  expect(s.runs.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  s.holds.add('b');
  s.checks.activity(true);
  await s.wait(CHECK_AFTER.promptMs + 150 + 400);
  expect(s.passed.has('b')).toBe(true);
});

test('an idle student costs ever fewer looks, and none while nobody looks', async () => {
  const s = scene([task('a'), task('b')]);
  await s.wait(600_000);
  const looks = (id: string) => s.runs.filter((run) => run.id === id).length;
  const [first, second] = [looks('a'), looks('b')];
  await s.wait(10 * CHECK_AFTER.slowestMs);
  expect(looks('b') - second).toBe(10);
  // The next open task is looked at besides: it may become true without a word, however late.
  const next = (10 * CHECK_AFTER.slowestMs) / CHECK_AFTER.idleEveryMs;
  expect(looks('a') - first).toBeGreaterThanOrEqual(next);
  expect(looks('a') - first).toBeLessThanOrEqual(next + 10);
  s.world.watched = false;
  const before = s.runs.length;
  await s.wait(600_000);
  expect(s.runs.length).toBe(before);
  s.world.watched = true;
  s.checks.activity();
  await s.wait(CHECK_AFTER.quietMs + 50);
  expect(s.runs.length).toBeGreaterThan(before);
});

test.each([
  ['few', 1, CHECK_AFTER.keenEveryMs],
  ['twenty', 20, 1000],
  ['many', 200, CHECK_AFTER.calmEveryMs],
])(
  'for a minute after output the next open task is looked at often where %s are checked',
  async (_, crowd, every) => {
    const s = scene([task('a')]);
    s.world.crowd = crowd;
    s.checks.activity();
    await s.wait(CHECK_AFTER.keenMs + 10_000);
    const before = s.runs.length;
    await s.wait(20 * every);
    const looks = s.runs.length - before;
    expect(looks).toBeGreaterThanOrEqual(19);
    expect(looks).toBeLessThanOrEqual(23); // and the slow clock's
  },
);

test('a task that has lapsed while nothing is printed is looked at again soon', async () => {
  const s = scene([task('a')]);
  s.holds.add('a');
  await s.asked();
  await s.wait(CHECK_AFTER.slowestMs); // quiet for long
  s.holds.clear();
  await s.asked();
  const lapsedAt = s.runs.length;
  s.holds.add('a');
  await s.wait(CHECK_AFTER.keenEveryMs + 100);
  expect(s.runs.length).toBe(lapsedAt + 1);
  expect(s.checks.last('a')?.outcome).toBe('passed');
});

test('a task that needs others is not looked at before they have passed', async () => {
  const s = scene([task('a'), task('b', { needs: ['a'] })]);
  await s.asked();
  expect(s.runs.map(({ id }) => id)).toEqual(['a']);
  s.holds.add('a');
  await s.asked('a');
  await s.asked('b');
  expect(s.runs.at(-1)?.id).toBe('b');
});

test('a stable task counts only after its time, and a flicker starts it anew', async () => {
  const s = scene([task('a', { stableMs: 5000 })]);
  s.holds.add('a');
  await s.asked('a');
  expect(s.checks.last('a')).toMatchObject({
    outcome: 'pending',
    message: 'It holds. It must stay so for 5 s.',
  });
  expect(s.checks.holdingSinceMs('a')).not.toBeNull();
  await s.wait(3000);
  s.holds.delete('a');
  await s.wait(1100);
  expect(s.checks.last('a')?.message).toBe('not there');
  expect(s.checks.holdingSinceMs('a')).toBeNull();
  s.holds.add('a');
  await s.asked('a');
  await s.wait(3500);
  expect(s.passed.has('a')).toBe(false);
  await s.wait(2500);
  expect(s.passed.has('a')).toBe(true);
  expect(s.checks.holdingSinceMs('a')).toBeNull();
});

test('what passed and no longer holds is pending again, and stays passed', async () => {
  const s = scene([task('a'), task('b')]);
  s.holds.add('a');
  await s.asked('a');
  s.holds.delete('a');
  await s.asked('a');
  expect(s.checks.last('a')?.outcome).toBe('pending');
  expect(s.passed.has('a')).toBe(true);
});

test('a sticky task is never looked at again', async () => {
  const s = scene([task('a', { sticky: true }), task('b')]);
  s.holds.add('a');
  await s.asked('a');
  s.holds.delete('a');
  await s.asked();
  expect(s.runs.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(s.checks.last('a')?.outcome).toBe('passed');
});

test('a sticky task that passes in one round is left alone by the next, which waited meanwhile', async () => {
  const s = scene([task('a', { sticky: true }), task('b')]);
  s.holds.add('a');
  const both = [s.checks.check(), s.checks.check()];
  await s.wait(60); // a has passed, and b is looked at
  s.holds.delete('a');
  await s.wait(300);
  await Promise.all(both);
  expect(s.runs.map(({ id }) => id)).toEqual(['a', 'b', 'b']);
  expect(s.checks.last('a')?.outcome).toBe('passed');
});

test('a database that is away when a task’s turn comes costs that look, and no later one', async () => {
  const s = scene([task('a'), task('b', { sticky: true })]);
  const asked = s.checks.check();
  await s.wait(10); // a is looked at, and b waits for its turn
  s.world.databaseAway = true;
  await s.wait(100);
  await asked;
  expect(s.runs.map(({ id }) => id)).toEqual(['a']);
  expect(s.world.failed).toHaveLength(1);
  s.world.databaseAway = false;
  await s.asked('b');
  expect(s.runs.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('only a task that must go on passing is said to hold so far', async () => {
  const s = scene([task('a')]);
  const held = new Set<number | null>();
  s.holds.add('a');
  s.world.whilePassing = () => held.add(s.checks.holdingSinceMs('a'));
  await s.asked('a');
  expect([...held]).toEqual([null]);
});

test('fields that are not filled in come first; what is in them reaches the check', async () => {
  const s = scene([task('a', { answers: [{ id: 'pid', label: 'Process' }] })]);
  await s.asked('a');
  expect(s.runs).toHaveLength(0);
  expect(s.checks.last('a')).toMatchObject({ outcome: 'pending', message: 'Write your answer first.' });
  s.answers.set('a', { pid: '42' });
  await s.asked('a');
  expect(s.runs.map(({ given }) => given)).toEqual([{ pid: '42' }]);
});

test('the lesson is done when all tasks hold at once, looked at once more at the end', async () => {
  const s = scene([task('a'), task('b')]);
  s.holds.add('a');
  await s.asked('a');
  s.holds.delete('a');
  s.holds.add('b');
  await s.asked('b');
  expect(s.world.completedAtMs).toBeNull();
  s.holds.add('a');
  await s.asked('a');
  expect(s.runs.slice(-2).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(s.checks.last('b')?.by).toBe('end');
  expect(s.world.completedAtMs).not.toBeNull();
});

test('what breaks before the last look keeps the lesson open', async () => {
  const s = scene([task('a'), task('b')]);
  s.holds.add('a');
  await s.asked('a');
  s.holds.add('b');
  const asked = s.checks.check('b');
  await s.wait(10);
  s.holds.delete('a');
  await s.wait(300);
  await asked;
  expect(s.checks.last('a')).toMatchObject({ outcome: 'pending', by: 'end' });
  expect(s.world.completedAtMs).toBeNull();
});

test('a result from before a reset says nothing, and all is looked at again', async () => {
  const s = scene([task('a')]);
  s.holds.add('a');
  const asked = s.checks.check('a');
  await s.wait(10);
  s.checks.renew();
  s.holds.delete('a');
  await s.wait(300);
  await asked;
  expect(s.checks.last('a')).toMatchObject({ outcome: 'pending', by: 'renewal' });
  expect(s.world.failed).toEqual([]);
});

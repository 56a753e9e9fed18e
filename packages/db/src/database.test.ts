/** Every named query, on both databases. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { migrate, openDatabase } from './index.ts';
import { KINDS, type TestDatabases } from './testing/databases.ts';
import { MIGRATIONS } from './testing/run-script.ts';

describe.each(KINDS)('%s', (kind, databases) => {
  let made: TestDatabases;
  let url: string;
  let db: Database;
  beforeAll(() => {
    made = databases();
  });
  afterAll(() => made.close());
  beforeEach(async () => {
    url = await made.create();
    await migrate(url, MIGRATIONS[kind]);
    db = await openDatabase(url);
  });
  afterEach(() => db.close());

  /** Task -> first pass, of one lesson. */
  const passes = async (userId: string, lesson = 'linux/first-look') => {
    const attempt = await db.attempt(userId, lesson);
    return [...(attempt?.tasks ?? [])].map(([task, { firstPassedAtMs }]) => [task, firstPassedAtMs]);
  };

  const sandbox = (id: string, createdAtMs: number, lesson = 'linux/first-look') => ({
    id,
    userId: 'ada',
    lesson,
    createdAtMs,
    expiresAtMs: createdAtMs + 60_000,
  });

  test('a user is made once and keeps the first name', async () => {
    await db.ensureUser('ada', 'Ada');
    await db.ensureUser('ada', 'Somebody else');
    await db.ensureUser('bob', 'Bob');
    expect(await db.userNames(['ada', 'bob', 'nobody'])).toEqual(
      new Map([
        ['ada', 'Ada'],
        ['bob', 'Bob'],
      ]),
    );
    expect(await db.userNames([])).toEqual(new Map());
  });

  test('twenty first visits at once make one user', async () => {
    await Promise.all(Array.from({ length: 20 }, () => db.ensureUser('ada', 'Ada')));
    expect(await db.userNames(['ada'])).toEqual(new Map([['ada', 'Ada']]));
  });

  test('the first pass of a task counts', async () => {
    await db.ensureUser('ada', 'Ada');
    expect(await db.passTask('ada', 'linux/first-look', 'who', 1_000)).toBe(1_000);
    expect(await db.passTask('ada', 'linux/first-look', 'who', 2_000)).toBe(1_000);
    expect(await db.passTask('ada', 'linux/first-look', 'where', 3_000)).toBe(3_000);
    expect(new Map((await passes('ada')) as [string, number][])).toEqual(
      new Map([
        ['who', 1_000],
        ['where', 3_000],
      ]),
    );
  });

  test('twenty passes of one task at once agree on one time', async () => {
    await db.ensureUser('ada', 'Ada');
    const times = await Promise.all(
      Array.from({ length: 20 }, (_, n) => db.passTask('ada', 'linux/first-look', 'who', 1_000 + n)),
    );
    expect(new Set(times).size).toBe(1);
    expect(await passes('ada')).toEqual([['who', times[0]]]);
  });

  test('progress is apart for each user and lesson', async () => {
    await db.ensureUser('ada', 'Ada');
    await db.ensureUser('bob', 'Bob');
    await db.passTask('ada', 'linux/first-look', 'who', 1_000);
    await db.passTask('ada', 'linux/network', 'ping', 2_000);
    await db.passTask('bob', 'linux/first-look', 'who', 3_000);
    expect(await passes('bob')).toEqual([['who', 3_000]]);
    expect(await db.attempt('bob', 'linux/network')).toBeNull();
    expect(await passes('ada')).toEqual([['who', 1_000]]);
    expect(await passes('ada', 'linux/network')).toEqual([['ping', 2_000]]);
    await db.noteSeen('ada', 'linux/first-look', 5_000);
    const begun = async () => (await db.attempts('ada')).map(({ lesson, seenAtMs }) => [lesson, seenAtMs]);
    expect(await begun()).toEqual([
      ['linux/first-look', 5_000],
      ['linux/network', 2_000],
    ]);
    await db.noteSeen('ada', 'linux/first-look', 4_000);
    expect((await begun())[0]).toEqual(['linux/first-look', 5_000]);
  });

  test('hints, tries, answers and the solution are kept, whatever passes', async () => {
    await db.ensureUser('ada', 'Ada');
    const lesson = 'linux/first-look';
    await db.openHints('ada', lesson, 'who', 2, 1_000);
    await db.openHints('ada', lesson, 'who', 1, 2_000);
    await db.noteTry('ada', lesson, 'who', { name: 'eve', pid: '7' }, 3_000);
    await db.noteTry('ada', lesson, 'who', { name: 'ada' }, 4_000);
    await db.noteSolution('ada', lesson, 'who', 5_000);
    await db.noteSolution('ada', lesson, 'who', 6_000);
    await db.passTask('ada', lesson, 'who', 7_000);
    expect(await db.attempt('ada', lesson)).toEqual({
      lesson,
      startedAtMs: 1_000,
      seenAtMs: 1_000,
      completedAtMs: null,
      tasks: new Map([
        [
          'who',
          {
            firstPassedAtMs: 7_000,
            hintsOpened: 2,
            tries: 2,
            answers: { name: 'ada', pid: '7' },
            solutionSeenAtMs: 5_000,
          },
        ],
      ]),
    });
  });

  test('twenty answers at once are all kept, and counted', async () => {
    await db.ensureUser('ada', 'Ada');
    const fields = Array.from({ length: 20 }, (_, n) => `f${n}`);
    await Promise.all(fields.map((field) => db.noteTry('ada', 'a/b', 'who', { [field]: 'x' }, 1_000)));
    const task = (await db.attempt('ada', 'a/b'))?.tasks.get('who');
    expect(Object.keys(task?.answers ?? {}).sort()).toEqual(fields.sort());
    expect(task?.tries).toBe(20);
  });

  test('a lesson is completed once', async () => {
    await db.ensureUser('ada', 'Ada');
    await db.completeAttempt('ada', 'a/b', 2_000);
    await db.completeAttempt('ada', 'a/b', 3_000);
    expect((await db.attempt('ada', 'a/b'))?.completedAtMs).toBe(2_000);
  });

  test('a pass of nobody is refused: progress needs a user', async () => {
    await expect(db.passTask('nobody', 'linux/first-look', 'who', 1)).rejects.toThrow(/foreign key/i);
  });

  test('a sandbox is kept with its times to the millisecond', async () => {
    await db.ensureUser('ada', 'Ada');
    await db.addSandbox(sandbox('s1', 1_764_000_000_123));
    expect(await db.sandbox('s1')).toEqual({
      ...sandbox('s1', 1_764_000_000_123),
      endedAtMs: null,
      endReason: null,
      endMessage: null,
    });
    await db.moveExpiry('s1', 1_764_000_999_999);
    expect((await db.sandbox('s1'))?.expiresAtMs).toBe(1_764_000_999_999);
    await db.moveExpiry('unknown', 1);
    expect(await db.sandbox('unknown')).toBeNull();
  });

  test('the first end of a sandbox counts', async () => {
    await db.ensureUser('ada', 'Ada');
    await db.addSandbox(sandbox('s1', 1_000));
    await db.endSandbox('s1', 'idle', 'Nobody used it.', 2_000);
    await db.endSandbox('s1', 'admin', 'An admin removed it.', 3_000);
    await db.endSandbox('unknown', 'admin', '', 3_000);
    expect(await db.sandbox('s1')).toMatchObject({
      endedAtMs: 2_000,
      endReason: 'idle',
      endMessage: 'Nobody used it.',
    });
  });

  test('the newest sandbox of a lesson, and those that are open', async () => {
    await db.ensureUser('ada', 'Ada');
    await db.addSandbox(sandbox('s2', 2_000));
    await db.addSandbox(sandbox('s1', 1_000));
    await db.addSandbox(sandbox('s3', 3_000, 'linux/network'));
    await db.endSandbox('s1', 'student', '', 4_000);
    expect((await db.lastSandbox('ada', 'linux/first-look'))?.id).toBe('s2');
    expect(await db.lastSandbox('bob', 'linux/first-look')).toBeNull();
    expect((await db.openSandboxes()).map((record) => record.id)).toEqual(['s2', 's3']);
  });

  test('the audit is read newest first, page by page', async () => {
    for (let n = 1; n <= 5; n++)
      await db.addAudit({ atMs: n, actor: 'ada', action: 'sandbox.remove', target: `s${n}`, detail: 'why' });
    const first = await db.auditPage(null, 2);
    expect(first.map((entry) => entry.target)).toEqual(['s5', 's4']);
    expect(first[0]).toMatchObject({ atMs: 5, actor: 'ada', action: 'sandbox.remove', detail: 'why' });
    const rest = await db.auditPage(first[1]?.id ?? 0, 10);
    expect(rest.map((entry) => entry.target)).toEqual(['s3', 's2', 's1']);
    expect(await db.auditPage(rest[2]?.id ?? 0, 10)).toEqual([]);
  });

  test('an admin link works once, in time, and only if there is one', async () => {
    await db.addAdminLink('hash', 1_000);
    expect(await db.useAdminLink('another', 500)).toBe(false);
    expect(await db.useAdminLink('hash', 1_000)).toBe(false);
    expect(await db.useAdminLink('hash', 999)).toBe(true);
    expect(await db.useAdminLink('hash', 999)).toBe(false);
  });

  test('of twenty uses of an admin link at once, over two connections, one succeeds', async () => {
    await db.addAdminLink('hash', 1_000);
    const second = await openDatabase(url);
    const uses = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? db : second).useAdminLink('hash', 500)),
    );
    await second.close();
    expect(uses.filter(Boolean)).toHaveLength(1);
  });

  test('what was written is there after closing and opening again', async () => {
    await db.ensureUser('ada', 'Ada');
    await db.passTask('ada', 'linux/first-look', 'who', 1_000);
    await db.close();
    db = await openDatabase(url);
    expect(await passes('ada')).toEqual([['who', 1_000]]);
  });
});

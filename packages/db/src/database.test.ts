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
    expect(await db.progress('ada', 'linux/first-look')).toEqual(
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
    expect(await db.progress('ada', 'linux/first-look')).toEqual(new Map([['who', times[0]]]));
  });

  test('progress is apart for each user and lesson', async () => {
    await db.ensureUser('ada', 'Ada');
    await db.ensureUser('bob', 'Bob');
    await db.passTask('ada', 'linux/first-look', 'who', 1_000);
    await db.passTask('ada', 'linux/network', 'ping', 2_000);
    await db.passTask('bob', 'linux/first-look', 'who', 3_000);
    expect(await db.progress('bob', 'linux/first-look')).toEqual(new Map([['who', 3_000]]));
    expect(await db.progress('bob', 'linux/network')).toEqual(new Map());
    expect(await db.allProgress('ada')).toEqual(
      new Map([
        ['linux/first-look', new Map([['who', 1_000]])],
        ['linux/network', new Map([['ping', 2_000]])],
      ]),
    );
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
    expect(await db.progress('ada', 'linux/first-look')).toEqual(new Map([['who', 1_000]]));
  });
});

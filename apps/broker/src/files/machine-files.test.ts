import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FILE_BYTES } from '@sandlot/protocol';
import { type MachineSpec, pickRuntime, type SandboxRuntime } from '@sandlot/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putFile, takeFile } from './machine-files.ts';

const id = `s${randomBytes(6).toString('hex')}`;
const box: MachineSpec = {
  ...{ name: 'box', image: 'linux', user: 'student' },
  ...{ memoryBytes: 64 * 2 ** 20, cpus: 1, pids: 64 },
};

describe.each(['docker', 'process'] as const)('%s', (choice) => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'sandlot-files-'));
  let runtime: SandboxRuntime;
  beforeAll(async () => {
    const imagesDir = path.resolve(import.meta.dirname, '../../../../docker');
    const instance = `t${randomBytes(4).toString('hex')}`;
    ({ runtime } = await pickRuntime({ choice, instance, imagesDir, dataDir }));
    await runtime.start();
    await runtime.ensureImage('linux', () => {});
    const when = { createdAtMs: Date.now(), expiresAtMs: Date.now() + 3_600_000 };
    const spec = { id, userId: 'u1', lesson: 'a/b', playground: 'p', ...when, machines: [box] };
    await runtime.create(spec, () => {});
  });
  afterAll(async () => {
    await runtime.remove(id);
    await runtime.close();
    rmSync(dataDir, { recursive: true });
  });

  const at = (file: string) => ({ sandboxId: id, machine: 'box', user: 'student', path: file });
  const put = (file: string, words: string | Buffer) => putFile(runtime, at(file), Buffer.from(words));
  const take = (file: string) => takeFile(runtime, at(file));
  const sh = async (script: string, user = 'student') =>
    (await runtime.run(id, 'box', { script: `cd "$STUDENT_HOME"\n${script}`, user, timeoutMs: 20_000 }))
      .output;
  const refused = (code: string, message: string) => ({ code, message: expect.stringContaining(message) });

  test('the largest file goes in and comes out as it is, on a machine with little memory', async () => {
    const bytes = randomBytes(FILE_BYTES);
    expect(await put('largest', bytes)).toEqual({ path: '/home/student/largest' });
    expect((await take('largest')).equals(bytes)).toBe(true);
    await sh('rm largest');
  });

  test.each([0, 1, 2, 3, 56, 57, 58, 65_536])('%i bytes', async (length) => {
    const bytes = randomBytes(length);
    await put('some', bytes);
    expect(await take('some')).toEqual(bytes);
  });

  test('any name is only a name', async () => {
    for (const name of ['-rf', 'a b', '$(touch hacked)', '`x`;"\'', 'é日🎉', 'back\\nslash', '*']) {
      expect(await put(name, name)).toEqual({ path: `/home/student/${name}` });
      expect((await take(name)).toString()).toBe(name);
    }
    expect(await sh('ls hacked 2>/dev/null; cat -- "./*"; rm -rf -- ./*')).toBe('*');
  });

  test('a new file is the student’s; one that is there keeps its mode, its links and its place', async () => {
    await put('new', 'new');
    expect(await sh('stat -c "%a %U" new')).toBe('644 student\n');
    await sh('echo old >tool; chmod 755 tool; ln tool twin; ln -s tool link');
    await put('link', 'fresh');
    expect(await sh('stat -c "%a %h" tool; cat twin; readlink link; ls -A | grep upload')).toBe(
      '755 2\nfreshtool\n',
    );
  });

  test('in a folder where nothing new may be made, a file that may be written is', async () => {
    await sh('mkdir -p closed; echo old >closed/file; chmod 555 closed');
    await put('closed/file', 'fresh');
    expect((await take('closed/file')).toString()).toBe('fresh');
    await expect(put('closed/other', 'x')).rejects.toMatchObject(refused('forbidden', 'no right to'));
    await sh('chmod 755 closed');
  });

  test('no link leads to what the student may not write or read', async () => {
    await sh(
      'printf secret >/tmp/roots; chmod 600 /tmp/roots; mkdir /tmp/deep; printf x >/tmp/deep/in; chmod 700 /tmp/deep',
      'root',
    );
    await sh('ln -sf /tmp/roots trap; ln -sfn /tmp/deep trapdir');
    await expect(put('trap', 'owned')).rejects.toMatchObject({
      code: 'forbidden',
      message:
        'On box, student has no right to ~/trap. Use a place of your own, such as ~ or /tmp, and copy it with sudo.',
    });
    await expect(take('trap')).rejects.toMatchObject(refused('forbidden', '~/trap'));
    await expect(put('trapdir/new', 'owned')).rejects.toMatchObject(refused('forbidden', '~/trapdir/new'));
    await expect(take('trapdir/in')).rejects.toMatchObject(refused('not_found', 'that student may see'));
    await expect(put('/etc/owned', 'x')).rejects.toMatchObject(refused('forbidden', '/etc/owned'));
    expect(await sh('cat /tmp/roots; ls /tmp/deep; ls /etc/owned 2>/dev/null', 'root')).toBe('secretin\n');
  });

  test('folders, missing places and things that are no files are told apart', async () => {
    await sh('mkdir -p dir; mkfifo pipe');
    const cases: [() => Promise<unknown>, string, string][] = [
      [() => put('dir', 'x'), 'conflict', '~/dir on box is a folder.'],
      [() => take('dir'), 'conflict', 'a folder comes out as an archive: tar'],
      [() => put('no/such/file', 'x'), 'not_found', 'mkdir -p ~/no/such'],
      [() => put('new/x', 'x'), 'not_found', 'There is no folder ~/new on box that student may enter.'],
      [() => take('nothing'), 'not_found', 'There is no file ~/nothing on box that student may see.'],
      [() => put('pipe', 'x'), 'conflict', '~/pipe on box is a device, a pipe or a socket'],
      [() => take('pipe'), 'conflict', 'not a plain file'],
      [() => take('/dev/zero'), 'conflict', 'not a plain file'],
    ];
    for (const [act, code, message] of cases)
      await expect(act()).rejects.toMatchObject(refused(code, message));
  });

  test('a file that is too large stays, and its size and the limit are named', async () => {
    await sh(`truncate -s ${FILE_BYTES + 1} large; truncate -s 40M larger`);
    await expect(take('large')).rejects.toMatchObject(
      refused('limit', '8 MB is the most that can be taken out'),
    );
    await expect(take('larger')).rejects.toMatchObject({
      code: 'limit',
      message:
        '~/larger has 40 MB, and 8 MB is the most that can be taken out at once. Pack it (gzip), or cut it (split -b 8M).',
    });
    await sh('rm large larger');
  });

  test('a file whose size says nothing is read as far as it goes', async () => {
    expect((await take('/proc/self/status')).toString()).toContain('State:');
  });

  test('a full disk is told, and what was there stays', async () => {
    await sh('mkdir -p /mnt/small; mount -t tmpfs -o size=64k,mode=777 none /mnt/small', 'root');
    await sh('mkdir -p /tmp/full; dd if=/dev/zero of=/tmp/full/x bs=1k count=1 2>/dev/null', 'root');
  });

  test('a machine whose programs are broken says what it can', async () => {
    await expect(putFile(runtime, { ...at('x'), machine: 'nobox' }, Buffer.from('x'))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

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
  ...{
    memoryBytes: 64 * 2 ** 20,
    cpus: 1,
    pids: 64,
    users: [],
    networks: ['lan'],
    capabilities: [],
    needs: [],
    kubernetes: 'none',
    diskBytes: 2 ** 30,
  },
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
    const spec = {
      id,
      userId: 'u1',
      lesson: 'a/b',
      playground: 'p',
      ...when,
      networks: ['lan'],
      egress: 'none' as const,
      machines: [box],
    };
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
    await sh('printf secret >/tmp/closed; chmod 000 /tmp/closed; mkdir /tmp/deep; printf x >/tmp/deep/in');
    await sh('chmod 000 /tmp/deep; ln -sf /tmp/closed trap; ln -sfn /tmp/deep trapdir');
    await expect(put('trap', 'owned')).rejects.toMatchObject({
      code: 'forbidden',
      message:
        'On box, student has no right to ~/trap. Use a place of your own, such as ~ or /tmp, and copy it with sudo.',
    });
    await expect(take('trap')).rejects.toMatchObject(refused('forbidden', '~/trap'));
    await expect(put('trapdir/new', 'owned')).rejects.toMatchObject(refused('forbidden', '~/trapdir/new'));
    await expect(take('trapdir/in')).rejects.toMatchObject(refused('not_found', 'that student may see'));
    await expect(put('/usr/bin/owned', 'x')).rejects.toMatchObject(refused('forbidden', '/usr/bin/owned'));
    await expect(put('/usr/bin/env', 'x')).rejects.toMatchObject(refused('forbidden', '/usr/bin/env'));
    expect(await sh('chmod 700 /tmp/deep /tmp/closed; cat /tmp/closed; ls /tmp/deep')).toBe('secretin\n');
  });

  // Without an engine all users of a machine are one to the host, and so are their files.
  if (choice === 'docker') {
    test('what is root’s stays root’s', async () => {
      await sh('printf secret >/tmp/roots; chmod 600 /tmp/roots', 'root');
      await sh('ln -sf /tmp/roots rootlink');
      await expect(put('rootlink', 'owned')).rejects.toMatchObject(refused('forbidden', '~/rootlink'));
      await expect(take('rootlink')).rejects.toMatchObject(refused('forbidden', '~/rootlink'));
      await expect(take('/etc/shadow')).rejects.toMatchObject(refused('forbidden', '/etc/shadow'));
      await expect(put('/etc/owned', 'x')).rejects.toMatchObject(refused('forbidden', '/etc/owned'));
      expect(await sh('cat /tmp/roots; ls /etc/owned 2>/dev/null', 'root')).toBe('secret');
    });
  }

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
    await sh('printf old >/dev/shm/there');
    await sh('head -c "$(($(df -k --output=avail /dev/shm | tail -n 1) - 64))k" /dev/zero >/dev/shm/filler');
    for (const file of ['/dev/shm/there', '/dev/shm/new']) {
      await expect(put(file, randomBytes(1_000_000))).rejects.toMatchObject({
        code: 'limit',
        message: `The disk of box is full: ${file} was not written. Remove something first.`,
      });
    }
    expect(await sh('rm /dev/shm/filler; ls -A /dev/shm; cat /dev/shm/there')).toBe('there\nold');
  });

  test('a machine that there is not is not_found', async () => {
    const place = { ...at('x'), machine: 'nobox' };
    await expect(putFile(runtime, place, Buffer.from('x'))).rejects.toMatchObject({ code: 'not_found' });
    await expect(takeFile(runtime, place)).rejects.toMatchObject({ code: 'not_found' });
  });

  // Only there has a machine programs of its own, which a student with sudo can break.
  if (choice === 'docker') {
    test('broken programs are told in their own words, and what they make up is no file', async () => {
      const broken = async (program: string, script: string) => {
        const place = `/usr/local/bin/${program}`;
        await sh(`printf '%s\\n' '#!/bin/sh' '${script}' >${place}; chmod 755 ${place}`, 'root');
      };
      await broken('base64', 'echo "base64: has a cold" >&2; exit 1');
      await expect(put('x', 'x')).rejects.toMatchObject({
        code: 'conflict',
        message: 'box could not take ~/x: base64: has a cold. Try again; Reset gives a clean machine.',
      });
      await expect(take('tool')).rejects.toMatchObject({
        code: 'conflict',
        message: 'box could not give ~/tool: base64: has a cold. Try again; Reset gives a clean machine.',
      });
      await broken('base64', 'yes AAAA | tr -d "\\n" | head -c 20000000');
      await expect(take('tool')).rejects.toMatchObject(refused('limit', '~/tool is too large, and 8 MB'));
      expect(await sh('ls -A | grep upload')).toBe('');
      await sh('rm /usr/local/bin/base64', 'root');
    });

    test('a machine that takes too long is given up, with the time', async () => {
      await sh(
        "printf '%s\\n' '#!/bin/sh' 'sleep 100' >/usr/local/bin/mktemp; chmod 755 /usr/local/bin/mktemp",
        'root',
      );
      await expect(putFile(runtime, at('x'), Buffer.from('x'), 1000)).rejects.toMatchObject({
        code: 'conflict',
        message:
          '~/x on box took longer than 1 s, and was given up. Try again when the machine is less busy.',
      });
      await sh('rm /usr/local/bin/mktemp', 'root');
    });
  }
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sshKeysOf } from './ssh-keys.ts';

const secret = Buffer.alloc(32, 3);

test('OpenSSH derives the same public half from the private one', () => {
  const { privateKey, publicKey } = sshKeysOf(secret, 'abc');
  const dir = mkdtempSync(path.join(tmpdir(), 'keys-'));
  try {
    writeFileSync(path.join(dir, 'key'), privateKey, { mode: 0o600 });
    const derived = execFileSync('ssh-keygen', ['-y', '-f', path.join(dir, 'key')], { encoding: 'utf8' });
    expect(derived.trim()).toBe(publicKey.split(' ').slice(0, 2).join(' '));
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('is the same for one sandbox, and another for each other', () => {
  expect(sshKeysOf(secret, 'abc')).toEqual(sshKeysOf(secret, 'abc'));
  expect(sshKeysOf(secret, 'abd').publicKey).not.toBe(sshKeysOf(secret, 'abc').publicKey);
});

/** Makes a fresh machine what the lesson and the playground say, before the student arrives. */
import type { Lesson, LessonFile, Playground } from '@sandlot/lesson';
import { SandboxError, type SandboxRuntime } from '../runtime.ts';
import { type ScriptMachine, scriptEnvironment } from './script-environment.ts';
import type { SshKeys } from './ssh-keys.ts';

const INIT_TIMEOUT_MS = 60_000;
const SSH_TIMEOUT_MS = 20_000;

/** Host keys are new after each reset, and peers of one sandbox trust each other anyway. */
const SSH_CLIENT = `Host *
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
`;

/** Repeatable; sshd ends by itself when another one has the port. */
const START_SSHD = `set -e
mkdir -p /run/sshd
ssh-keygen -A >/dev/null
pgrep -x sshd >/dev/null || /usr/sbin/sshd
`;

export interface Provisioning {
  runtime: SandboxRuntime;
  sandboxId: string;
  lesson: Pick<Lesson, 'files' | 'init'>;
  playground: Pick<Playground, 'ssh'>;
  machines: ScriptMachine[];
  /** See scriptEnvironment. */
  values: Record<string, string>;
  /** Needed when the playground says ssh. */
  sshKeys: SshKeys;
}

const file = (path: string, text: string, mode: number): LessonFile => ({
  path,
  bytes: Buffer.from(text),
  mode,
});

function sshFiles(user: string, keys: SshKeys): LessonFile[] {
  const home = user === 'root' ? '/root' : `/home/${user}`;
  return [
    file(`${home}/.ssh/id_ecdsa`, keys.privateKey, 0o600),
    file(`${home}/.ssh/id_ecdsa.pub`, keys.publicKey, 0o644),
    file(`${home}/.ssh/authorized_keys`, keys.publicKey, 0o600),
    file('/etc/ssh/ssh_config.d/sandbox.conf', SSH_CLIENT, 0o644),
  ];
}

async function must(p: Provisioning, machine: string, what: string, script: string, timeoutMs: number) {
  const result = await p.runtime.run(p.sandboxId, machine, {
    script,
    timeoutMs,
    env: scriptEnvironment(machine, p.machines, p.values),
  });
  if (result.exitCode === 0) return;
  const why = result.timedOut
    ? `took longer than ${timeoutMs / 1000} s`
    : `ended with ${result.exitCode ?? 'a kill'}`;
  const last = result.output.trim().split('\n').at(-1) ?? '';
  throw new SandboxError('stopped', `${what} of ${machine} ${why}${last ? `: ${last}` : ''}.`);
}

/** Starts what a machine of the playground serves to its peers. Repeatable. */
export async function startServices(p: Provisioning, machine: string): Promise<void> {
  if (p.playground.ssh) await must(p, machine, 'Starting ssh', START_SSHD, SSH_TIMEOUT_MS);
}

/** Copies files, sets up ssh, runs init. Throws SandboxError when init fails. */
export async function provision(p: Provisioning, machine: string): Promise<void> {
  const spec = p.machines.find((m) => m.spec.name === machine)?.spec;
  if (!spec) throw new SandboxError('not_found', `There is no machine ${machine} in this sandbox.`);
  const files = [
    ...(p.lesson.files[machine] ?? []),
    ...(p.playground.ssh ? sshFiles(spec.user, p.sshKeys) : []),
  ];
  if (files.length > 0) await p.runtime.putFiles(p.sandboxId, machine, files);
  await startServices(p, machine);
  const init = p.lesson.init[machine];
  if (init) await must(p, machine, 'The init script', init, INIT_TIMEOUT_MS);
}

/** Makes a fresh machine what the lesson and the playground say, before the student arrives. */
import {
  type Lesson,
  type LessonFile,
  nodesOf,
  type Playground,
  type PlaygroundMachine,
  type WaitFor,
} from '@sandlot/lesson';
import { SandboxError, type SandboxRuntime } from '../runtime.ts';
import { withFunctions } from './check-functions.ts';
import { type ScriptMachine, scriptEnvironment } from './script-environment.ts';
import type { SshKeys } from './ssh-keys.ts';

const INIT_TIMEOUT_MS = 60_000;
const SSH_TIMEOUT_MS = 20_000;
const USERS_TIMEOUT_MS = 20_000;
/** For each thing that is waited for. */
const WAIT_S = 30;

/** Host keys are new after each reset, and peers of one sandbox trust each other anyway. */
const SSH_CLIENT = `Host *
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
`;

/** Repeatable; sshd ends by itself when another one has the port, and leaves its terminal before it listens. */
const START_SSHD = `set -e
mkdir -p /run/sshd
ssh-keygen -A >/dev/null
pgrep -x sshd >/dev/null || /usr/sbin/sshd
`;

export interface PlaygroundProvisioning {
  runtime: SandboxRuntime;
  sandboxId: string;
  playground: Pick<Playground, 'ssh' | 'files' | 'init' | 'waitFor'>;
  machines: ScriptMachine[];
  /** See scriptEnvironment. */
  values: Record<string, string>;
  /** Needed when the playground says ssh. */
  sshKeys: SshKeys;
}

export interface Provisioning extends PlaygroundProvisioning {
  lesson: Pick<Lesson, 'files' | 'init'>;
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

async function must(
  p: PlaygroundProvisioning,
  machine: string,
  what: string,
  script: string,
  timeoutMs: number,
) {
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

/** Resolves when the machine's own engine answers. */
const ENGINE_ANSWERS = `docker-engine answers 30 || { tail -n 1 /var/log/docker-engine.log; exit 1; }`;
const ENGINE_TIMEOUT_MS = 40_000;

/** A busy host is slow, not unable: kind's own wait for a node is longer. */
const CLUSTER_TIMEOUT_MS = 240_000;

/**
 * Starts what a machine of the playground serves, to the student and to its peers. Repeatable. The nodes of a cluster are
 * started and not waited for, nor is ssh: the student may have broken the one and moved the other.
 */
export async function startServices(p: PlaygroundProvisioning, machine: string): Promise<void> {
  const { needs, kubernetes } = specOf(p, machine);
  if (needs.length > 0)
    await must(p, machine, 'Starting the Docker engine', ENGINE_ANSWERS, ENGINE_TIMEOUT_MS);
  if (kubernetes !== 'none')
    await must(p, machine, 'Starting the nodes', 'lab-cluster resume', ENGINE_TIMEOUT_MS);
  if (p.playground.ssh) await must(p, machine, 'Starting ssh', START_SSHD, SSH_TIMEOUT_MS);
}

/** Repeatable. */
const addUsers = (users: string[]): string =>
  users
    .map((user) => `id -u ${user} >/dev/null 2>&1 || useradd --create-home --shell /bin/bash ${user}`)
    .join('\n');

/** Ends when it is there; else says what is missing. */
function waitScript(wanted: WaitFor): string {
  const [there, missing] =
    'port' in wanted
      ? [`listening ${wanted.port}`, `nothing listens on port ${wanted.port}`]
      : [`[ -e ${quoted(wanted.file)} ]`, `there is no ${wanted.file}`];
  const loop = `n=0\nuntil ${there}; do\n  n=$((n + 1))\n  [ $n -lt ${WAIT_S * 10} ] || { echo ${quoted(missing)}; exit 1; }\n  sleep 0.1\ndone\n`;
  return withFunctions(loop);
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What the playground says, the same for each of its lessons. Repeatable. Throws SandboxError. */
export async function provisionPlayground(p: PlaygroundProvisioning, machine: string): Promise<void> {
  const spec = specOf(p, machine);
  const { users, user } = spec;
  if (users.length > 0) await must(p, machine, 'Making the users', addUsers(users), USERS_TIMEOUT_MS);
  const files = [
    ...(p.playground.files[machine] ?? []),
    ...(p.playground.ssh ? sshFiles(user, p.sshKeys) : []),
  ];
  if (files.length > 0) await p.runtime.putFiles(p.sandboxId, machine, files);
  await startServices(p, machine);
  if (p.playground.ssh) await waitFor(p, machine, 'Starting ssh', { port: 22 });
  const nodes = nodesOf(spec);
  if (nodes > 0)
    await must(p, machine, 'Making the cluster', `lab-cluster make ${nodes}`, CLUSTER_TIMEOUT_MS);
  const init = p.playground.init[machine];
  if (init) await must(p, machine, "The playground's init script", init, initTimeoutMs(spec));
  for (const wanted of p.playground.waitFor[machine] ?? [])
    await waitFor(p, machine, 'Waiting for the services', wanted);
}

const waitFor = (p: PlaygroundProvisioning, machine: string, what: string, wanted: WaitFor) =>
  must(p, machine, what, waitScript(wanted), (WAIT_S + 10) * 1000);

/** With Kubernetes it may make a cluster, or wait for what runs on one. */
const initTimeoutMs = ({ kubernetes }: PlaygroundMachine): number =>
  kubernetes === 'none' ? INIT_TIMEOUT_MS : CLUSTER_TIMEOUT_MS;

/** What the lesson says, on top of the playground. Repeatable. Throws SandboxError. */
export async function provisionLesson(p: Provisioning, machine: string): Promise<void> {
  const spec = specOf(p, machine);
  const files = p.lesson.files[machine] ?? [];
  if (files.length > 0) await p.runtime.putFiles(p.sandboxId, machine, files);
  const init = p.lesson.init[machine];
  if (init) await must(p, machine, 'The init script', init, initTimeoutMs(spec));
}

/** Both: a fresh machine becomes what the student finds. Repeatable. Throws SandboxError. */
export async function provision(p: Provisioning, machine: string): Promise<void> {
  await provisionPlayground(p, machine);
  await provisionLesson(p, machine);
}

function specOf({ machines }: PlaygroundProvisioning, machine: string) {
  const found = machines.find(({ spec }) => spec.name === machine);
  if (!found) throw new SandboxError('not_found', `There is no machine ${machine} in this sandbox.`);
  return found.spec;
}

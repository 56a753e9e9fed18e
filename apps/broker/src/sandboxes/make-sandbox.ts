/** From nothing to a ready sandbox: image, network and machines, files and init. */
import { type Lesson, nodesOf, type Playground } from '@sandlot/lesson';
import {
  provision,
  provisionLesson,
  type SandboxRuntime,
  type SandboxSpec,
  type SshKeys,
} from '@sandlot/sandbox';
import type { LiveSandbox } from './live-sandbox.ts';

export interface Making {
  runtime: SandboxRuntime;
  sandbox: LiveSandbox;
  lesson: Lesson;
  playground: Playground;
  sshKeys: SshKeys;
  /** What scripts find of the student's values; asked for when the machines are there. */
  values: () => Promise<Record<string, string>>;
  expiresAtMs: number;
  /** Tells who watches that something moved. */
  changed: () => void;
}

function specOf(m: Making): SandboxSpec {
  const { id, userId, lesson, playground, createdAtMs } = m.sandbox;
  return {
    id,
    userId,
    lesson,
    playground,
    createdAtMs,
    expiresAtMs: m.expiresAtMs,
    machines: m.playground.machines,
    networks: m.playground.networks,
    egress: m.playground.egress,
  };
}

async function ensureImages(m: Making, say: (text: string) => void): Promise<void> {
  for (const image of new Set(m.playground.machines.map((machine) => machine.image))) {
    if (await m.runtime.hasImage(image)) continue;
    m.sandbox.advance('image', `Preparing the image ${image}`);
    m.changed();
    await m.runtime.ensureImage(image, say, m.sandbox.abort.signal);
  }
}

/** Makes files, services and init of one machine so, and marks it; `warm`: all but the lesson's. Throws SandboxError. */
export async function finishMachine(
  m: Omit<Making, 'expiresAtMs'>,
  machine: string,
  { warm = false } = {},
): Promise<void> {
  const { runtime, sandbox, lesson, playground, sshKeys } = m;
  const machines = sandbox.scriptMachines();
  const values = await m.values();
  const what = { runtime, sandboxId: sandbox.id, lesson, playground, machines, values, sshKeys };
  await (warm ? provisionLesson : provision)(what, machine);
  await runtime.markReady(sandbox.id, machine);
  const live = sandbox.machines.get(machine);
  if (live) {
    live.state = 'ready';
    live.message = null;
  }
}

async function createMachines(m: Making): Promise<void> {
  const { sandbox, runtime } = m;
  const say = (text: string) => {
    sandbox.progress = text;
    m.changed();
  };
  await ensureImages(m, say);
  sandbox.advance('creating', 'Creating machines');
  m.changed();
  await runtime.create(specOf(m), say, sandbox.abort.signal);
}

/**
 * Takes a sandbox to `ready`; `warm`: its machines are there, and are what the playground says. Throws SandboxError;
 * what was made by then the caller removes.
 */
export async function makeSandbox(m: Making, { warm = false } = {}): Promise<void> {
  const { sandbox } = m;
  if (!warm) await createMachines(m);
  const clusterFirst = !warm && m.playground.machines.some((machine) => nodesOf(machine) > 0);
  sandbox.advance('starting', clusterFirst ? 'Starting the cluster' : 'Putting the lesson on the machines');
  m.changed();
  await Promise.all([...sandbox.machines.keys()].map((name) => finishMachine(m, name, { warm })));
  sandbox.abort.signal.throwIfAborted();
  sandbox.advance('ready', 'Ready');
  m.changed();
}

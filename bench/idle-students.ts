/**
 * What the automatic checks of idle students cost the host: the same sandboxes with the page open and without it,
 * first with a lesson of six tasks, then with the same lesson after its author has taken the tasks out.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import Docker from 'dockerode';
import { Student } from '../apps/broker/src/testing/student.ts';
import { AtWork } from './at-work.ts';
import { engineProcesses, hostCpuMs, processCpuMs } from './cpu.ts';
import { each } from './each.ts';
import type { Product } from './product.ts';

const LESSON = 'bench/six';
/** Of that lesson. */
export const TASKS = 6;
const AT_ONCE = 4;
/** After the last output only the slow clocks run by then. */
const SETTLE_MS = 75_000;
/** After pages have been closed, or opened where nothing is looked at. */
const CALM_MS = 20_000;
const docker = new Docker();

/** Processor time in ms that was used in a stretch of time, by whom, and how many programs the engine started. */
export interface Cost {
  ms: number;
  execs: number;
  broker: number;
  web: number;
  /** dockerd and containerd: for all who use this engine meanwhile, not just for us. */
  daemons: number;
  /** The engine's part for our containers, with all that it ran in them. */
  machines: number;
  host: number;
}

export interface IdleStudents {
  students: number;
  startedMs: number;
  on: Record<'watching' | 'gone', Cost>;
  off: Record<'watching' | 'gone', Cost>;
}

const sum = (pids: number[]) => pids.reduce((all, pid) => all + processCpuMs(pid), 0);

async function stretch(product: Product, ms: number): Promise<Cost> {
  const containers = await docker.listContainers({ filters: { label: [product.label] } });
  const { daemons, shims } = engineProcesses(new Set(containers.map(({ Id }) => Id)));
  if (shims.length < containers.length)
    throw new Error(`the engine's processes are not all seen: ${shims.length} of ${containers.length}`);
  const used = () => ({
    broker: processCpuMs(product.brokerPid),
    web: processCpuMs(product.webPid),
    daemons: sum(daemons),
    machines: sum(shims),
    host: hostCpuMs(),
  });
  const events = (await docker.getEvents({
    filters: { type: ['container'], event: ['exec_start'], label: [product.label] },
  })) as Readable;
  let execs = 0;
  events.on('data', (chunk: Buffer) => {
    execs += chunk.toString().match(/"status":"exec_start/g)?.length ?? 0;
  });
  const before = used();
  const began = performance.now();
  await wait(ms);
  const took = performance.now() - began;
  const after = used();
  events.destroy();
  return {
    ms: took,
    execs,
    broker: after.broker - before.broker,
    web: after.web - before.web,
    daemons: after.daemons - before.daemons,
    machines: after.machines - before.machines,
    host: after.host - before.host,
  };
}

/** The lesson without its tasks, as if its author had saved it so. Resolves when each page has it. */
async function takeTasksOut(product: Product, students: AtWork[]): Promise<void> {
  const folder = product.lessonFolder(LESSON);
  for (const scripts of ['checks', 'solutions']) rmSync(path.join(folder, scripts), { recursive: true });
  const file = path.join(folder, 'lesson.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/:::task[\s\S]*/, 'Nothing to do.\n'));
  await Promise.all(students.map(({ watch }) => watch.until((s) => s.tasks.length === 0)));
}

/** Takes about 4 minutes beside the starting, and four times `forMs`. */
export async function measureIdleStudents(
  product: Product,
  count: number,
  forMs: number,
): Promise<IdleStudents> {
  const began = performance.now();
  const open = (student: Student) => AtWork.open(student, LESSON);
  let students = await each(count, AT_ONCE, () => open(new Student(product.origin)));
  const startedMs = performance.now() - began;
  const measure = async (settleMs: number) => {
    await wait(settleMs);
    return stretch(product, forMs);
  };
  const leave = () => {
    for (const at of students) at.leave();
  };
  const onWatching = await measure(SETTLE_MS);
  leave();
  const onGone = await measure(CALM_MS);
  students = await each(count, AT_ONCE, (i) => open((students[i] as AtWork).student));
  await takeTasksOut(product, students);
  const offWatching = await measure(CALM_MS);
  leave();
  const offGone = await measure(CALM_MS);
  return {
    ...{ students: count, startedMs },
    on: { watching: onWatching, gone: onGone },
    off: { watching: offWatching, gone: offGone },
  };
}

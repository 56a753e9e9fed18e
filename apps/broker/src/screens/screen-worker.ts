/** The thread of the screens: parses what terminals print, a slice of each in turn. */
import { parentPort, workerData } from 'node:worker_threads';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type FromWorker, PROGRESS, type ToWorker, type WorkerStart } from './messages.ts';
import { Screen } from './screen.ts';

/** Messages are looked at that often. */
const TURN_MS = 4;
const STATE_MAX_BYTES = 1024 * 1024;

type Job = Exclude<ToWorker, { type: 'drop' }>;

const port = parentPort;
if (!port) throw new Error('screen-worker runs as a worker thread');
const start = workerData as WorkerStart;
const progress = new Int32Array(start.progress);
const screens = new Map<number, Screen>();
/** What is to be done, by screen, in the order in which their turns come. */
const jobs = new Map<number, Job[]>();

const tell = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

function open({ id, state, seq }: Extract<Job, { type: 'open' }>): void {
  const screen = new Screen(state, seq, start.limits);
  screens.set(id, screen);
  if (!state.bytes) return;
  screen.load(
    state.deflated ? inflateRawSync(state.bytes, { maxOutputLength: STATE_MAX_BYTES }) : state.bytes,
  );
}

/** True when all of it is done. */
function feed(screen: Screen, job: Extract<Job, { type: 'feed' }>): boolean {
  const done = fedOf.get(job) ?? 0;
  const next = done + screen.sliceBytes;
  screen.feed(job.bytes.subarray(done, next));
  fedOf.set(job, next);
  if (next < job.bytes.length) return false;
  tell({ type: 'fed', id: job.id, bytes: job.bytes.length, plain: screen.plain });
  return true;
}
const fedOf = new WeakMap<Job, number>();

function save(screen: Screen, { id, pack }: Extract<Job, { type: 'save' }>): void {
  const checkpoint = screen.save();
  const packed = pack ? new Uint8Array(deflateRawSync(checkpoint.bytes, { level: 1 })) : null;
  tell({ type: 'saved', id, checkpoint, packed }, [checkpoint.bytes.buffer as ArrayBuffer]);
}

/** Does one job, or a slice of it; true when it is done. */
function step(job: Job): boolean {
  if (job.type === 'open') open(job);
  const screen = screens.get(job.id);
  if (!screen) return true;
  if (job.type === 'feed') return feed(screen, job);
  if (job.type === 'jump') screen.jump(job.seq, job.lost);
  if (job.type === 'resize') screen.resize(job.cols, job.rows);
  if (job.type === 'save') save(screen, job);
  return true;
}

function drop(id: number): void {
  screens.get(id)?.dispose();
  screens.delete(id);
  jobs.delete(id);
}

function stepOf(id: number, queue: Job[]): void {
  const job = queue[0];
  Atomics.store(progress, PROGRESS.screen, id);
  try {
    if (job && step(job)) queue.shift();
    if (queue.length > 0) jobs.set(id, queue);
  } catch (error) {
    drop(id);
    tell({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
  Atomics.store(progress, PROGRESS.screen, 0);
  Atomics.add(progress, PROGRESS.steps, 1);
}

let turning = false;
function turn(): void {
  const until = performance.now() + TURN_MS;
  do {
    const next = jobs.entries().next();
    if (next.done) {
      turning = false;
      return;
    }
    const [id, queue] = next.value;
    jobs.delete(id);
    stepOf(id, queue);
  } while (performance.now() < until);
  setImmediate(turn);
}

port.on('message', (message: ToWorker) => {
  if (message.type === 'drop') {
    drop(message.id);
    return;
  }
  const queue = jobs.get(message.id);
  if (queue) queue.push(message);
  else jobs.set(message.id, [message]);
  if (turning) return;
  turning = true;
  setImmediate(turn);
});

/** The thread of the screens: parses what terminals print, one slice of each in turn. */
import { parentPort } from 'node:worker_threads';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FromWorker, ToWorker } from './messages.ts';
import { Screen } from './screen.ts';

/** No terminal has the thread for longer than this many bytes. */
const SLICE_BYTES = 16 * 1024;
const UNPACKED_MAX_BYTES = 1024 * 1024;

type Job = Exclude<ToWorker, { type: 'drop' }>;

const port = parentPort;
if (!port) throw new Error('screen-worker runs as a worker thread');
const screens = new Map<number, Screen>();
/** What is to be done, by screen, in the order in which their turns come. */
const jobs = new Map<number, Job[]>();

const tell = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

function open(job: Extract<Job, { type: 'open' }>): void {
  const screen = new Screen(job.cols, job.rows, job.seq);
  screens.set(job.id, screen);
  if (job.packed) screen.load(inflateRawSync(job.packed, { maxOutputLength: UNPACKED_MAX_BYTES }));
}

function save(screen: Screen, job: Extract<Job, { type: 'save' }>): void {
  const checkpoint = screen.save();
  const packed = job.pack ? new Uint8Array(deflateRawSync(checkpoint.bytes, { level: 1 })) : null;
  tell({ type: 'saved', id: job.id, checkpoint, packed }, [checkpoint.bytes.buffer as ArrayBuffer]);
}

/** Does one job, or a slice of it; true when it is done. */
function step(job: Job): boolean {
  if (job.type === 'open') open(job);
  const screen = screens.get(job.id);
  if (!screen) return true;
  if (job.type === 'resize') screen.resize(job.cols, job.rows);
  if (job.type === 'save') save(screen, job);
  if (job.type !== 'feed') return true;
  const slice = job.bytes.subarray(0, SLICE_BYTES);
  screen.feed(slice);
  job.bytes = job.bytes.subarray(SLICE_BYTES);
  tell({ type: 'fed', id: job.id, bytes: slice.length, plain: false });
  return job.bytes.length === 0;
}

function drop(id: number): void {
  screens.get(id)?.dispose();
  screens.delete(id);
  jobs.delete(id);
}

let turning = false;
function turn(): void {
  const next = jobs.entries().next();
  if (next.done) {
    turning = false;
    return;
  }
  const [id, queue] = next.value;
  jobs.delete(id);
  const job = queue[0];
  try {
    if (job && step(job)) queue.shift();
    if (queue.length > 0) jobs.set(id, queue);
  } catch (error) {
    drop(id);
    tell({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
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

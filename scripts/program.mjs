/** Runs other programs, and ends them all when a person interrupts us. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { childEnvironment, Failure, ROOT } from './project.mjs';

/** After an interrupt programs are asked more firmly after these times, in ms. Test runners clean up meanwhile. */
const FIRMER = { SIGTERM: 10_000, SIGKILL: 20_000 };
const running = new Set();
const cleanUps = [];
let interrupted = false;

/**
 * Runs a program to its end. `show`: it talks to the person itself; else each line goes to `onLine`, and its
 * last lines are shown when it fails. Resolves to its exit code; throws a Failure for any but 0, unless `anyCode`.
 */
export async function run(
  command,
  args,
  { show = false, anyCode = false, onLine = () => {}, env = {} } = {},
) {
  if (interrupted) return new Promise(() => {}); // we are about to end
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...childEnvironment(), ...(show ? {} : { NO_COLOR: '1' }), ...env },
    stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own: what it started can be ended with it
  });
  const last = [];
  for (const stream of show ? [] : [child.stdout, child.stderr])
    eachLine(stream, (line) => {
      last.push(line);
      if (last.length > 30) last.shift();
      onLine(line);
    });
  running.add(child);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  })
    .catch((error) => {
      throw new Failure(`${command} could not be started: ${error.message}.`);
    })
    .finally(() => running.delete(child));
  if (interrupted) return new Promise(() => {});
  if (code === 0 || anyCode) return code;
  throw new Failure([...last, `${[command, ...args].join(' ')} failed (${code ?? 'killed'}).`].join('\n'));
}

function eachLine(stream, take) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text) => {
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = lines.pop();
    for (const line of lines) if (line.trim()) take(line);
  });
  stream.on('end', () => rest.trim() && take(rest));
}

/** Something to undo before this process ends, however it ends; the last one first. Returns a way to do it now. */
export function onEnd(cleanUp) {
  cleanUps.push(cleanUp);
  return async () => {
    const at = cleanUps.indexOf(cleanUp);
    if (at >= 0) await cleanUps.splice(at, 1)[0]();
  };
}

async function undoAll() {
  while (cleanUps.length > 0) await cleanUps.pop()();
}

/**
 * Runs a script's work: a Failure is told in its own words and gives exit code 1; an interrupt ends all that was
 * started and gives 130. `work` returns the exit code.
 */
export async function main(work) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
  process.on('disconnect', interrupt);
  let code = 1;
  try {
    code = (await work()) ?? 0;
  } catch (error) {
    if (interrupted) await new Promise(() => {});
    console.error(error instanceof Failure ? error.message : error);
  }
  await undoAll();
  process.exit(code);
}

async function interrupt() {
  if (interrupted) return;
  interrupted = true;
  const ended = Promise.all(
    [...running].map((child) => new Promise((resolve) => child.once('close', resolve))),
  );
  signalGroups('SIGINT');
  const firmer = Object.entries(FIRMER).map(([signal, ms]) => setTimeout(() => signalGroups(signal), ms));
  await ended;
  firmer.forEach(clearTimeout);
  await undoAll();
  console.error('\nInterrupted.');
  process.exit(130);
}

function signalGroups(signal) {
  for (const { pid } of running) {
    try {
      process.kill(-pid, signal);
    } catch {
      // it has ended
    }
  }
}

/**
 * Runs a program in our place: it has the terminal, gets our signals, and its end is ours. Resolves to the exit
 * code. It ends with us even when we are killed, if it minds its IPC channel.
 */
export async function handOver(command, args, env = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...childEnvironment(), ...env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  process.removeAllListeners('disconnect');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  process.once('disconnect', () => child.disconnect());
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

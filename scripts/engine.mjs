/** The Docker engine of this machine: whether one answers, and starting one that is installed. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { onEnd } from './program.mjs';
import { environment, Failure, isRoot, STATE } from './project.mjs';

const START_MS = 60_000;
const LOG = path.join(STATE, 'dockerd.log');

/** null when an engine answers, else why not, for a person. */
export async function engineFault(host = environment.dockerHost) {
  try {
    const status = await ping(host);
    return status === 200 ? null : `the engine at ${host} answers with ${status}`;
  } catch (error) {
    if (error.code === 'EACCES')
      return `user ${process.getuid?.()} may not use ${host}: add it to the group docker and sign in again`;
    if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') return `no engine listens at ${host}`;
    return `the engine at ${host} does not answer (${error.message})`;
  }
}

/** Where to send HTTP for an engine that is named like DOCKER_HOST. */
export function dockerTarget(host = environment.dockerHost) {
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) };
  const { hostname, port } = new URL(host);
  return { host: hostname, port: port || 2375 };
}

function ping(host) {
  return new Promise((resolve, reject) => {
    const request = http.get({ ...dockerTarget(host), path: '/_ping', timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.once('timeout', () => request.destroy(new Error('no answer within 5 s')));
    request.once('error', reject);
  });
}

/** Starts dockerd until this process ends. Throws a Failure. Returns a way to stop it. */
export async function startEngine() {
  if (!isRoot()) throw new Failure('No Docker engine answers. Start it: sudo systemctl start docker');
  mkdirSync(STATE, { recursive: true });
  const log = openSync(LOG, 'a');
  // Killed outright we could not stop it: the kernel does.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', 'dockerd'], {
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let ended = null;
  const end = new Promise((resolve) => child.once('close', resolve)).then((code) => {
    ended = code ?? 'killed';
  });
  child.once('error', (error) => {
    ended = error.message;
  });
  const stop = onEnd(async () => {
    child.kill('SIGTERM');
    await end;
  });
  const deadline = Date.now() + START_MS;
  while (await engineFault()) {
    if (ended !== null || Date.now() > deadline)
      throw new Failure(`dockerd did not start (${ended ?? 'no answer within a minute'}); see ${LOG}.`);
    await wait(100);
  }
  return stop;
}

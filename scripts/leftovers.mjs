/** What a run has left on this machine: containers, networks and volumes by label, processes by a mark in their environment. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import process from 'node:process';
import { dockerTarget } from './engine.mjs';

/** Label all that Sandlot makes in an engine: what stays, and what it tries a host with. */
const LABELS = ['sandlot.instance', 'sandlot.probe'];
const MARK = 'SANDLOT_RUN';

/** Marks every process that this one starts from now on. Call it once. */
export function markProcesses() {
  process.env[MARK] = randomUUID();
}

/** The containers, networks and volumes of all installations, each as a line for a person. */
export async function labelled() {
  return (await Promise.all(LABELS.map(withLabel))).flat();
}

async function withLabel(label) {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  const [containers, networks, { Volumes }] = await Promise.all([
    ask(`/containers/json?all=true&filters=${filters}`),
    ask(`/networks?filters=${filters}`),
    ask(`/volumes?filters=${filters}`),
  ]);
  return [
    ...containers.map(({ Id, Names }) => `container ${Names[0]} (${Id.slice(0, 12)})`),
    ...networks.map(({ Id, Name }) => `network ${Name} (${Id.slice(0, 12)})`),
    ...(Volumes ?? []).map(({ Name }) => `volume ${Name}`),
  ];
}

function ask(path) {
  return new Promise((resolve, reject) => {
    const request = http.get({ ...dockerTarget(), path, timeout: 10_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(JSON.parse(text)));
    });
    request.once('timeout', () => request.destroy(new Error('no answer within 10 s')));
    request.once('error', reject);
  });
}

/** Network namespaces with a name, and processes that this one started, directly or not, and that still live. */
export function livingTraces() {
  return [...namespaces(), ...processes()];
}

function namespaces() {
  try {
    return readdirSync('/run/netns').map((name) => `network namespace ${name}`);
  } catch {
    return []; // the folder comes with the first one
  }
}

function processes() {
  const mark = `${MARK}=${process.env[MARK]}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        if (!environment.includes(mark)) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [`process ${pid}: ${command.slice(0, 200)}`];
      } catch {
        return []; // it has ended, or is not ours to look at
      }
    });
}

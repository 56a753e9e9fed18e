/** `sandlot up`: serves everything on one port until it is told to stop. */
import type { Socket } from 'node:net';
import { requestAdminLink, requestHost, timeLeft } from '../broker-client.ts';
import type { Settings } from '../settings.ts';
import { makeDataFolder } from './data-folder.ts';
import { noteRunning, takeDataFolder } from './lock.ts';
import { expectFreePort, freePort } from './ports.ts';
import { type Commands, describePrograms, productCommands, reachable } from './programs.ts';
import { readSecrets, type Secrets } from './secrets.ts';
import { SupervisedChild } from './supervised-child.ts';

export interface UpParts {
  say(line: string): void;
  /** Aborted when a person or a system asks to stop; a second time: at once. */
  stop: AbortSignal;
  stopNow: AbortSignal;
  commands?: Commands;
}

/** Resolves after an orderly stop. Throws a Failure when it cannot start, or cannot go on. */
export async function up(settings: Settings, parts: UpParts): Promise<void> {
  await makeDataFolder(settings.data);
  const lock = await takeDataFolder(settings.data);
  try {
    await expectFreePort(settings.host, settings.port);
    const secrets = await readSecrets(settings.data, parts.say);
    await serve(settings, secrets, parts);
  } finally {
    await lock.release();
  }
}

async function serve(settings: Settings, secrets: Secrets, parts: UpParts): Promise<void> {
  const { say, stop } = parts;
  const commands = parts.commands ?? productCommands(settings.root);
  const programs = describePrograms(settings, secrets, await freePort(), commands);
  const end = Promise.withResolvers<void>();
  const broker = new SupervisedChild(programs.broker, say, end.reject);
  const web = new SupervisedChild(programs.web, say, end.reject);
  const children = [web, broker];
  web.onSocket = (message, socket) => {
    if (!broker.give(message, socket)) refuse(socket);
  };
  onAbort(stop, () => end.resolve());
  onAbort(parts.stopNow, () => {
    for (const child of children) child.kill();
  });
  end.promise.catch(() => {}); // it may fail while we still start
  try {
    const started = Promise.all([broker.start(), web.start()]);
    await Promise.race([started, end.promise]);
    if (!stop.aborted) await greet(settings, secrets, programs.brokerUrl, say);
    await end.promise;
    say('Stopping.');
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
  say('Stopped. Sandboxes that run go on running, and the next start takes them over.');
}

async function greet(
  settings: Settings,
  secrets: Secrets,
  brokerUrl: string,
  say: (line: string) => void,
): Promise<void> {
  const address = settings.origin ?? `http://${reachable(settings.host)}:${settings.port}`;
  await noteRunning(settings.data, { pid: process.pid, address, brokerUrl });
  const host = await requestHost(brokerUrl);
  const link = await requestAdminLink(brokerUrl, secrets.internal, address);
  say('');
  say(`  Runtime  ${host.runtime}: ${host.why}`);
  say(`  Open     ${address}`);
  say(`  Admin    ${link.url}`);
  say(`           (works once, for ${timeLeft(link.expiresAtMs)}; another: npx sandlot admin link)`);
  say('');
  say('  Ctrl-C stops it.');
}

/** Nobody is there to answer an upgrade. */
function refuse(socket: Socket): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
}

function onAbort(signal: AbortSignal, then: () => void): void {
  if (signal.aborted) then();
  else signal.addEventListener('abort', then, { once: true });
}

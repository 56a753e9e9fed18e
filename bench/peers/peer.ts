/** The ways to a shell that are measured beside each other. Plain data, so that a worker can open them too. */
import { type Channel, makePlain } from './channel.ts';
import { openExec } from './engine-exec.ts';
import { HostPty } from './host-pty.ts';
import { openSandlot, type Place } from './sandlot.ts';
import { openTtyd } from './ttyd.ts';
import { openWetty } from './wetty.ts';

export type Peer = { name: string } & (
  | { kind: 'host' }
  | { kind: 'exec'; container: string }
  | { kind: 'ttyd'; origin: string }
  | { kind: 'wetty'; origin: string; folder: string }
  | { kind: 'sandlot'; places: Place[] }
);

/** Terminals of one kind in one sandbox; the broker allows 16 of all kinds, and opens one by itself. */
const IN_ONE_SANDBOX = 13;

function open(peer: Peer, kind: string, number: number): Promise<Channel> | Channel {
  if (peer.kind === 'host') return new HostPty();
  if (peer.kind === 'exec') return openExec(peer.container);
  if (peer.kind === 'ttyd') return openTtyd(peer.origin);
  if (peer.kind === 'wetty') return openWetty(peer.origin, peer.folder);
  const place = peer.places[Math.floor(number / IN_ONE_SANDBOX)];
  if (!place) throw new Error(`no sandbox for terminal ${number}`);
  return openSandlot(place, `${kind}${number}`);
}

/** How many sandboxes so many terminals take. */
export const sandboxesFor = (terminals: number): number => Math.ceil(terminals / IN_ONE_SANDBOX);

/** A new shell of a peer, at the same prompt for all. Of one kind and number there is one at most. */
export async function openPeer(peer: Peer, kind: string, number = 0): Promise<Channel> {
  return makePlain(await open(peer, kind, number));
}

/**
 * Keeps a sandbox's packets from the host itself. The bridge has no address there, so nothing in a sandbox is routed
 * to the host; but a program can insist that a host's address is its neighbour (SO_DONTROUTE on a chosen
 * interface), and a kernel without reverse-path filter answers, even on a bridge without an address. With the filter
 * on, it drops all that comes from there. Many distributions have it on; where not, it is set on our bridge alone.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { SandboxError } from '../runtime.ts';
import type { Engine, Labels } from './engine.ts';
import { runContainer } from './with-container.ts';

const CONF = '/proc/sys/net/ipv4/conf';

/** The engine's own name for the bridge of a network. */
export const bridgeName = (networkId: string): string => `br-${networkId.slice(0, 12)}`;

const setting = (name: string): string => `${CONF}/${name}/rp_filter`;

/** true: done from here. false: the engine's network is not ours to see or to change. */
async function guardHere(bridge: string): Promise<boolean> {
  try {
    const values = await Promise.all(['all', bridge].map((name) => readFile(setting(name), 'utf8')));
    if (values.some((value) => value.trim() !== '0')) return true;
    await writeFile(setting(bridge), '1');
    return true;
  } catch {
    return false;
  }
}

/** For a plain user, or an engine elsewhere: the same by a short-lived container in the engine's own network. */
async function guardThroughEngine(
  engine: Engine,
  bridge: string,
  image: string,
  labels: Labels,
): Promise<boolean> {
  const own = setting(bridge);
  const script = `own=$(cat ${own}) && all=$(cat ${setting('all')}) || exit 1; [ $own$all != 00 ] || echo 1 >${own}`;
  const code = await runContainer(engine, `sandlot-guard-${bridge}`, {
    Image: image,
    Cmd: ['/bin/sh', '-c', script],
    Labels: labels,
    HostConfig: {
      NetworkMode: 'host',
      CapDrop: ['ALL'],
      CapAdd: ['NET_ADMIN'],
      SecurityOpt: ['apparmor=unconfined'],
      MaskedPaths: [],
      ReadonlyPaths: [],
      LogConfig: { Type: 'none' },
    },
  });
  return code === 0;
}

/** Resolves when nothing on the bridge can reach the host. Throws `unsupported` when that cannot be had. */
export async function guardBridge(
  engine: Engine,
  networkId: string,
  image: string,
  labels: Labels,
  isHere: (bridge: string) => Promise<boolean> = guardHere,
): Promise<void> {
  const bridge = bridgeName(networkId);
  if (await isHere(bridge)) return;
  if (await guardThroughEngine(engine, bridge, image, labels)) return;
  throw new SandboxError(
    'unsupported',
    'This host would let a sandbox send packets to it. Run "sysctl -w net.ipv4.conf.all.rp_filter=2" on it, then try again.',
  );
}

/** A private network: made in a free piece of the pool, without a way to the host, and out only where it is open. */
import { randomInt } from 'node:crypto';
import { SandboxError } from '../runtime.ts';
import type { Engine, Labels } from './engine.ts';
import { EngineRefusal } from './engine-fault.ts';
import { type Pool, subnetAt } from './subnets.ts';

export interface PrivateNetwork {
  id: string;
  subnet: string;
}

/** From API 1.48 (engine 28) on, the bridge can do without any address on the host by its own word. */
const hasIsolatedMode = (apiVersion: string): boolean => {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number);
  return major > 1 || minor >= 48;
};

function withoutGateway(apiVersion: string): Labels {
  const options: Labels = { 'com.docker.network.bridge.inhibit_ipv4': 'true' };
  if (hasIsolatedMode(apiVersion)) options['com.docker.network.bridge.gateway_mode_ipv4'] = 'isolated';
  return options;
}

const isTaken = (error: unknown): boolean =>
  error instanceof EngineRefusal && /overlap|conflicts with/i.test(error.message);

/**
 * Makes the network. Free ranges are found by asking for one and taking the next when the engine says that it
 * overlaps: the engine decides, so several brokers never get the same one. Throws `room` when none is free.
 */
export async function createPrivateNetwork(
  engine: Engine,
  pool: Pool,
  apiVersion: string,
  request: { name: string; labels: Labels; open: boolean },
): Promise<PrivateNetwork> {
  const options = request.open ? {} : withoutGateway(apiVersion);
  const start = randomInt(pool.size);
  for (let step = 0; step < pool.size; step += 1) {
    const subnet = subnetAt(pool, start + step);
    try {
      return { id: await engine.createNetwork({ ...request, subnet, options }), subnet };
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new SandboxError(
    'room',
    `No private network is free: all ${pool.size} of the pool ${pool.cidr} are in use. End some sandboxes, or give the broker a larger pool.`,
  );
}

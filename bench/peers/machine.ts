/** A container that differs from a machine of ours in nothing but what runs in it. */
import Docker from 'dockerode';
import { hardened } from '../../packages/sandbox/src/docker/hardening.ts';
import { BENCH_LABEL } from '../endings.ts';

const docker = new Docker();

/** The limits of bench/fixtures/playgrounds/roomy.yaml. */
const ROOMY = {
  name: 'box',
  image: 'linux',
  memoryBytes: 512 * 2 ** 20,
  cpus: 16,
  pids: 512,
  user: 'student',
  users: [],
  networks: ['lan'],
  capabilities: [],
  needs: [],
  kubernetes: 'none' as const,
  diskBytes: 2 ** 30,
};

export interface PeerMachine {
  id: string;
  /** On the engine's own bridge. */
  address: string;
}

/** Starts it; the benchmark's end removes it. `binds` are folders of the host, read-only. */
export async function startMachine(
  image: string,
  command: string[],
  options: { user?: string; binds?: string[] } = {},
): Promise<PeerMachine> {
  const { NCPU } = await docker.info();
  const container = await docker.createContainer({
    Image: image,
    Cmd: command,
    User: options.user ?? 'root',
    WorkingDir: '/home/student',
    Env: ['HOME=/home/student', 'TERM=xterm-256color', 'LANG=C.UTF-8'],
    Labels: { [BENCH_LABEL]: String(process.pid) },
    HostConfig: {
      ...hardened(ROOMY, NCPU),
      Mounts: [],
      Binds: (options.binds ?? []).map((bind) => `${bind}:ro`),
    },
  });
  await container.start();
  const { NetworkSettings } = await container.inspect();
  return { id: container.id, address: NetworkSettings.Networks.bridge?.IPAddress ?? '' };
}

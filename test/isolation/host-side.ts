/** The host's side of the tests of isolation, by containers that see it as its root does: the test itself needs only the engine. */
import { freshId } from '../../packages/sandbox/src/contract/bench.ts';
import type { Engine, Labels } from '../../packages/sandbox/src/docker/engine.ts';
import { Head, Unframer } from '../../packages/sandbox/src/docker/exec-output.ts';

/** A key in the user keyring of the host's root goes with its 600 seconds. */
const keyctl = (body: string) => `python3 - <<'PYTHON'
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
add_key, keyctl = {"x86_64": (248, 250), "aarch64": (217, 219)}[platform.machine()]
${body}
PYTHON`;

const SOCKET = (process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace('unix://', '');

/** What a container's own fences leave read-only. */
const OPEN_UP = `for mount in /sys /sys/fs/cgroup $(awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts); do
mount -o remount,rw,bind $mount; done 2>/dev/null`;

export class HostSide {
  readonly #engine: Engine;
  readonly #id: string;

  private constructor(engine: Engine, id: string) {
    this.#engine = engine;
    this.#id = id;
  }

  /** A container without a fence: what an attempt reaches from here is there to be reached. */
  static async start(engine: Engine, image: string, labels: Labels): Promise<HostSide> {
    const id = await engine.createContainer(freshId('sandlot-host-'), {
      ...{ Image: image, Labels: labels, Cmd: ['/usr/bin/sleep', '3600'] },
      HostConfig: {
        ...{ NetworkMode: 'host', PidMode: 'host', CgroupnsMode: 'private', LogConfig: { Type: 'none' } },
        CapAdd: ['ALL'],
        // Not every host has it to give.
        CapDrop: ['SYS_RESOURCE'],
        SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
        ...{ MaskedPaths: [], ReadonlyPaths: [], DeviceCgroupRules: ['a *:* rwm'] },
        Mounts: [{ Type: 'bind', Source: SOCKET, Target: '/var/run/docker.sock' }],
      },
    });
    await engine.startContainer(id);
    const host = new HostSide(engine, id);
    await host.run(OPEN_UP);
    return host;
  }

  /** Puts a key into the user keyring of the host's root, for ten minutes. */
  async keepKey(name: string): Promise<void> {
    await this.run(
      keyctl(
        `key = libc.syscall(add_key, b"user", b"${name}", b"secret", 6, -4); libc.syscall(keyctl, 15, key, 600)`,
      ),
    );
  }

  async stop(): Promise<void> {
    await this.#engine.removeContainer(this.#id);
  }

  /** Runs it as root; what it prints. */
  async run(script: string): Promise<string> {
    const request = { command: ['/bin/sh', '-c', script], user: 'root', env: [], tty: false };
    const { stream } = await this.#engine.exec(this.#id, request);
    const head = new Head(2 ** 20);
    const unframer = new Unframer();
    stream.on('data', (chunk: Buffer) => {
      for (const payload of unframer.push(chunk)) head.push(payload);
    });
    stream.end();
    await new Promise((resolve) => stream.on('close', resolve));
    return head.text();
  }
}

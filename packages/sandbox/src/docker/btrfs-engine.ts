/**
 * For tests: a second engine, whose storage limits what a container writes. It runs in a container of the first one, on
 * a btrfs in a file, and all of it goes with that container.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshId } from '../contract/bench.ts';
import { until } from '../contract/typed-terminal.ts';
import { Engine, type Labels } from './engine.ts';
import { hardened } from './hardening.ts';
import { nestedHostConfig } from './nesting/nested-host-config.ts';
import { PRIVILEGED } from './nesting/ways.ts';

const DISK_BYTES = 3 * 2 ** 30;
const FIRST_SOCKET = '/var/run/docker.sock';
/**
 * The mount alone holds the loop device, so that it goes with the container. In version 2 a cgroup that hands controllers
 * down holds no processes itself.
 */
const SCRIPT = `set -e
mkdir /engine
loop=$(losetup -f --show /shared/disk)
mount "$loop" /engine
losetup -d "$loop"
mount -o remount,rw,bind /sys
while read -r _ place type _; do case $type in cgroup | cgroup2) mount -o remount,rw,bind "$place" ;; esac; done </proc/mounts
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  mkdir -p /sys/fs/cgroup/engine
  xargs -rn1 </sys/fs/cgroup/cgroup.procs >/sys/fs/cgroup/engine/cgroup.procs || :
  sed 's/^/+/; s/ / +/g' /sys/fs/cgroup/cgroup.controllers >/sys/fs/cgroup/cgroup.subtree_control
fi
umask 0
exec dockerd --storage-driver=btrfs --data-root=/engine --bridge=none --iptables=false --host=unix:///shared/docker.sock`;

export class BtrfsEngine {
  readonly #first: Engine;
  readonly #folder = mkdtempSync(join(tmpdir(), 'sandlot-btrfs-'));
  #container = '';

  private constructor(first: Engine) {
    this.#first = first;
  }

  /** `image` is the tag of docker/docker. `btrfs-progs` must be on this host. */
  static async start(first: Engine, image: string, labels: Labels): Promise<BtrfsEngine> {
    const second = new BtrfsEngine(first);
    try {
      await second.#start(image, labels);
    } catch (error) {
      await second.stop();
      throw error;
    }
    return second;
  }

  /** What DOCKER_HOST would say. */
  get host(): string {
    return `unix://${this.#socket}`;
  }

  get #socket(): string {
    return join(this.#folder, 'docker.sock');
  }

  async #start(image: string, labels: Labels): Promise<void> {
    const disk = join(this.#folder, 'disk');
    writeFileSync(disk, '');
    truncateSync(disk, DISK_BYTES);
    execFileSync('mkfs.btrfs', ['-q', disk], { env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` } });
    const machine = { memoryBytes: 2 ** 30, cpus: 2, pids: 1024, capabilities: [] as never[] };
    const spec = { ...machine, name: 'engine', image, user: 'root', users: [], networks: [], diskBytes: 0 };
    const whole = { ...spec, needs: [], kubernetes: 'none' as const };
    const shared = [
      { Type: 'bind', Source: this.#folder, Target: '/shared' },
      { Type: 'bind', Source: '/dev', Target: '/dev' },
    ];
    this.#container = await this.#first.createContainer(freshId('sandlot-btrfs-'), {
      Image: image,
      Cmd: ['/bin/sh', '-c', SCRIPT],
      Labels: labels,
      HostConfig: {
        ...nestedHostConfig(PRIVILEGED, whole, hardened(whole, 2, shared), labels),
        NetworkMode: 'none',
      },
    });
    await this.#first.startContainer(this.#container);
    const engine = new Engine(this.host);
    const answers = async () => {
      if (!(await this.#first.containerState(this.#container)).running)
        throw new Error('The second engine has ended: can this host mount a btrfs ("modprobe btrfs loop")?');
      return engine.ping().then(
        () => true,
        () => false,
      );
    };
    await until('the second engine answers', answers, 30_000);
  }

  /** Brings an image over from the first engine. */
  async bring(tag: string): Promise<void> {
    const path = `/images/${encodeURIComponent(tag)}/get`;
    const get = request({ socketPath: FIRST_SOCKET, path }).end();
    const load = request({ socketPath: this.#socket, path: '/images/load', method: 'POST' });
    get.once('response', (tar) => tar.pipe(load));
    await new Promise<void>((done, fail) => {
      for (const one of [get, load]) one.once('error', fail);
      load.once('response', (answer) => answer.resume().once('end', done));
    });
  }

  async stop(): Promise<void> {
    if (this.#container) await this.#first.removeContainer(this.#container);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Lets the engine's host watch files for many clusters. The kernel counts what the programs of one user watch with, and
 * root of all nearly privileged machines is one user to it. Most hosts let it have 128 inotify instances, which four
 * clusters use up: the kubelet of the next ends with "too many open files". Knows no sandbox.
 */
import { randomBytes } from 'node:crypto';
import { nodesOf } from '@sandlot/lesson';
import type { Finding, MachineSpec, Refusal } from '../../runtime.ts';
import type { Engine } from '../engine.ts';
import { LABEL } from '../labels.ts';
import { runScript } from '../run-script.ts';
import { withContainer } from '../with-container.ts';
import { PROBE_MACHINE } from './probe-way.ts';

/** For all programs of a user together: `fs.inotify.max_user_instances` and `fs.inotify.max_user_watches`. */
export interface WatchLimits {
  instances: number;
  watches: number;
}

/** The limits that hold, and what kept them from being raised; empty when nothing did. */
export interface Raised extends WatchLimits {
  why: string;
}

const WANTED: WatchLimits = { instances: 8192, watches: 2 ** 20 };
/** Below this a class comes to the end of it. */
const FEW_INSTANCES = 1024;
/** Instances of root's, counted on clusters that run (27 and 13), with some to spare. */
const FIRST_NODE = 30;
const FURTHER_NODE = 15;
/** What root's programs on the host itself have. */
const HOST = 32;

const SETTING = 'fs.inotify.max_user_instances';
const RAISE = `sysctl -w ${SETTING}=${WANTED.instances}`;
const TRY_MS = 20_000;

/** Says what hinders it, then what holds. */
const script = ({ instances, watches }: WatchLimits): string => `cd /proc/sys/fs/inotify || exit 1
raise() { [ "$(cat "$1")" -ge "$2" ] || echo "$2" >"$1"; }
raise max_user_instances ${instances}
raise max_user_watches ${watches}
echo "$(cat max_user_instances) $(cat max_user_watches)"`;

/**
 * Raises what is lower than wanted on the engine's host, wherever that is, by a short-lived container of the image, which
 * has a shell. Rejects when it cannot even be read.
 */
export async function raiseWatchLimits(
  engine: Engine,
  instance: string,
  image: string,
  wanted: WatchLimits = WANTED,
): Promise<Raised> {
  const name = `sandlot-watchers-${instance}-${randomBytes(4).toString('hex')}`;
  const body = {
    Image: image,
    Cmd: ['/bin/sleep', '60'],
    Labels: { [LABEL.instance]: instance },
    HostConfig: {
      ...{ NetworkMode: 'none', CapDrop: ['ALL'], LogConfig: { Type: 'none' } },
      // These keep /proc/sys from root; the kernel lets it write there without a capability.
      ...{ SecurityOpt: ['apparmor=unconfined'], ReadonlyPaths: [] },
      AutoRemove: true, // should we be gone by then
    },
  };
  const request = { script: script(wanted), timeoutMs: TRY_MS };
  const { output } = await withContainer(engine, name, body, (id) =>
    runScript(engine, id, PROBE_MACHINE, request),
  );
  const [all, instances, watches] = /(\d+) (\d+)\n$/.exec(output) ?? [];
  if (!all) throw new Error(output.trim() || 'the kernel does not tell its inotify limits');
  return {
    ...{ instances: Number(instances), watches: Number(watches) },
    why: output.slice(0, -all.length).trim(),
  };
}

export interface FileWatchersParts {
  /** See raiseWatchLimits. */
  raise(): Promise<Raised>;
  warn(details: object, message: string): void;
}

export class FileWatchers {
  readonly #parts: FileWatchersParts;
  #last: Raised | { why: string } | null = null;

  constructor(parts: FileWatchersParts) {
    this.#parts = parts;
  }

  /** Does what it can, and remembers what came of it. Never rejects. */
  async raise(): Promise<void> {
    const { raise, warn } = this.#parts;
    this.#last = await raise().catch((error: Error) => ({ why: error.message }));
    if (this.#last.why)
      warn(this.#last, 'cannot let more files be watched on the host, as many clusters need');
  }

  /** What `sandlot doctor` says; nothing before anybody has tried. */
  findings(): Finding[] {
    const last = this.#last;
    if (!last) return [];
    const ok = 'instances' in last && last.instances >= FEW_INSTANCES;
    const limit = 'instances' in last ? `${SETTING} is ${last.instances}` : `${SETTING} could not be read`;
    return [
      {
        ...{ name: 'File watchers', ok },
        reason: ok
          ? `${limit}, enough for many clusters`
          : `${limit}: all clusters on the host share it, and each takes some ${FIRST_NODE}. Raising it failed: ${last.why || 'the host keeps to it'}`,
        remedy: ok
          ? ''
          : `Run "${RAISE}" on the engine's host, and write "${SETTING} = ${WANTED.instances}" to /etc/sysctl.d/60-sandlot.conf there to keep it.`,
      },
    ];
  }

  /** Why not even one sandbox with the clusters of these machines would start here; null when it would, or nobody knows. */
  refusal(machines: Pick<MachineSpec, 'kubernetes'>[]): Refusal | null {
    const nodes = machines.map(nodesOf).filter((count) => count > 0);
    const needed = nodes.reduce((sum, count) => sum + FIRST_NODE + FURTHER_NODE * (count - 1), HOST);
    const last = this.#last;
    if (nodes.length === 0 || !last || !('instances' in last) || last.instances >= needed) return null;
    return {
      reason: `Its cluster watches many files. With what the host itself watches that takes ${needed} inotify instances, and the host allows ${last.instances} (${SETTING}).`,
      remedy: `An admin runs "${RAISE}" on the engine's host, then starts Sandlot again.`,
    };
  }
}

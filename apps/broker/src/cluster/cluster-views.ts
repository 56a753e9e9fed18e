/** Who looks at which cluster. A machine is asked only while somebody looks, and once for all who do. */
import { CLOSE, CLUSTER, type ClusterState } from '@sandlot/protocol';
import type { SandboxRuntime } from '@sandlot/sandbox';
import { Refused } from '../terminals/connection.ts';
import type { Clock } from './bounded-lines.ts';
import { ClusterWatch } from './cluster-watch.ts';

export interface ClusterPlace {
  sandboxId: string;
  machine: string;
  /** The student's name on it. */
  user: string;
}

export interface Look {
  state(): ClusterState;
  /** Safe to call twice. */
  leave(): void;
}

interface Looker {
  changed: () => void;
  ended: () => void;
}

export class ClusterViews {
  readonly #runtime: Pick<SandboxRuntime, 'follow'>;
  readonly #clock: Clock;
  readonly #failed: (error: unknown, place: ClusterPlace) => void;
  readonly #watched = new Map<string, { watch: ClusterWatch; lookers: Set<Looker>; sandboxId: string }>();

  constructor(
    runtime: Pick<SandboxRuntime, 'follow'>,
    clock: Clock,
    failed: (error: unknown, place: ClusterPlace) => void,
  ) {
    this.#runtime = runtime;
    this.#clock = clock;
    this.#failed = failed;
  }

  /** `ended` is called once, when the sandbox goes. Throws Refused above the limit of pages. */
  look(place: ClusterPlace, looker: Looker): Look {
    const all = [...this.#watched.values()].filter((one) => one.sandboxId === place.sandboxId);
    const pages = all.reduce((sum, one) => sum + one.lookers.size, 0);
    if (pages >= CLUSTER.looks) {
      throw new Refused(
        CLOSE.tooMany,
        `${CLUSTER.looks} pages look at this sandbox’s clusters, and no more may. Close one.`,
      );
    }
    const key = `${place.sandboxId}/${place.machine}`;
    const watched = this.#watched.get(key) ?? this.#begin(key, place);
    watched.lookers.add(looker);
    return {
      state: () => watched.watch.state(),
      leave: () => {
        watched.lookers.delete(looker);
        if (watched.lookers.size > 0) return;
        watched.watch.stop();
        if (this.#watched.get(key) === watched) this.#watched.delete(key);
      },
    };
  }

  #begin(key: string, place: ClusterPlace) {
    const lookers = new Set<Looker>();
    const { sandboxId, machine, user } = place;
    const watch = new ClusterWatch({
      machine,
      clock: this.#clock,
      follow: (command) => this.#runtime.follow(sandboxId, machine, { command, user }),
      changed: () => lookers.forEach(({ changed }) => void changed()),
      failed: (error) => this.#failed(error, place),
    });
    const watched = { watch, lookers, sandboxId };
    this.#watched.set(key, watched);
    return watched;
  }

  /** A sandbox goes: nobody looks at it any more. */
  drop(sandboxId: string): void {
    for (const [key, watched] of this.#watched) {
      if (watched.sandboxId !== sandboxId) continue;
      watched.watch.stop();
      this.#watched.delete(key);
      for (const { ended } of watched.lookers) ended();
    }
  }

  close(): void {
    for (const { watch } of this.#watched.values()) watch.stop();
    this.#watched.clear();
  }
}

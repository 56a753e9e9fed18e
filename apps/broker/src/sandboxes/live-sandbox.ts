/** A sandbox as the broker holds it in memory. Its state only moves forward; who listens is told of each change. */
import { type EndReason, type MachineState, movesForward, type SandboxState } from '@sandlot/protocol';
import type { MachineSpec } from '@sandlot/sandbox';

export interface LiveMachine {
  readonly spec: MachineSpec;
  state: MachineState;
  generation: number;
  message: string | null;
}

export interface SandboxIdentity {
  id: string;
  userId: string;
  /** `course/lesson`. */
  lesson: string;
  playground: string;
  createdAtMs: number;
}

export class LiveSandbox {
  readonly id: string;
  readonly userId: string;
  readonly lesson: string;
  readonly playground: string;
  readonly createdAtMs: number;
  readonly machines: Map<string, LiveMachine>;
  /** Ends what is being made when the sandbox is ended first. */
  readonly abort = new AbortController();
  lifeEndMs: number;
  lastSeenMs: number;
  progress = '';
  /** 1 is next; null when it does not wait. */
  queuePlace: number | null = null;
  /** Set once, by the first who ends it. */
  end: { reason: EndReason; message: string } | null = null;
  /** What its scripts find of the student's values; null until somebody has asked. */
  values: Promise<Record<string, string>> | null = null;
  #state: SandboxState;

  constructor(
    identity: SandboxIdentity,
    machines: MachineSpec[],
    state: SandboxState,
    lifeEndMs: number,
    nowMs: number,
  ) {
    this.id = identity.id;
    this.userId = identity.userId;
    this.lesson = identity.lesson;
    this.playground = identity.playground;
    this.createdAtMs = identity.createdAtMs;
    this.machines = new Map(
      machines.map((spec) => [spec.name, { spec, state: 'creating', generation: 1, message: null }]),
    );
    this.#state = state;
    this.lifeEndMs = lifeEndMs;
    this.lastSeenMs = nowMs;
  }

  /** What its machines may take together. */
  get memoryBytes(): number {
    return [...this.machines.values()].reduce((sum, { spec }) => sum + spec.memoryBytes, 0);
  }

  get state(): SandboxState {
    return this.#state;
  }

  /** True when it moved; a step back is no error, since an end may overtake a start. */
  advance(to: SandboxState, progress: string): boolean {
    if (!movesForward(this.#state, to)) return false;
    this.#state = to;
    this.progress = progress;
    return true;
  }

  get alive(): boolean {
    return this.#state !== 'ending' && this.#state !== 'ended';
  }

  /** For the environment of scripts. */
  scriptMachines(): { spec: MachineSpec; generation: number }[] {
    return [...this.machines.values()].map(({ spec, generation }) => ({ spec, generation }));
  }
}

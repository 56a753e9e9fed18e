/** What the engine is asked for, and what it tells. */
import type { Duplex } from 'node:stream';

export type Labels = Record<string, string>;

export interface FoundContainer {
  id: string;
  name: string;
  labels: Labels;
  running: boolean;
}

export interface DiskUse {
  /** On the container's own layer. */
  bytes: number;
  /** Names of its volumes; what they hold comes on top. */
  volumes: string[];
}

export interface ContainerState {
  running: boolean;
  /** Being removed, or half removed. */
  leaving: boolean;
  /** It has never run. */
  created: boolean;
  exitCode: number;
  oomKilled: boolean;
}

export interface FoundNetwork {
  id: string;
  name: string;
  subnet: string;
  labels: Labels;
}

export interface NetworkRequest {
  name: string;
  subnet: string;
  /** The engine gives it a gateway and a way out. */
  open: boolean;
  labels: Labels;
  options: Labels;
}

export interface ExecRequest {
  command: string[];
  user: string;
  env: string[];
  tty: boolean;
}

export interface RunningExec {
  /** With a TTY the program's bytes; without, Docker's multiplexed frames. end() closes the program's input. */
  stream: Duplex;
  resize(cols: number, rows: number): Promise<void>;
  /** running, and the exit code once it is not. */
  state(): Promise<{ running: boolean; exitCode: number | null }>;
}

export interface EngineInfo {
  version: string;
  apiVersion: string;
  cgroupVersion: string;
  storage: string;
  memoryBytes: number;
  cores: number;
  /** Names of the container runtimes that it knows. */
  runtimes: string[];
  /** Where it keeps images and containers, on its own host. */
  rootDir: string;
  /** Which limits the host's kernel can set. */
  limits: { memory: boolean; swap: boolean; cpu: boolean; pids: boolean };
}

/** A container's figures as the engine gives them. */
export interface RawStats {
  read: string;
  cpu_stats?: { cpu_usage?: { total_usage?: number } };
  memory_stats?: { usage?: number; limit?: number; stats?: Record<string, number> };
}

export interface EngineEvent {
  action: string;
  id: string;
  labels: Labels;
}

/** Body of a container create, in the engine's own words. */
export type ContainerBody = Record<string, unknown>;

/** Takes what the engine says while it builds or pulls. `id` is a layer, `progressDetail.current` what has come of it, in
 * bytes. */
export type OnProgress = (message: {
  stream?: string;
  status?: string;
  id?: string;
  progressDetail?: { current?: number };
}) => void;

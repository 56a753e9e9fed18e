/** What the broker's thread and the worker of the screens say to each other. */
import type { Checkpoint } from '@sandlot/sandbox';
import type { SerializeLimits } from './serialize.ts';

/** The state of a screen, kept small. */
export interface PackedState {
  cols: number;
  rows: number;
  /** Of a checkpoint, `deflated` or as they are; null: an empty screen. */
  bytes: Uint8Array | null;
  deflated: boolean;
}

export type ToWorker =
  /** A screen in that state; `seq` is the number of the byte that comes next. */
  | { type: 'open'; id: number; state: PackedState; seq: number }
  /** Answered by `fed`. */
  | { type: 'feed'; id: number; bytes: Uint8Array }
  /** The next byte has that number; `lost`: those before it are not known, else they change nothing. */
  | { type: 'jump'; id: number; seq: number; lost: boolean }
  | { type: 'resize'; id: number; cols: number; rows: number }
  /** Answered by `saved`, with its deflated bytes when `pack` is set. */
  | { type: 'save'; id: number; pack: boolean }
  | { type: 'drop'; id: number };

export type FromWorker =
  /** So many bytes were parsed; `plain`: see Screen.plain. */
  | { type: 'fed'; id: number; bytes: number; plain: boolean }
  | { type: 'saved'; id: number; checkpoint: Checkpoint; packed: Uint8Array | null }
  /** This screen could not go on. */
  | { type: 'failed'; id: number; message: string };

/** What the worker begins with: it reads no limits itself, to stay small. */
export interface WorkerStart {
  progress: SharedArrayBuffer;
  limits: SerializeLimits;
}

/** Shared with the worker, so that one that is stuck can be told from one that is busy: two 32-bit numbers. */
export const PROGRESS = {
  /** Goes up with everything that is done. */
  steps: 0,
  /** The screen that is being worked on; 0: none. */
  screen: 1,
} as const;

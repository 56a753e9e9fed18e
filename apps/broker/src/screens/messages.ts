/** What the broker's thread and the worker of the screens say to each other. */
import type { Checkpoint } from '@sandlot/sandbox';

export type ToWorker =
  /** A screen of that size, brought to a state by the bytes of a checkpoint (deflated); null: as new. */
  | { type: 'open'; id: number; cols: number; rows: number; packed: Uint8Array | null; seq: number }
  | { type: 'feed'; id: number; bytes: Uint8Array }
  | { type: 'resize'; id: number; cols: number; rows: number }
  /** Asks for `saved`, after all that was said of this screen before. */
  | { type: 'save'; id: number; pack: boolean }
  | { type: 'drop'; id: number };

export type FromWorker =
  /** So many bytes more were parsed; `plain`: see Screen.plain. */
  | { type: 'fed'; id: number; bytes: number; plain: boolean }
  | { type: 'saved'; id: number; checkpoint: Checkpoint; packed: Uint8Array | null }
  /** This screen cannot be gone on with. */
  | { type: 'failed'; id: number; message: string };

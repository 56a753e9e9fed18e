/** One screen in the worker, as the broker's thread sees it. */
import { LIMITS } from '@sandlot/protocol';
import type { Checkpoint } from '@sandlot/sandbox';
import type { FromWorker, ToWorker } from './messages.ts';

/** A checkpoint, and its bytes deflated when that was asked for. */
export interface Saved {
  checkpoint: Checkpoint;
  packed: Uint8Array | null;
}

/** Told to whoever opened a screen. */
export interface LiveScreenEvents {
  /** What was fed is parsed; `plain`: see Screen.plain. */
  fed(bytes: number, plain: boolean): void;
  /** Others need the memory: this one has been fed nothing for longest. */
  crowded(): void;
  /** The screen is gone, with the worker or alone. `guilty`: by what was fed to it. Nothing more comes. */
  gone(error: Error, guilty: boolean): void;
}

export class LiveScreen {
  readonly id: number;
  readonly on: LiveScreenEvents;
  readonly #post: (message: ToWorker, transfer?: ArrayBuffer[]) => void;
  readonly #saves: { resolve(saved: Saved): void; reject(error: Error): void }[] = [];
  #feeds = 0;
  #cells: number;

  constructor(
    id: number,
    size: { cols: number; rows: number },
    post: (message: ToWorker, transfer?: ArrayBuffer[]) => void,
    on: LiveScreenEvents,
  ) {
    this.id = id;
    this.on = on;
    this.#cells = cellsOf(size);
    this.#post = post;
  }

  /** Cells that it may come to have. */
  get cells(): number {
    return this.#cells;
  }

  /** Something was asked of the worker that it has not answered. */
  get busy(): boolean {
    return this.#feeds > 0 || this.#saves.length > 0;
  }

  /** Takes `bytes` over: the caller must not use them again. */
  feed(bytes: Buffer): void {
    this.#feeds += 1;
    const own = bytes.buffer.byteLength === bytes.length ? bytes : new Uint8Array(bytes);
    this.#post({ type: 'feed', id: this.id, bytes: own }, [own.buffer as ArrayBuffer]);
  }

  /** The next byte has that number; `lost`: those before it are not known, else they change nothing. */
  jump(seq: number, lost: boolean): void {
    this.#post({ type: 'jump', id: this.id, seq, lost });
  }

  resize(cols: number, rows: number): void {
    this.#cells = cellsOf({ cols, rows });
    this.#post({ type: 'resize', id: this.id, cols, rows });
  }

  /** The state after all that was fed before. */
  save(pack: boolean): Promise<Saved> {
    return new Promise((resolve, reject) => {
      this.#saves.push({ resolve, reject });
      this.#post({ type: 'save', id: this.id, pack });
    });
  }

  /** Nothing more comes of it; what was asked is refused. */
  drop(): void {
    this.#post({ type: 'drop', id: this.id });
    this.end(new Error('The screen was put away.'));
  }

  take(message: Exclude<FromWorker, { type: 'failed' }>): void {
    if (message.type === 'saved') {
      this.#saves.shift()?.resolve({ checkpoint: message.checkpoint, packed: message.packed });
      return;
    }
    this.#feeds -= 1;
    this.on.fed(message.bytes, message.plain);
  }

  end(error: Error): void {
    this.#feeds = 0;
    for (const save of this.#saves.splice(0)) save.reject(error);
  }
}

/** Both screens and the lines above. */
const cellsOf = ({ cols, rows }: { cols: number; rows: number }) => cols * (2 * rows + LIMITS.snapshotLines);

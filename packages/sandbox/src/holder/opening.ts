/** A terminal that is being opened or attached to, until all that the holder keeps of it has come. */
import type { Checkpoint } from '../runtime.ts';
import type { Attached, DurablePty } from './durable-pty.ts';
import type { ToBroker } from './to-broker.ts';
import { Breach } from './wire.ts';

type Answer = Extract<ToBroker, { type: 'attached' | 'checkpoint' }>;

export class Opening {
  readonly pty: Promise<DurablePty>;
  readonly resolve: (pty: DurablePty) => void;
  readonly reject: (error: Error) => void;
  readonly #id: string;
  readonly #note: string;
  #attached: Extract<Answer, { type: 'attached' }> | null = null;
  #checkpoint: (Checkpoint & { bytes: Buffer }) | null = null;
  #have = 0;

  constructor(id: string, note: string) {
    const { promise, resolve, reject } = Promise.withResolvers<DurablePty>();
    this.pty = promise;
    this.resolve = resolve;
    this.reject = reject;
    this.#id = id;
    this.#note = note;
  }

  /** null: more is to come. Throws Breach. */
  hear(frame: Answer): Attached | null {
    if (frame.type === 'attached') {
      if (this.#attached) throw new Breach('attached twice');
      this.#attached = frame;
    } else this.#hearPiece(frame);
    const attached = this.#attached;
    if (!attached || this.#have < attached.checkpointBytes) return null;
    const { start, cols, rows } = attached;
    return { id: this.#id, start, cols, rows, checkpoint: this.#checkpoint, note: this.#note };
  }

  #hearPiece({ seq, cols, rows, total, offset, bytes }: Extract<Answer, { type: 'checkpoint' }>): void {
    const attached = this.#attached;
    if (!attached || total !== attached.checkpointBytes || offset !== this.#have || seq > attached.end) {
      throw new Breach('a checkpoint that does not fit');
    }
    this.#checkpoint ??= { seq, cols, rows, bytes: Buffer.alloc(total) };
    this.#checkpoint.bytes.set(bytes, offset);
    this.#have += bytes.length;
  }
}

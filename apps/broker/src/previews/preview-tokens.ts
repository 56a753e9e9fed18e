/** The part of a preview's address that stands for its sandbox: it cannot be guessed, and outlives the broker. */
import { createHmac } from 'node:crypto';
import { PREVIEW_TOKEN_LENGTH } from '@sandlot/protocol';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';

export class PreviewTokens {
  readonly #secret: Uint8Array;
  readonly #all: () => LiveSandbox[];
  readonly #known = new WeakMap<LiveSandbox, string>();

  constructor(secret: Uint8Array, all: () => LiveSandbox[]) {
    this.#secret = secret;
    this.#all = all;
  }

  of(sandbox: LiveSandbox): string {
    const known = this.#known.get(sandbox);
    if (known) return known;
    const digest = createHmac('sha256', this.#secret).update(`preview ${sandbox.id}`).digest('hex');
    const token = digest.slice(0, PREVIEW_TOKEN_LENGTH);
    this.#known.set(sandbox, token);
    return token;
  }

  /** The sandbox that a token stands for, while it lives. */
  find(token: string): LiveSandbox | undefined {
    return this.#all().find((sandbox) => sandbox.alive && this.of(sandbox) === token);
  }
}

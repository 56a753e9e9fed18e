/** A shell's terminal as each peer gives it: bytes both ways. Knows no peer. */
import { stripVTControlCharacters } from 'node:util';

export abstract class Channel {
  #listener: ((bytes: Uint8Array) => void) | null = null;
  #early: Uint8Array[] = [];

  abstract write(text: string): void;
  /** Hangs up. */
  abstract close(): void;

  /** Replaces the listener before it; what came while there was none comes now. */
  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
    for (const bytes of this.#early.splice(0)) listener(bytes);
  }

  protected take(bytes: Uint8Array): void {
    if (this.#listener) this.#listener(bytes);
    else this.#early.push(bytes);
  }
}

/** Resolves when what has been printed from now on makes `test` hold. Rejects after `withinMs`. */
export function printed(
  channel: Channel,
  test: (text: string) => boolean,
  withinMs = 30_000,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = () => reject(new Error(`not printed within ${withinMs} ms; last ${JSON.stringify(text)}`));
    const timer = setTimeout(late, withinMs);
    channel.onBytes((bytes) => {
      text = (text + Buffer.from(bytes).toString('latin1')).slice(-4096);
      if (!test(text)) return;
      clearTimeout(timer);
      channel.onBytes(() => {});
      resolve(text);
    });
  });
}

/** Written as it is nowhere printed but by the shell. */
const PLAIN_SHELL = "exec env PS1=$'%\\x20' bash --norc --noprofile\r";
/** The last thing printed is the plain shell's prompt. */
export const atPlainPrompt = (text: string) => text.endsWith('% ');

/** Puts the same shell without settings in place of whatever shell a peer starts. */
export async function makePlain<C extends Channel>(channel: C): Promise<C> {
  await printed(channel, (text) => /[$#] $/.test(stripVTControlCharacters(text)));
  const plain = printed(channel, atPlainPrompt);
  channel.write(PLAIN_SHELL);
  await plain;
  return channel;
}

/** Runs a command to the next prompt. */
export async function run(channel: Channel, command: string): Promise<void> {
  const done = printed(channel, (text) => text.includes('\n') && atPlainPrompt(text));
  channel.write(`${command}\r`);
  await done;
}

/** Ends the program in the foreground, whatever it prints. */
export async function interrupt(channel: Channel): Promise<void> {
  const done = printed(channel, atPlainPrompt);
  channel.write('\u0003');
  await done;
}

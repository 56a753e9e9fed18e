/** What a followed program prints, as a stream. Knows neither how the program was started nor what it says. */
import { Readable } from 'node:stream';

interface Source {
  output: Readable;
  /** Takes an outer wrapping off what the output gives. */
  unwrap?: (chunk: Buffer) => Buffer[];
  /** Closes the program's input, which ends it. Called once. */
  release(): void;
}

/** Ends with the program; who does not read holds the program up; destroying it ends the program. */
export function programOutput({ output, unwrap = (chunk) => [chunk], release }: Source): Readable {
  const stream = new Readable({
    read: () => void output.resume(),
    destroy(error, done) {
      release();
      done(error);
    },
  });
  output.on('data', (chunk: Buffer) => {
    if (stream.destroyed) return;
    for (const bytes of unwrap(chunk)) if (!stream.push(bytes)) output.pause();
  });
  output.on('error', () => {}); // its close says enough
  output.once('close', () => stream.destroyed || stream.push(null));
  return stream;
}

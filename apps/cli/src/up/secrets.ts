/** What only this installation may know, and its name. Made once, kept in a file of its owner's. */
import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Failure } from '../failure.ts';
import { explainDataFault } from './data-folder.ts';

const Secrets = z.object({
  /** 32 random bytes in base64: signs cookies and tickets. */
  secret: z.base64().min(44),
  /** Opens the broker's /internal/ to the launcher. */
  internal: z.string().min(32),
  /** Labels this installation's containers and networks. */
  instance: z.string().regex(/^[a-z0-9]{1,16}$/),
});
export type Secrets = z.infer<typeof Secrets>;

/** Where they are kept. */
export const secretsFile = (data: string): string => path.join(data, 'secrets.json');

/**
 * Reads the secrets, made at the first call. A file that others could read is closed to them, and `say` is
 * told. Throws a Failure when they cannot be read or written.
 */
export async function readSecrets(data: string, say: (line: string) => void): Promise<Secrets> {
  const file = secretsFile(data);
  const text = (await readIfThere(file)) ?? (await makeSecrets(file));
  if ((await stat(file)).mode & 0o077) {
    await chmod(file, 0o600);
    say(
      `${file} was readable by others and is now yours alone. If others use this machine, remove the file and start anew: everybody signs in again.`,
    );
  }
  const parsed = Secrets.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Failure(
      `The secrets in ${file} are damaged. Put back your copy of the file, or remove it: new ones are made, and everybody signs in again.`,
    );
  return parsed.data;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw explainDataFault(file, error);
  }
}

/** Written beside and linked into place: whoever reads finds all of it or nothing, and the first one wins. */
async function makeSecrets(file: string): Promise<string> {
  const secrets: Secrets = {
    secret: randomBytes(32).toString('base64'),
    internal: randomBytes(32).toString('hex'),
    instance: randomBytes(4).toString('hex'),
  };
  const draft = `${file}.${secrets.instance}`;
  try {
    await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw explainDataFault(file, error);
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

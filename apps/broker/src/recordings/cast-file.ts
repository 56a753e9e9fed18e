/** A cast on the disk, as it grows and after a crash. Knows no user and no terminal. */
import { constants, type FileHandle, open, stat, truncate } from 'node:fs/promises';

const WRITE_AFTER_MS = 500;
const WRITE_AFTER_CHARS = 256 * 1024;
/** More than any one event takes, a snapshot with all its bytes escaped included. */
const TAIL_BYTES = 4 * 1024 * 1024;

/** A file that lines are added to, written some at a time. */
export class CastFile {
  readonly #handle: FileHandle;
  readonly #failed: (error: Error) => void;
  #waiting: string[] = [];
  #waitingChars = 0;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #written: number;
  #broken = false;

  private constructor(handle: FileHandle, written: number, failed: (error: Error) => void) {
    this.#handle = handle;
    this.#written = written;
    this.#failed = failed;
  }

  /** Opens it at its end, made when it is not there. `failed` is called once, when a write has failed. */
  static async open(path: string, failed: (error: Error) => void): Promise<CastFile> {
    const handle = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, 0o600);
    return new CastFile(handle, (await handle.stat()).size, failed);
  }

  /** Bytes on the disk; they end with a whole line. */
  get written(): number {
    return this.#written;
  }

  /** Adds a line. It is on the disk within a second, a crash of ours apart. */
  add(line: string): void {
    this.#waiting.push(line);
    this.#waitingChars += line.length;
    if (this.#waitingChars >= WRITE_AFTER_CHARS) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** Resolves when all lines so far are written, or cannot be. Never rejects. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Writes what waits and lets go of the file. Call it once. */
  async close(): Promise<void> {
    await this.flush();
    await this.#handle.close();
  }

  async #write(): Promise<void> {
    const lines = this.#waiting.join('');
    this.#waiting = [];
    this.#waitingChars = 0;
    if (lines === '' || this.#broken) return;
    try {
      const bytes = Buffer.from(lines);
      await this.#handle.appendFile(bytes);
      this.#written += bytes.length;
    } catch (error) {
      this.#broken = true;
      this.#failed(error as Error);
    }
  }
}

export interface CastEnd {
  bytes: number;
  /** Time of the last event, ms since the start; 0 when there is none. */
  lastMs: number;
}

/** Cuts off a last line that was not written whole, and reads where the cast ends. null: not even a header is whole. */
export async function mendCast(path: string): Promise<CastEnd | null> {
  const { size } = await stat(path);
  const tail = await readTail(path, size);
  const end = tail.lastIndexOf(0x0a) + 1;
  if (end === 0) return null;
  const bytes = size - tail.length + end;
  if (bytes < size) await truncate(path, bytes);
  const line = tail.subarray(tail.lastIndexOf(0x0a, end - 2) + 1, end).toString();
  const event: unknown = parse(line);
  return { bytes, lastMs: Array.isArray(event) ? Math.round(Number(event[0]) * 1000) || 0 : 0 };
}

async function readTail(path: string, size: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const length = Math.min(size, TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

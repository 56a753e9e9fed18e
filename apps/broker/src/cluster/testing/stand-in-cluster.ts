/** A home with a kubectl that stands in for a cluster, and what that cluster is made to say. */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { KINDS, type Kind } from '../cluster-store.ts';

/** All that there is on it beside kubectl, which the host may have too. */
const PROGRAMS = ['sh', 'cat', 'printf', 'rm', 'sleep', 'tail', 'tr', 'yes'];

export class StandInCluster {
  readonly home = mkdtempSync(path.join(tmpdir(), 'sandlot-cluster-'));

  constructor() {
    for (const folder of ['bin', '.kube', '.cluster']) mkdirSync(path.join(this.home, folder));
    for (const program of PROGRAMS) symlinkSync(`/usr/bin/${program}`, path.join(this.home, 'bin', program));
    this.give({ kubectl: true, config: true });
    for (const kind of KINDS) {
      this.list(kind, []);
      writeFileSync(this.#file(`${kind}.watch`), '');
    }
  }

  #file = (name: string) => path.join(this.home, '.cluster', name);

  /** Whether the machine has its kubectl, and the student a config. */
  give({ kubectl, config }: { kubectl: boolean; config: boolean }): void {
    const [program, file] = [path.join(this.home, 'bin/kubectl'), path.join(this.home, '.kube/config')];
    for (const one of [program, file]) rmSync(one, { force: true });
    if (kubectl) symlinkSync(path.join(import.meta.dirname, 'kubectl'), program);
    if (config) writeFileSync(file, 'a config');
  }

  list(kind: Kind, items: unknown[], metadata: object = { resourceVersion: '17' }, name = 'list'): void {
    writeFileSync(this.#file(`${kind}.${name}`), `${JSON.stringify({ kind: 'List', metadata, items })}\n`);
  }

  say(kind: Kind, type: string, object: unknown): void {
    appendFileSync(this.#file(`${kind}.watch`), `${JSON.stringify({ type, object })}\n`);
  }

  down(yes: boolean): void {
    if (yes) writeFileSync(this.#file('down'), '');
    else rmSync(this.#file('down'));
  }

  /** What kubectl was asked, oldest first. */
  calls(): string[] {
    const file = this.#file('calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  /** Runs a program as if it were on the machine. */
  readonly follow = async (command: string[]): Promise<Readable> => {
    const [program = '', ...args] = command;
    const env = { HOME: this.home, PATH: `${this.home}/bin` };
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    child.stdout.once('close', () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // all of it has ended
      }
    });
    return child.stdout;
  };

  remove(): void {
    // What runs on for a moment may write one more file.
    rmSync(this.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
  }
}

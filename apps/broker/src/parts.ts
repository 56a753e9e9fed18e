/** What the broker's parts are handed: their collaborators, by interface. */
import type { Database } from '@sandlot/db';
import type { Catalogue, Lesson } from '@sandlot/lesson';
import type { SandboxRuntime, SshKeys } from '@sandlot/sandbox';
import type { Logger } from 'pino';
import type { Limits } from './config.ts';

export interface Parts {
  runtime: SandboxRuntime;
  db: Database;
  /** The catalogue as it is now. */
  catalogue: () => Catalogue;
  limits: Limits;
  /** The values of a student in a lesson, with addresses when there is a sandbox; see scriptEnvironment. */
  values: (userId: string, lesson: Lesson, sandboxId: string | null) => Promise<Record<string, string>>;
  /** The key pair of a sandbox. */
  sshKeys: (sandboxId: string) => SshKeys;
  /** Ms since the epoch. */
  now: () => number;
  log: Logger;
}

/** What the rest of Sandlot may ask of the database. Times are ms since the epoch on this side. */

export interface SandboxRecord {
  id: string;
  userId: string;
  lesson: string;
  createdAtMs: number;
  expiresAtMs: number;
  endedAtMs: number | null;
  endReason: string | null;
  endMessage: string | null;
}

export interface AuditRecord {
  id: number;
  atMs: number;
  actor: string;
  action: string;
  target: string;
  detail: string;
}

export interface Database {
  /** Makes the user when there is none of this id; a second call changes nothing. */
  ensureUser(id: string, name: string): Promise<void>;
  /** Names of the users among `ids`. */
  userNames(ids: string[]): Promise<Map<string, string>>;

  /** Notes that a task passed; the first time counts. Starts the attempt when there is none. Returns the first time. */
  passTask(userId: string, lesson: string, task: string, atMs: number): Promise<number>;
  /** Task -> first pass, of one lesson. */
  progress(userId: string, lesson: string): Promise<Map<string, number>>;
  /** Lesson -> task -> first pass. */
  allProgress(userId: string): Promise<Map<string, Map<string, number>>>;

  addSandbox(
    record: Pick<SandboxRecord, 'id' | 'userId' | 'lesson' | 'createdAtMs' | 'expiresAtMs'>,
  ): Promise<void>;
  moveExpiry(id: string, expiresAtMs: number): Promise<void>;
  /** The first end counts; a second call changes nothing. */
  endSandbox(id: string, reason: string, message: string, atMs: number): Promise<void>;
  sandbox(id: string): Promise<SandboxRecord | null>;
  /** The newest sandbox of a user and lesson. */
  lastSandbox(userId: string, lesson: string): Promise<SandboxRecord | null>;
  /** Those whose end nobody has noted. */
  openSandboxes(): Promise<SandboxRecord[]>;

  addAudit(entry: Omit<AuditRecord, 'id'>): Promise<void>;
  /** Newest first, at most `limit`, older than id `before`. */
  auditPage(before: number | null, limit: number): Promise<AuditRecord[]>;

  addAdminLink(hash: string, expiresAtMs: number): Promise<void>;
  /** True once: for a link that exists, is not expired at `nowMs`, and was not used. Atomic. */
  useAdminLink(hash: string, nowMs: number): Promise<boolean>;

  close(): Promise<void>;
}

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

/** What a student has done at one task. */
export interface TaskRecord {
  /** null: never passed. */
  firstPassedAtMs: number | null;
  hintsOpened: number;
  tries: number;
  /** By field. */
  answers: Record<string, string>;
  solutionSeenAtMs: number | null;
}

/** A student's run through a lesson, over as many sandboxes as it took. */
export interface AttemptRecord {
  lesson: string;
  startedAtMs: number;
  /** When the student last worked on it. */
  seenAtMs: number;
  /** When all tasks held at once; null: not yet. */
  completedAtMs: number | null;
  /** By id; tasks that nobody has touched are left out. */
  tasks: Map<string, TaskRecord>;
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
  /** Notes that `opened` hints of a task are open; fewer than before changes nothing. Starts the attempt when there is none. */
  openHints(userId: string, lesson: string, task: string, opened: number, atMs: number): Promise<void>;
  /** Notes one try at a task, with what was answered by field (fields left out keep their answer). */
  noteTry(
    userId: string,
    lesson: string,
    task: string,
    answers: Record<string, string>,
    atMs: number,
  ): Promise<void>;
  /** Notes that the solution was seen; the first time counts. */
  noteSolution(userId: string, lesson: string, task: string, atMs: number): Promise<void>;
  /** Notes that the student works on a lesson. Starts the attempt when there is none. */
  noteSeen(userId: string, lesson: string, atMs: number): Promise<void>;
  /** Notes that all tasks held at once; the first time counts. */
  completeAttempt(userId: string, lesson: string, atMs: number): Promise<void>;
  /** A student's run through one lesson; null: not begun. */
  attempt(userId: string, lesson: string): Promise<AttemptRecord | null>;
  /** All that a student has begun, the one last worked on first. */
  attempts(userId: string): Promise<AttemptRecord[]>;

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

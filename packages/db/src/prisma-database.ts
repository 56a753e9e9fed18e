/** The named queries, over a Prisma client of either database. Knows no file, no server, no migration. */
import { randomUUID } from 'node:crypto';
import type { AttemptRecord, AuditRecord, Database, SandboxRecord } from './database.ts';
import type { Attempt, PrismaClient, Sandbox, TaskResult } from './generated/sqlite/client.ts';

const at = (ms: number) => new Date(ms);

/** Swallows "there is one already" (P2002): whoever was first made it. */
async function unlessThere(create: Promise<unknown>): Promise<void> {
  try {
    await create;
  } catch (error) {
    if ((error as { code?: string }).code !== 'P2002') throw error;
  }
}

const toRecord = (row: Sandbox): SandboxRecord => ({
  id: row.id,
  userId: row.userId,
  lesson: row.lesson,
  createdAtMs: row.createdAt.getTime(),
  expiresAtMs: row.expiresAt.getTime(),
  endedAtMs: row.endedAt?.getTime() ?? null,
  endReason: row.endReason,
  endMessage: row.endMessage,
});

type TaskKey = Pick<TaskResult, 'attemptId' | 'task'>;

const readAnswers = (json: string): Record<string, string> => JSON.parse(json);

const toAttempt = (row: Attempt & { results: TaskResult[] }): AttemptRecord => ({
  lesson: row.lesson,
  startedAtMs: row.startedAt.getTime(),
  seenAtMs: row.seenAt.getTime(),
  completedAtMs: row.completedAt?.getTime() ?? null,
  tasks: new Map(
    row.results.map((result) => [
      result.task,
      {
        firstPassedAtMs: result.firstPassedAt?.getTime() ?? null,
        hintsOpened: result.hintsOpened,
        tries: result.tries,
        answers: readAnswers(result.answers),
        solutionSeenAtMs: result.solutionSeenAt?.getTime() ?? null,
      },
    ]),
  ),
});

/** Database over Prisma. See database.ts for what each method promises. */
export class PrismaDatabase implements Database {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async ensureUser(id: string, name: string): Promise<void> {
    if (await this.#prisma.user.findUnique({ where: { id }, select: { id: true } })) return;
    await unlessThere(this.#prisma.user.create({ data: { id, name } }));
  }

  async userNames(ids: string[]): Promise<Map<string, string>> {
    const users = await this.#prisma.user.findMany({ where: { id: { in: ids } } });
    return new Map(users.map((user) => [user.id, user.name]));
  }

  async passTask(userId: string, lesson: string, task: string, atMs: number): Promise<number> {
    const where = await this.#task(userId, lesson, task, atMs);
    await this.#prisma.taskResult.updateMany({
      where: { ...where, firstPassedAt: null },
      data: { firstPassedAt: at(atMs) },
    });
    const row = await this.#prisma.taskResult.findUniqueOrThrow({ where: { attemptId_task: where } });
    return row.firstPassedAt?.getTime() ?? atMs;
  }

  async openHints(userId: string, lesson: string, task: string, opened: number, atMs: number): Promise<void> {
    const where = await this.#task(userId, lesson, task, atMs);
    await this.#prisma.taskResult.updateMany({
      where: { ...where, hintsOpened: { lt: opened } },
      data: { hintsOpened: opened },
    });
  }

  async noteTry(
    userId: string,
    lesson: string,
    task: string,
    answers: Record<string, string>,
    atMs: number,
  ): Promise<void> {
    const where = await this.#task(userId, lesson, task, atMs);
    await this.#prisma.taskResult.updateMany({ where, data: { tries: { increment: 1 } } });
    if (Object.keys(answers).length > 0) await this.#mergeAnswers(where, answers);
  }

  /** Two pages may answer at once: whoever finds that the text has changed meanwhile reads it again. */
  async #mergeAnswers(where: TaskKey, answers: Record<string, string>): Promise<void> {
    for (;;) {
      const row = await this.#prisma.taskResult.findUniqueOrThrow({ where: { attemptId_task: where } });
      const { count } = await this.#prisma.taskResult.updateMany({
        where: { ...where, answers: row.answers },
        data: { answers: JSON.stringify({ ...readAnswers(row.answers), ...answers }) },
      });
      if (count > 0) return;
    }
  }

  async noteSolution(userId: string, lesson: string, task: string, atMs: number): Promise<void> {
    const where = await this.#task(userId, lesson, task, atMs);
    await this.#prisma.taskResult.updateMany({
      where: { ...where, solutionSeenAt: null },
      data: { solutionSeenAt: at(atMs) },
    });
  }

  async noteSeen(userId: string, lesson: string, atMs: number): Promise<void> {
    const id = await this.#attempt(userId, lesson, atMs);
    await this.#prisma.attempt.updateMany({
      where: { id, seenAt: { lt: at(atMs) } },
      data: { seenAt: at(atMs) },
    });
  }

  async completeAttempt(userId: string, lesson: string, atMs: number): Promise<void> {
    const id = await this.#attempt(userId, lesson, atMs);
    await this.#prisma.attempt.updateMany({
      where: { id, completedAt: null },
      data: { completedAt: at(atMs) },
    });
  }

  /** The key of what is kept about a task; made, with the attempt, when there is nothing yet. */
  async #task(userId: string, lesson: string, task: string, atMs: number): Promise<TaskKey> {
    const where = { attemptId: await this.#attempt(userId, lesson, atMs), task };
    const there = await this.#prisma.taskResult.findUnique({ where: { attemptId_task: where } });
    if (!there) await unlessThere(this.#prisma.taskResult.create({ data: where }));
    return where;
  }

  async #attempt(userId: string, lesson: string, atMs: number): Promise<string> {
    const where = { userId_lesson: { userId, lesson } };
    const running = await this.#prisma.attempt.findUnique({ where });
    if (running) return running.id;
    const data = { id: randomUUID(), userId, lesson, startedAt: at(atMs), seenAt: at(atMs) };
    await unlessThere(this.#prisma.attempt.create({ data }));
    return (await this.#prisma.attempt.findUniqueOrThrow({ where })).id;
  }

  async attempt(userId: string, lesson: string): Promise<AttemptRecord | null> {
    const where = { userId_lesson: { userId, lesson } };
    const row = await this.#prisma.attempt.findUnique({ where, include: { results: true } });
    return row && toAttempt(row);
  }

  async attempts(userId: string): Promise<AttemptRecord[]> {
    const rows = await this.#prisma.attempt.findMany({
      where: { userId },
      include: { results: true },
      orderBy: [{ seenAt: 'desc' }, { lesson: 'asc' }],
    });
    return rows.map(toAttempt);
  }

  async addSandbox(
    record: Pick<SandboxRecord, 'id' | 'userId' | 'lesson' | 'createdAtMs' | 'expiresAtMs'>,
  ): Promise<void> {
    const { id, userId, lesson, createdAtMs, expiresAtMs } = record;
    await this.#prisma.sandbox.create({
      data: { id, userId, lesson, createdAt: at(createdAtMs), expiresAt: at(expiresAtMs) },
    });
  }

  async moveExpiry(id: string, expiresAtMs: number): Promise<void> {
    await this.#prisma.sandbox.updateMany({ where: { id }, data: { expiresAt: at(expiresAtMs) } });
  }

  async endSandbox(id: string, reason: string, message: string, atMs: number): Promise<void> {
    await this.#prisma.sandbox.updateMany({
      where: { id, endedAt: null },
      data: { endedAt: at(atMs), endReason: reason, endMessage: message },
    });
  }

  async sandbox(id: string): Promise<SandboxRecord | null> {
    const row = await this.#prisma.sandbox.findUnique({ where: { id } });
    return row && toRecord(row);
  }

  async lastSandbox(userId: string, lesson: string): Promise<SandboxRecord | null> {
    const row = await this.#prisma.sandbox.findFirst({
      where: { userId, lesson },
      orderBy: { createdAt: 'desc' },
    });
    return row && toRecord(row);
  }

  async openSandboxes(): Promise<SandboxRecord[]> {
    const rows = await this.#prisma.sandbox.findMany({
      where: { endedAt: null },
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(toRecord);
  }

  async addAudit({ atMs, actor, action, target, detail }: Omit<AuditRecord, 'id'>): Promise<void> {
    await this.#prisma.audit.create({ data: { at: at(atMs), actor, action, target, detail } });
  }

  async auditPage(before: number | null, limit: number): Promise<AuditRecord[]> {
    const rows = await this.#prisma.audit.findMany({
      where: before === null ? {} : { id: { lt: before } },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(({ at, ...row }) => ({ ...row, atMs: at.getTime() }));
  }

  async addAdminLink(hash: string, expiresAtMs: number): Promise<void> {
    await this.#prisma.adminLink.create({ data: { hash, expiresAt: at(expiresAtMs) } });
  }

  async useAdminLink(hash: string, nowMs: number): Promise<boolean> {
    const { count } = await this.#prisma.adminLink.updateMany({
      where: { hash, usedAt: null, expiresAt: { gt: at(nowMs) } },
      data: { usedAt: at(nowMs) },
    });
    return count === 1;
  }

  async close(): Promise<void> {
    await this.#prisma.$disconnect();
  }
}

/** The named queries, over a Prisma client of either database. Knows no file, no server, no migration. */
import { randomUUID } from 'node:crypto';
import type { AuditRecord, Database, SandboxRecord } from './database.ts';
import type { PrismaClient, Sandbox } from './generated/sqlite/client.ts';

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
    const attemptId = await this.#attempt(userId, lesson, atMs);
    const where = { attemptId_task: { attemptId, task } };
    const first = await this.#prisma.taskResult.findUnique({ where });
    if (first) return first.firstPassedAt.getTime();
    await unlessThere(this.#prisma.taskResult.create({ data: { attemptId, task, firstPassedAt: at(atMs) } }));
    return (await this.#prisma.taskResult.findUniqueOrThrow({ where })).firstPassedAt.getTime();
  }

  async #attempt(userId: string, lesson: string, atMs: number): Promise<string> {
    const where = { userId_lesson: { userId, lesson } };
    const running = await this.#prisma.attempt.findUnique({ where });
    if (running) return running.id;
    const data = { id: randomUUID(), userId, lesson, startedAt: at(atMs) };
    await unlessThere(this.#prisma.attempt.create({ data }));
    return (await this.#prisma.attempt.findUniqueOrThrow({ where })).id;
  }

  async progress(userId: string, lesson: string): Promise<Map<string, number>> {
    const results = await this.#prisma.taskResult.findMany({ where: { attempt: { userId, lesson } } });
    return new Map(results.map((result) => [result.task, result.firstPassedAt.getTime()]));
  }

  async allProgress(userId: string): Promise<Map<string, Map<string, number>>> {
    const attempts = await this.#prisma.attempt.findMany({ where: { userId }, include: { results: true } });
    return new Map(
      attempts.map(({ lesson, results }) => [
        lesson,
        new Map(results.map((result) => [result.task, result.firstPassedAt.getTime()])),
      ]),
    );
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

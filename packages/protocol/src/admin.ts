/** What the admin page sees. */
import { z } from 'zod';
import { SandboxInfo } from './lesson-state.ts';
import { AuditAction, RuntimeKind } from './words.ts';

export const AdminSandbox = SandboxInfo.extend({
  userId: z.string(),
  userName: z.string(),
  lesson: z.string(),
  lessonTitle: z.string(),
  tasksPassed: z.number().int(),
  tasksAll: z.number().int(),
  /** Terminals somebody looks at now. */
  attached: z.number().int(),
  /** Sum over machines; null when the engine gave none. */
  memoryBytes: z.number().nullable(),
  memoryLimitBytes: z.number().nullable(),
  /** 1 is one core busy. */
  cpu: z.number().nullable(),
});
export type AdminSandbox = z.infer<typeof AdminSandbox>;

/** What was found of a part of this host, for a person; `remedy` is empty when nothing is to be done. */
const HostFinding = z.object({ name: z.string(), ok: z.boolean(), reason: z.string(), remedy: z.string() });
export type HostFinding = z.infer<typeof HostFinding>;

export const AdminState = z.object({
  nowMs: z.number(),
  runtime: RuntimeKind,
  why: z.string(),
  engineUp: z.boolean(),
  sandboxes: z.array(AdminSandbox),
  /** Sandboxes that may run at once on this host. */
  limit: z.number().int(),
  queued: z.number().int(),
  /** Ways to an engine inside a sandbox, as they were found on this host; none before they were tried. */
  ways: z.array(HostFinding),
  /** Sandboxes that wait ready for a student, by playground. */
  pool: z.array(z.object({ playground: z.string(), ready: z.number().int(), wanted: z.number().int() })),
  host: z.object({
    memoryBytes: z.number(),
    memoryUsedBytes: z.number(),
    cores: z.number().int(),
    load1: z.number(),
    diskFreeBytes: z.number(),
    /** Whether the registry mirror answers; null: the operator names none, or it has not been asked yet. */
    mirror: HostFinding.nullable(),
  }),
});
export type AdminState = z.infer<typeof AdminState>;

export const AuditEntry = z.object({
  id: z.number().int(),
  atMs: z.number(),
  actor: z.string(),
  action: AuditAction,
  target: z.string(),
  detail: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
/** Newest first; `next` is the `before` of the following page, null on the last. */
export const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.number().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

/**
 * Bodies of the broker's HTTP API. All answers but 2xx are an ErrorBody.
 *
 *   GET    /api/health                             -> Health
 *   GET    /api/host                               -> HostInfo
 *   GET    /api/lessons/:course/:lesson/state      -> LessonState
 *   POST   /api/lessons/:course/:lesson/start      -> LessonState   (the running one when there is one)
 *   POST   /api/sandboxes/:id/reset    ResetBody   -> LessonState
 *   POST   /api/sandboxes/:id/extend               -> LessonState
 *   POST   /api/sandboxes/:id/check    CheckBody   -> LessonState   (after the check has run)
 *   DELETE /api/sandboxes/:id                      -> LessonState
 *   POST   /api/sandboxes/:id/terminals TerminalBody -> TerminalTicket
 *   POST   /api/admin/enter            EnterBody   -> {}            (sets the admin cookie)
 *   GET    /api/admin/state                        -> AdminState
 *   POST   /api/admin/sandboxes/:id/reset          -> AdminState
 *   POST   /api/admin/sandboxes/:id/extend         -> AdminState
 *   DELETE /api/admin/sandboxes/:id                -> AdminState
 *   DELETE /api/admin/sandboxes                    -> AdminState    (all of them)
 *   GET    /api/admin/audit?before=ID              -> AuditPage
 *   WS     /ws/lesson?lesson=course/lesson         <- LessonState as JSON text
 *   WS     /ws/admin                               <- AdminState as JSON text
 *   WS     /ws/terminal                            frames.ts
 *
 * Who asks is told by the cookie `sandlot_user` (a guest gets one from the first POST .../start) and, for
 * /api/admin and /ws/admin, `sandlot_admin`. Requests that change something must carry an Origin of ours.
 */
import { z } from 'zod';
import { RuntimeKind, Slug } from './words.ts';

export const COOKIE = { user: 'sandlot_user', admin: 'sandlot_admin' } as const;

export const Health = z.object({ ok: z.boolean(), engineUp: z.boolean() });

/** What the host can do, and which lessons it cannot run. */
export const HostInfo = z.object({
  runtime: RuntimeKind,
  /** Why this runtime was picked. */
  why: z.string(),
  engineUp: z.boolean(),
  /** By playground name; a playground that is missing here can run. */
  cannotRun: z.record(z.string(), z.object({ reason: z.string(), remedy: z.string() })),
});
export type HostInfo = z.infer<typeof HostInfo>;

/** Which machine to reset; all of them when it is left out. */
export const ResetBody = z.object({ machine: Slug.optional() }).strict();
/** Which task to check; all of them when it is left out. */
export const CheckBody = z.object({ task: Slug.optional() }).strict();

/** One terminal is known by its machine and its name; asking again for the same one attaches to it. */
export const TerminalBody = z.object({ machine: Slug, name: Slug.default('main') }).strict();
/** `ticket` is good for one HELLO within `expiresInMs`. */
export const TerminalTicket = z.object({ ticket: z.string(), expiresInMs: z.number() });
export type TerminalTicket = z.infer<typeof TerminalTicket>;

export const EnterBody = z.object({ token: z.string().min(16).max(128) }).strict();

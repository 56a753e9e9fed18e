/**
 * Bodies of the broker's HTTP API. All answers but 2xx are an ErrorBody.
 *
 *   GET    /api/health                             -> Health
 *   GET    /api/host                               -> HostInfo
 *   GET    /api/lessons/:course/:lesson/state      -> LessonState
 *   POST   /api/lessons/:course/:lesson/start      -> LessonState   (the running one when there is one)
 *   POST   /api/lessons/:course/:lesson/hints    HintsBody  -> LessonState (notes that they were opened)
 *   POST   /api/lessons/:course/:lesson/answer   AnswerBody -> LessonState (keeps it; a quiz is graded, a check runs)
 *   POST   /api/lessons/:course/:lesson/solution TaskBody   -> Solution    (notes that it was seen; conflict before a try)
 *   GET    /api/progress                           -> Progress      (this student's)
 *   POST   /api/sandboxes/:id/reset    ResetBody   -> LessonState
 *   POST   /api/sandboxes/:id/extend               -> LessonState
 *   POST   /api/sandboxes/:id/check    CheckBody   -> LessonState   (after the check has run)
 *   DELETE /api/sandboxes/:id                      -> LessonState
 *   POST   /api/sandboxes/:id/terminals TerminalBody -> TerminalTicket
 *   POST   /api/sandboxes/:id/cluster  LookBody    -> TerminalTicket (for one /ws/cluster)
 *   GET    /api/sandboxes/:id/terminals/:machine/:name -> Foreground
 *   PATCH  /api/sandboxes/:id/terminals/:machine/:name TerminalChange -> LessonState
 *   DELETE /api/sandboxes/:id/terminals/:machine/:name -> LessonState (its program is hung up)
 *   PUT    /api/sandboxes/:id/files?machine=M&path=P  the file's bytes -> FilePut
 *   GET    /api/sandboxes/:id/files?machine=M&path=P  -> the file's bytes
 *   GET    /api/sandboxes/:id/ports/:machine/:port?path=P -> a page, or a redirect to the port's preview
 *   GET    /api/recordings                         -> Recordings    (this student's, newest first)
 *   GET    /api/recordings/:id                     -> asciicast v2
 *   DELETE /api/recordings/:id                     -> Recordings
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
 *   WS     /ws/cluster?ticket=T                    <- ClusterState as JSON text
 *
 * Who asks is told by the cookie `sandlot_user` (a guest gets one from the first POST .../start) and, for
 * /api/admin and /ws/admin, `sandlot_admin`. Requests that change something must carry an Origin of ours.
 */
import { z } from 'zod';
import { LessonPath, RuntimeKind, Slug } from './words.ts';

/** `preview` is one of a preview's own host. */
export const COOKIE = { user: 'sandlot_user', admin: 'sandlot_admin', preview: 'sandlot_preview' } as const;

export const Health = z.object({ ok: z.boolean(), engineUp: z.boolean() });

/** Why a playground cannot run on the host, and what would help. */
export const Refusal = z.object({
  reason: z.string(),
  remedy: z.string(),
  /** It goes by itself, within a minute or so: ask again. */
  passing: z.literal(true).optional(),
});
export type Refusal = z.infer<typeof Refusal>;

/** What the host can do, and which lessons it cannot run. */
export const HostInfo = z.object({
  runtime: RuntimeKind,
  /** Why this runtime was picked. */
  why: z.string(),
  engineUp: z.boolean(),
  /** By playground name; a playground that is missing here can run. */
  cannotRun: z.record(z.string(), Refusal),
  /** By playground name: how its machines get an engine of their own. Plain ones are missing. */
  engineInside: z.record(z.string(), z.string()),
});
export type HostInfo = z.infer<typeof HostInfo>;

/** Which machine to reset; all of them when it is left out. */
export const ResetBody = z.object({ machine: Slug.optional() }).strict();
/** Which task to check; all of them when it is left out. */
export const CheckBody = z.object({ task: Slug.optional() }).strict();

export const TaskBody = z.object({ task: Slug }).strict();
/** That many hints of the task are open now; fewer than before changes nothing. */
export const HintsBody = z.object({ task: Slug, opened: z.number().int().min(1).max(20) }).strict();
export const ANSWER_CHARS = 500;
/** One line for each field; for a quiz the field `quiz`. */
export const AnswerBody = z
  .object({
    task: Slug,
    answers: z.record(
      Slug,
      z
        .string()
        .max(ANSWER_CHARS)
        .regex(/^[^\n\r\0]*$/),
    ),
  })
  .strict();
export type AnswerBody = z.infer<typeof AnswerBody>;

/** Either a script with where it runs, or a quiz's right options or texts. `explanation` is a hast tree, or null. */
export const Solution = z.object({
  task: Slug,
  machine: Slug.nullable(),
  script: z.string().nullable(),
  right: z.array(z.string()),
  explanation: z.unknown(),
});
export type Solution = z.infer<typeof Solution>;

/** Of all lessons that the student has begun. */
export const Progress = z.object({
  lessons: z.array(
    z.object({
      lesson: LessonPath,
      startedAtMs: z.number(),
      /** When the student last worked on it. */
      seenAtMs: z.number(),
      completedAtMs: z.number().nullable(),
      /** Task -> first pass. */
      passed: z.record(z.string(), z.number()),
    }),
  ),
});
export type Progress = z.infer<typeof Progress>;

/** One terminal is known by its machine and its name; asking again for the same one attaches to it. */
export const TerminalBody = z.object({ machine: Slug, name: Slug.default('main') }).strict();
/** `ticket` is good for one HELLO within `expiresInMs`. */
export const TerminalTicket = z.object({ ticket: z.string(), expiresInMs: z.number() });
export type TerminalTicket = z.infer<typeof TerminalTicket>;

/** What has a terminal's keyboard. */
export const Foreground = z.object({
  /** The shell itself, no program of it; null: not known. */
  shell: z.boolean().nullable(),
  /** Name of the program; null: not known. */
  program: z.string().nullable(),
});
export type Foreground = z.infer<typeof Foreground>;

export const TITLE_CHARS = 40;
/** What is left out stays as it is. An empty title goes back to the name. */
export const TerminalChange = z
  .object({ title: z.string().trim().max(TITLE_CHARS).optional(), recording: z.boolean().optional() })
  .strict();

/** The largest file that can be brought in or taken out. */
export const FILE_BYTES = 8 * 1024 * 1024;
/** `path` is where the file is now, from the root. */
export const FilePut = z.object({ path: z.string() });

export const RECORDING = {
  /** One recording stops above this. */
  bytes: 8 * 1024 * 1024,
  /** A student keeps this many; the oldest goes. */
  kept: 20,
} as const;
export const RecordingInfo = z.object({
  id: z.string(),
  lesson: LessonPath,
  machine: Slug,
  /** The terminal's title, or its name. */
  terminal: z.string(),
  startedAtMs: z.number(),
  durationMs: z.number(),
  bytes: z.number(),
  /** It goes on. */
  running: z.boolean(),
  /** Why it ended by itself, for a person; left out when somebody ended it. */
  why: z.string().optional(),
});
export type RecordingInfo = z.infer<typeof RecordingInfo>;
export const Recordings = z.object({ recordings: z.array(RecordingInfo) });
export type Recordings = z.infer<typeof Recordings>;

export const EnterBody = z.object({ token: z.string().min(16).max(128) }).strict();

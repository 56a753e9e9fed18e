/**
 * What a lesson page knows about a student's run: one full snapshot, sent anew over `/ws/lesson` on each
 * change. A snapshot replaces the one before; there is nothing to merge.
 */
import { z } from 'zod';
import { CheckedBy, EndReason, LessonPath, MachineState, Outcome, SandboxState, Slug } from './words.ts';

export const TaskState = z.object({
  id: Slug,
  /** First pass ever in this attempt (ms since the epoch), or null. Survives sandboxes. */
  passedAtMs: z.number().nullable(),
  /** The last check in the sandbox that runs now; null when it has not run there. */
  last: z
    .object({
      outcome: Outcome,
      /** First line the check printed, or our sentence for `error`. */
      message: z.string(),
      atMs: z.number(),
      durationMs: z.number(),
      /** What asked for it: the student, output that settled, the slow clock, a new machine, or the end of the lesson. */
      by: CheckedBy,
      /** Where it ran; null for a quiz. */
      machine: Slug.nullable(),
      /** What the script ended with; null: it was ended, or never began, or it was a quiz. */
      exitCode: z.number().int().nullable(),
    })
    .nullable(),
  /** A check runs now. */
  checking: z.boolean(),
  /** Since when the check passes, while it must go on doing so for `stableMs` before it counts; else null. */
  holdingSinceMs: z.number().nullable(),
  stableMs: z.number(),
  /** Ids of the tasks that must pass before this one; empty: it is open. */
  waitsFor: z.array(Slug),
  /** How many of its hints the student has opened, ever. */
  hintsOpened: z.number().int(),
  /** Checks that the student asked for, and answers that were given. */
  tries: z.number().int(),
  /** Field -> what the student last wrote there; for a quiz the field `quiz`: option ids joined by `,`, or the text. */
  answers: z.record(z.string(), z.string()),
  /** The solution may be asked for. */
  maySeeSolution: z.boolean(),
  /** When it was first shown; null: never. */
  solutionSeenAtMs: z.number().nullable(),
});
export type TaskState = z.infer<typeof TaskState>;

/** A terminal that is open on a machine. */
export const TerminalInfo = z.object({
  name: Slug,
  /** What the student called it; null: its name tells. */
  title: z.string().nullable(),
  /** Its program outlives the broker. */
  durable: z.boolean(),
  /** Since when what it prints is recorded; null: it is not. */
  recordingSinceMs: z.number().nullable(),
});
export type TerminalInfo = z.infer<typeof TerminalInfo>;

export const MachineInfo = z.object({
  name: Slug,
  state: MachineState,
  /** 1 for a fresh sandbox, one more for each reset. */
  generation: z.number().int().min(1),
  /** Why it stopped, for a person; null while it runs. */
  message: z.string().nullable(),
  /** In the order in which they were opened. */
  terminals: z.array(TerminalInfo),
});
export type MachineInfo = z.infer<typeof MachineInfo>;

export const SandboxInfo = z.object({
  id: z.string(),
  state: SandboxState,
  /** What is being done now, for a person: "Building the image linux, step 3 of 7". */
  progress: z.string(),
  /** Place in the queue (1 is next), or null. */
  queuePlace: z.number().int().nullable(),
  machines: z.array(MachineInfo),
  createdAtMs: z.number(),
  /** When it will be removed if nothing changes: idle or maximal life, whichever comes first. */
  expiresAtMs: z.number(),
  /** Extend would move expiresAtMs. */
  mayExtend: z.boolean(),
  /** The end is near; the page warns. */
  expiresSoon: z.boolean(),
});
export type SandboxInfo = z.infer<typeof SandboxInfo>;

export const EndedInfo = z.object({
  sandboxId: z.string(),
  reason: EndReason,
  /** What happened and what to do next. */
  message: z.string(),
  atMs: z.number(),
});
export type EndedInfo = z.infer<typeof EndedInfo>;

export const LessonState = z.object({
  lesson: LessonPath,
  /** The broker's clock when it sent this, so that pages can count down without trusting their own. */
  nowMs: z.number(),
  /** False while the engine does not answer: nothing is lost, terminals come back by themselves. */
  engineUp: z.boolean(),
  tasks: z.array(TaskState),
  /** Of the lesson as the broker has it: a page that shows another one loads itself anew. */
  revision: z.string(),
  /** The student's values for `sl-var`: variables, and `MACHINE.ip` and `MACHINE.NETWORK.ip` once there is a sandbox. */
  values: z.record(z.string(), z.string()),
  /** When all tasks held at once, looked at once more at the end; null: not yet. */
  completedAtMs: z.number().nullable(),
  /** The running sandbox, or null. */
  sandbox: SandboxInfo.nullable(),
  /** How the last sandbox of this lesson ended; null when none has, or one runs. */
  ended: EndedInfo.nullable(),
});
export type LessonState = z.infer<typeof LessonState>;

/** The words that code, database, wire and pages share. */
import { z } from 'zod';

/** What this host runs sandboxes with. */
export const RuntimeKind = z.enum(['docker', 'process']);
export type RuntimeKind = z.infer<typeof RuntimeKind>;

/**
 * A sandbox's states, in the only order in which they follow each other (any may be left out).
 * `queued` waits for room, `image` fetches or builds what is missing, `creating` makes network and
 * machines, `starting` runs init scripts, `ready` takes terminals, `ending` is being removed, `ended` is gone.
 */
export const SANDBOX_STATES = [
  'queued',
  'image',
  'creating',
  'starting',
  'ready',
  'ending',
  'ended',
] as const;
export const SandboxState = z.enum(SANDBOX_STATES);
export type SandboxState = z.infer<typeof SandboxState>;

/** True when a sandbox may go from `from` to `to`: forward, never back, never in place. */
export function movesForward(from: SandboxState, to: SandboxState): boolean {
  return SANDBOX_STATES.indexOf(to) > SANDBOX_STATES.indexOf(from);
}

/** A machine of a ready sandbox. A reset makes the next generation, which begins at `resetting`. */
export const MachineState = z.enum(['creating', 'ready', 'resetting', 'stopped']);
export type MachineState = z.infer<typeof MachineState>;

/** Why a sandbox ended. */
export const EndReason = z.enum([
  'student', // the student pressed End
  'admin', // an admin removed it
  'idle', // nobody used it for the idle limit
  'expired', // its maximal life was over
  'failed', // it could not be made ready
  'engine', // its machines vanished from the engine
  'restart', // the broker went away before it was ready
]);
export type EndReason = z.infer<typeof EndReason>;

/** What a check says. `error` is our fault and never stored as the student's. */
export const Outcome = z.enum(['passed', 'pending', 'error']);
export type Outcome = z.infer<typeof Outcome>;

/** Why a check ran. */
export const CheckedBy = z.enum(['student', 'output', 'clock', 'renewal', 'end']);
export type CheckedBy = z.infer<typeof CheckedBy>;

export const AuditAction = z.enum([
  'admin.enter',
  'sandbox.start',
  'sandbox.reset',
  'sandbox.extend',
  'sandbox.end',
  'sandbox.remove',
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** Names of courses, lessons, tasks and machines: what fits a folder, a URL and a host name. */
export const Slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

/** `course/lesson`, the name of a lesson everywhere outside its folder. */
export const LessonPath = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\/[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

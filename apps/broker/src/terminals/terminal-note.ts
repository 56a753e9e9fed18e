/** What is kept beside a terminal's program, in the sandbox: a student may have put anything there. */
import { TITLE_CHARS } from '@sandlot/protocol';
import { z } from 'zod';

const TerminalNote = z.object({
  title: z.string().max(TITLE_CHARS).nullable().catch(null),
  /** The recording that goes on. */
  recording: z
    .string()
    .regex(/^[a-z0-9]{1,64}$/)
    .nullable()
    .catch(null),
});
export type TerminalNote = z.infer<typeof TerminalNote>;

/** Reads a note; whatever makes no sense is left out. */
export function readNote(words: string): TerminalNote {
  try {
    return TerminalNote.parse(JSON.parse(words));
  } catch {
    return { title: null, recording: null };
  }
}

export const writeNote = (note: TerminalNote): string => JSON.stringify(note);

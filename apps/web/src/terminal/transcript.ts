/** The text of a terminal as text: lines that were wrapped are whole again, and each command is a section. */
import type { IBuffer, Terminal } from '@xterm/xterm';
import type { CommandMark } from './prompt-watch.ts';

export interface TranscriptSection {
  /** Stays the same while the section is in the buffer. */
  id: string;
  /** The prompt and what was typed after it; null before the first known command. */
  heading: string | null;
  exitCode: number | null;
  text: string;
}

type Lines = Pick<IBuffer, 'length' | 'getLine'>;

/** The lines from `from` to before `to`, wrapped ones joined, blanks at their ends cut. */
export function readLines(buffer: Lines, from: number, to: number): string[] {
  const lines: string[] = [];
  for (let at = from; at < Math.min(to, buffer.length); at += 1) {
    const line = buffer.getLine(at);
    if (!line) continue;
    const goesOn = buffer.getLine(at + 1)?.isWrapped ?? false;
    const text = line.translateToString(!goesOn);
    if (line.isWrapped && at > from) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines.map((line) => line.trimEnd());
}

const joined = (lines: string[]) => lines.join('\n').replace(/^\n+|\n+$/g, '');

/** All that a terminal has on its screen and above, in sections where the shell's marks are known. */
export function transcriptOf(
  terminal: Pick<Terminal, 'buffer'>,
  commands: readonly CommandMark[],
): TranscriptSection[] {
  const { normal, alternate, active } = terminal.buffer;
  const begins = commands.map((one) => one.prompt.line);
  const sections: TranscriptSection[] = [];
  const before = joined(readLines(normal, 0, begins[0] ?? normal.length));
  if (before) sections.push({ id: 'before', heading: null, exitCode: null, text: before });
  for (const [i, { prompt, output, exitCode }] of commands.entries()) {
    const end = begins[i + 1] ?? normal.length;
    const outputAt = output && !output.isDisposed ? output.line : end;
    const heading = readLines(normal, prompt.line, outputAt).join('\n').trim();
    const text = joined(readLines(normal, outputAt, end));
    if (heading || text) sections.push({ id: `command-${prompt.id}`, heading, exitCode, text });
  }
  if (active.type === 'alternate') {
    const text = joined(readLines(alternate, 0, alternate.length));
    sections.push({ id: 'full-screen', heading: 'On the screen now', exitCode: null, text });
  }
  return sections;
}

/** The sections as one text. */
export function transcriptText(sections: readonly TranscriptSection[]): string {
  return sections.map(({ heading, text }) => [heading, text].filter(Boolean).join('\n')).join('\n');
}

/** What `now` has at its end that `before` had not; all of it when they have nothing in common. */
export function addedText(before: string, now: string): string {
  if (now.startsWith(before)) return now.slice(before.length).replace(/^\s+/, '');
  // Its beginning has scrolled out of what is kept, or its last line was written anew.
  const tail = before.split('\n').slice(-3, -1).join('\n');
  const at = tail.trim() ? now.lastIndexOf(tail) : -1;
  return at < 0 ? now : now.slice(at + tail.length).replace(/^\n/, '');
}

/** A text short enough to be read aloud: its last lines, and how many were left out. */
export function spokenText(added: string, mostLines = 12): string {
  const lines = added.split('\n').filter((line) => line.trim() !== '');
  if (lines.length <= mostLines) return lines.join('\n');
  return `${lines.length - mostLines} lines, then:\n${lines.slice(-mostLines).join('\n')}`;
}

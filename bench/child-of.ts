import { readdirSync, readFileSync } from 'node:fs';

/** The process id of a program's child whose command line has `word`. Throws when there is none. */
export function childOf(pid: number, word: string): number {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  for (const id of ids) {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (parent === pid && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(word)) return Number(id);
    } catch {
      // it ended while we looked
    }
  }
  throw new Error(`no process ${word} runs`);
}

import { CLOSE, LIMITS } from '@sandlot/protocol';

const SENTENCES: Record<number, string> = {
  [CLOSE.malformed]: 'The broker did not understand this page. Reload it.',
  [CLOSE.outOfOrder]: 'The terminal and the broker lost step. Open the terminal again.',
  [CLOSE.gone]: 'This terminal is gone. Open a new one.',
  [CLOSE.tooLarge]: `More was pasted than the program had read (the limit is ${LIMITS.inputQueueBytes / 1024} KB). Open the terminal again and paste less at once.`,
  [CLOSE.tooMany]:
    'Too many terminals of this sandbox are open. Close one in another tab, then open this one again.',
  [CLOSE.internal]: 'The broker failed; its log knows why. Open the terminal again.',
};

/** What a close without a sentence of the broker's means for a person, and what to do. */
export function closedBecause(code: number): string {
  return SENTENCES[code] ?? `The terminal was closed (code ${code}). Open it again.`;
}

/** A lesson's layout of terminals, kept in this browser for the next visit. */
import { z } from 'zod';
import { type DeckLayout, ONE_GROUP } from './deck-layout.ts';

const Key = z.string().max(90);
const Kept = z.object({
  split: z.enum(['right', 'down']).nullable(),
  share: z.number().min(10).max(90),
  second: z.array(Key).max(64),
  shown: z.tuple([Key.nullable(), Key.nullable()]),
  active: z.union([z.literal(0), z.literal(1)]),
});

const place = (lesson: string) => `sandlot_terminals:${lesson}`;

/** What was kept; one group when nothing was, or nothing that can be read. */
export function readLayout(lesson: string, storage: Pick<Storage, 'getItem'>): DeckLayout {
  try {
    return Kept.parse(JSON.parse(storage.getItem(place(lesson)) ?? ''));
  } catch {
    return ONE_GROUP;
  }
}

/** Keeps it. A browser that keeps nothing, as some do in private windows, is no error. */
export function keepLayout(lesson: string, layout: DeckLayout, storage: Pick<Storage, 'setItem'>): void {
  try {
    storage.setItem(place(lesson), JSON.stringify(layout));
  } catch {
    // the next visit begins with one group
  }
}

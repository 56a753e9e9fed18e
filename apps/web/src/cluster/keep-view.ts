/** How a lesson's view of its cluster was left, kept in this browser for the next visit. */
import { z } from 'zod';

const Kept = z.object({
  open: z.boolean(),
  /** Whose cluster; null: the first machine's. */
  machine: z.string().max(40).nullable(),
  /** A namespace; or all of them, or all but the system's. */
  namespace: z.union([z.literal(''), z.literal('*'), z.string().max(253)]),
  /** Percent of the height. */
  share: z.number().min(10).max(90),
});
/** What is shown of namespaces: `` all but the system's, `*` all of them, else the one of that name. */
export type ClusterViewState = z.infer<typeof Kept>;

export const CLOSED: ClusterViewState = { open: false, machine: null, namespace: '', share: 42 };

const place = (lesson: string) => `sandlot_cluster:${lesson}`;

/** What was kept; a closed view when nothing was, or nothing that can be read. */
export function readView(lesson: string, storage: Pick<Storage, 'getItem'>): ClusterViewState {
  try {
    return Kept.parse(JSON.parse(storage.getItem(place(lesson)) ?? ''));
  } catch {
    return CLOSED;
  }
}

/** Keeps it. A browser that keeps nothing, as some do in private windows, is no error. */
export function keepView(lesson: string, view: ClusterViewState, storage: Pick<Storage, 'setItem'>): void {
  try {
    storage.setItem(place(lesson), JSON.stringify(view));
  } catch {
    // the next visit begins with a closed view
  }
}

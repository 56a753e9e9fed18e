/** Where each terminal is shown: one group of tabs, or two side by side. Pure; knows no page. */

export type Direction = 'right' | 'down';

export interface DeckLayout {
  /** Where the second group stands; null: there is one. */
  split: Direction | null;
  /** Percent that the first of two groups has. */
  share: number;
  /** Keys of the tabs in the second group; all others are in the first. */
  second: readonly string[];
  /** The tab that each group showed last. */
  shown: readonly [string | null, string | null];
  /** The group that was used last. */
  active: 0 | 1;
}

/** One group of tabs as it is drawn. */
export interface DeckGroup {
  keys: string[];
  /** null: it has no tab. */
  shown: string | null;
}

export const ONE_GROUP: DeckLayout = { split: null, share: 50, second: [], shown: [null, null], active: 0 };

/** The groups for the tabs that there are. A group without tabs is none: the other has it all. */
export function groupsOf(
  layout: DeckLayout,
  keys: readonly string[],
): { groups: DeckGroup[]; active: 0 | 1 } {
  const second = layout.split ? keys.filter((key) => layout.second.includes(key)) : [];
  const first = keys.filter((key) => !second.includes(key));
  if (first.length === 0 || second.length === 0) {
    const shown = pick(keys, layout.shown[layout.active], layout.shown[0], layout.shown[1]);
    return { groups: [{ keys: [...keys], shown }], active: 0 };
  }
  return {
    groups: [
      { keys: first, shown: pick(first, layout.shown[0]) },
      { keys: second, shown: pick(second, layout.shown[1]) },
    ],
    active: layout.active,
  };
}

/** The first of the wishes that is there, or else the first that is there. */
function pick(keys: readonly string[], ...wishes: readonly (string | null)[]): string | null {
  return wishes.find((wish) => wish !== null && keys.includes(wish)) ?? keys[0] ?? null;
}

/** Shows a tab where it is; a new one, which is nowhere yet, in the group that is used. */
export function show(before: DeckLayout, key: string, known: readonly string[]): DeckLayout {
  // A side that was left empty must not come back with the next tab.
  const layout = groupsOf(before, known).groups.length === 1 ? join(before) : before;
  const fresh = !known.includes(key);
  const second =
    fresh && layout.split && layout.active === 1 ? [...new Set([...layout.second, key])] : layout.second;
  const active = layout.split && second.includes(key) ? 1 : 0;
  return { ...layout, second, active, shown: withShown(layout.shown, active, key) };
}

const withShown = (
  [first, second]: DeckLayout['shown'],
  group: 0 | 1,
  key: string | null,
): DeckLayout['shown'] => (group === 0 ? [key, second] : [first, key]);

/**
 * Two groups: `other` goes into the second one and is used next, while the tab that is shown stays. When there are
 * two already only the direction changes.
 */
export function split(layout: DeckLayout, direction: Direction, stays: string, other: string): DeckLayout {
  if (layout.split && layout.second.length > 0) return { ...layout, split: direction };
  return { ...layout, split: direction, second: [other], shown: [stays, other], active: 1 };
}

/** One group again, which goes on showing what was used last. */
export function join(layout: DeckLayout): DeckLayout {
  return { ...layout, split: null, second: [], shown: [layout.shown[layout.active], null], active: 0 };
}

/** Moves a tab into the other group, and shows it there. */
export function moveOver(layout: DeckLayout, key: string): DeckLayout {
  if (!layout.split) return layout;
  const inSecond = layout.second.includes(key);
  const second = inSecond ? layout.second.filter((one) => one !== key) : [...layout.second, key];
  const active = inSecond ? 0 : 1;
  return { ...layout, second, active, shown: withShown(layout.shown, active, key) };
}

/** Of a group's tabs the one to show beside `stays`: its right neighbour, else its left; null when it is alone. */
export function neighbour(keys: readonly string[], stays: string): string | null {
  const at = keys.indexOf(stays);
  return keys[at + 1] ?? keys[at - 1] ?? null;
}

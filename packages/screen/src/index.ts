/** What every screen of a terminal has in common, in the page and without one. */

export { CharacterJoiner } from './character-joiner.ts';
export { type GuardedCore, guard } from './guard.ts';

/** Lessons: from an author's folder to data. Knows no sandbox and no page. */
export type * from './types.ts';
export { LEVELS } from './types.ts';

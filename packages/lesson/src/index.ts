/** Lessons: from an author's folder to data. Knows no sandbox and no page. */
export { type CatalogueChange, FreshCatalogue } from './fresh-catalogue.ts';
export { highlightLesson } from './highlight-lesson.ts';
export { loadCatalogue } from './load-catalogue.ts';
export { loadLesson, playgroundRevision } from './load-lesson.ts';
export { FREE_PLAY } from './load-playgrounds.ts';
export { nodesOf } from './nodes-of.ts';
export { type KnownPlaygrounds, type LessonText, parseLesson } from './parse-lesson.ts';
export { parsePlayground } from './parse-playground.ts';
export { publicLesson } from './public-lesson.ts';
export { size } from './schemas.ts';
export type * from './types.ts';
export { CAPABILITIES, EGRESS, KUBERNETES, LEVELS, NEEDS, TRUSTS } from './types.ts';
export { variableValues } from './variable-values.ts';

/** Sandboxes: one interface, two runtimes. Knows no lesson's prose, no database and no socket to a browser. */

export * from './lesson/index.ts';
export * from './runtime.ts';

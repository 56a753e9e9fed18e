/** The wire between browser and broker: words, frames, close codes, HTTP bodies. No I/O, knows no socket. */
export * from './admin.ts';
export * from './close-codes.ts';
export * from './cluster.ts';
export * from './errors.ts';
export * from './frames.ts';
export * from './hand-over.ts';
export * from './http.ts';
export * from './lesson-state.ts';
export * from './preview-host.ts';
export * from './words.ts';

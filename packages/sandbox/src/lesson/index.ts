/** Running a lesson's scripts in a sandbox: files and init, checks, solutions, proofs. */
export * from './address-values.ts';
export * from './attempt-script.ts';
export * from './playground-sandbox.ts';
export * from './prove-lesson.ts';
export * from './provision.ts';
export * from './run-check.ts';
export * from './script-environment.ts';
export * from './ssh-keys.ts';

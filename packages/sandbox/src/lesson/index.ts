/** Running a lesson's scripts in a sandbox: files and init, checks. */
export * from './provision.ts';
export * from './run-check.ts';
export * from './script-environment.ts';
export * from './ssh-keys.ts';

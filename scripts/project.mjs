/** Where things are, and what the environment says: the only script that reads it. Plain Node 20, no dependency. */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Stamps, logs and results of the scripts; also the default data folder. Ignored by git. */
export const STATE = path.join(ROOT, '.sandlot');
export const BIN = path.join(ROOT, 'node_modules/.bin');

/** The Node that the product needs. */
export const LEAST_NODE = 24;
export const nodeMajor = () => Number.parseInt(process.versions.node, 10);
export const isRoot = () => process.getuid?.() === 0;

const e = process.env;
export const environment = {
  ci: Boolean(e.CI),
  /** auto, docker or process; the launcher judges it. */
  runtime: e.SANDLOT_RUNTIME ?? 'auto',
  dockerHost: e.DOCKER_HOST ?? 'unix:///var/run/docker.sock',
  chromium: e.CHROMIUM ?? '/usr/bin/chromium',
  searchPath: (e.PATH ?? '').split(':'),
  /** npm tells its scripts where it is. */
  npm: e.npm_execpath ? [process.execPath, e.npm_execpath] : ['npm'],
};

/** What every program that the scripts start inherits: our Node and tools first, nobody phoned home. */
export const childEnvironment = () => ({
  ...e,
  PATH: `${BIN}:${e.PATH ?? ''}`,
  NEXT_TELEMETRY_DISABLED: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  DO_NOT_TRACK: '1',
  PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, 'scripts/schema-engine.mjs'),
});

/** A reason to stop. `message` is for a person: what happened and what to do next. */
export class Failure extends Error {}

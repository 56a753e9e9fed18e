import 'server-only';
import { readEnvironment, type WebEnvironment } from '../environment.ts';
import { once } from './once.ts';

/** The settings of this process, read once. */
export const settings = (): WebEnvironment => once('settings', () => readEnvironment());

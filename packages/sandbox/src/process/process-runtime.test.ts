import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { contractSuite } from '../contract.ts';
import { createProcessRuntime } from './process-runtime.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'sandlot-process-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

contractSuite('process', (instance) => createProcessRuntime({ instance, dataDir }), {
  image: 'linux',
  user: 'student',
  home: '/home/student',
  endMachine: 'kill 1',
  capabilities: {
    severalMachines: false,
    adoption: true,
    ownPrograms: false,
    revive: false,
    limits: false,
    durable: true,
  },
});

import { join } from 'node:path';
import { contractSuite } from '../contract.ts';
import { createDockerRuntime } from './docker-runtime.ts';

const imagesDir = join(import.meta.dirname, '../../../../docker');

contractSuite('docker', (instance) => createDockerRuntime({ instance, imagesDir }), {
  image: 'linux',
  user: 'student',
  home: '/home/student',
  endMachine: 'pkill -x sleep',
  capabilities: { severalMachines: true, adoption: true, ownPrograms: true, revive: true, limits: true },
});

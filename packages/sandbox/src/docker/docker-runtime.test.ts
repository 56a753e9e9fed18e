import { contractSuite } from '../contract.ts';
import { DOCKER, useDocker } from './test-docker.ts';

contractSuite('docker', useDocker(), DOCKER);

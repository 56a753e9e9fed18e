/** A machine that is killed while a part of it is frozen, on a real engine. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useBench } from '../contract/bench.ts';
import { Engine } from './engine.ts';
import { LABEL } from './labels.ts';
import { DOCKER, useDocker } from './test-docker.ts';

const FREEZER = '/sys/fs/cgroup/freezer';
const bench = useBench(useDocker(), DOCKER);

test('a machine of which a part is frozen goes all the same', async () => {
  const engine = new Engine();
  const id = await bench.sandbox();
  const [container] = await engine.containers({ [LABEL.sandbox]: id });
  const own = `${FREEZER}/docker/${container?.id}`;
  // With cgroup version 2 the kernel kills what is frozen: nothing to be seen there.
  if (existsSync(own)) {
    mkdirSync(`${own}/held`);
    // Not one of the engine's, which may be there for a moment.
    const pids = readFileSync(`${own}/cgroup.procs`, 'utf8').trim().split('\n');
    const pid = pids.find((one) => readFileSync(`/proc/${one}/comm`, 'utf8') === 'sleep\n') ?? '';
    writeFileSync(`${own}/held/cgroup.procs`, pid);
    writeFileSync(`${own}/held/freezer.state`, 'FROZEN');
  }
  await bench.runtime.remove(id);
  expect(await engine.containers({ [LABEL.sandbox]: id })).toEqual([]);
}, 60_000);

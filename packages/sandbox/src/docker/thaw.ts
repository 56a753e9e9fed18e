/**
 * On cgroup version 1 a process that is frozen is not killed until somebody thaws it. runc freezes each container for a
 * moment when it starts it by systemd's driver, as kubelets have it; a machine that is killed in that moment keeps a part
 * that is frozen for ever, and the engine cannot end it. Knows no sandbox.
 */
import { randomBytes } from 'node:crypto';
import type { Engine } from './engine.ts';
import { EngineRefusal } from './engine-fault.ts';
import { LABEL } from './labels.ts';
import { runContainer } from './with-container.ts';

const FREEZER = '/sys/fs/cgroup/freezer';

/** The engine has killed the container, and it has not ended. */
export const outlivesKill = (error: unknown): boolean =>
  error instanceof EngineRefusal && /could not kill|did not receive an exit event/i.test(error.message);

/** Thaws all of a container, by a short-lived one of the image, which has a shell. Throws where there is no such thing. */
export async function thaw(
  engine: Engine,
  instance: string,
  image: string,
  container: string,
): Promise<void> {
  const script = `find /freezer -path '*${container}*' -name freezer.state | while read -r state; do echo THAWED >"$state"; done`;
  await runContainer(engine, `sandlot-thaw-${instance}-${randomBytes(4).toString('hex')}`, {
    Image: image,
    Cmd: ['/bin/sh', '-c', script],
    Labels: { [LABEL.instance]: instance },
    HostConfig: {
      ...{ NetworkMode: 'none', CapDrop: ['ALL'], LogConfig: { Type: 'none' } },
      Mounts: [{ Type: 'bind', Source: FREEZER, Target: '/freezer' }],
    },
  });
}

/** The runtimes as the command line sees them: to look at, and to build images with; never to start sandboxes. */
import path from 'node:path';
import { createDockerRuntime, pickRuntime, type SandboxRuntime } from '@sandlot/sandbox';
import type { Settings } from './settings.ts';

/** Labels what this command would make. It makes nothing, so it need not be an installation's. */
const instance = 'cli';

const options = (settings: Settings) => ({
  instance,
  imagesDir: path.join(settings.root, 'docker'),
  dataDir: settings.data,
});

/** Both runtimes, not started. */
export async function openRuntimes(
  settings: Settings,
): Promise<Record<'docker' | 'process', SandboxRuntime>> {
  const { runtime } = await pickRuntime({ ...options(settings), choice: 'process' });
  return { docker: createDockerRuntime(options(settings)), process: runtime };
}

/** The runtime that a start would take, and why. Throws a SandboxError when the one that was asked for does not answer. */
export function pickedRuntime(settings: Settings): Promise<{ runtime: SandboxRuntime; why: string }> {
  return pickRuntime({ ...options(settings), choice: settings.runtime });
}

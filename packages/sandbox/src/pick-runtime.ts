/** Chooses the runtime of this host. */
import { askEngine } from './docker/ask-engine.ts';
import { createDockerRuntime, type DockerRuntimeOptions } from './docker/docker-runtime.ts';
import { SandboxError, type SandboxRuntime } from './runtime.ts';

export interface RuntimeChoice extends DockerRuntimeOptions {
  choice: 'auto' | 'docker' | 'process';
  /** Where the process runtime keeps what it needs. */
  dataDir: string;
}

/**
 * Docker when its engine answers, else `process`; or the one that `choice` names. `why` is a sentence for the person
 * who started it. Throws `engine` when Docker was asked for by name and does not answer. The runtime is not started.
 */
export async function pickRuntime(options: RuntimeChoice): Promise<{ runtime: SandboxRuntime; why: string }> {
  const { choice, instance, dataDir } = options;
  if (choice === 'process')
    return { runtime: await processRuntime(instance, dataDir), why: 'The process runtime was asked for.' };
  const answer = await askEngine(options.host);
  if ('version' in answer) {
    return { runtime: createDockerRuntime(options), why: `Docker ${answer.version} answers.` };
  }
  if (choice === 'docker') throw new SandboxError('engine', answer.reason);
  return {
    runtime: await processRuntime(instance, dataDir),
    why: `No Docker engine answers, so plain lessons run as local processes. ${answer.reason}`,
  };
}

/** Loaded only when used: it brings a native module. */
async function processRuntime(instance: string, dataDir: string): Promise<SandboxRuntime> {
  const { createProcessRuntime } = await import('./process/process-runtime.ts');
  return createProcessRuntime({ instance, dataDir });
}

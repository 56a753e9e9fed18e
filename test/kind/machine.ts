/** The machine of sandbox.ts, for one file of tests. */
import { afterAll, beforeAll, inject } from 'vitest';
import { createDockerRuntime } from '../../packages/sandbox/src/docker/docker-runtime.ts';
import type { RunResult, SandboxRuntime } from '../../packages/sandbox/src/runtime.ts';
import { imagesDir } from './sandbox.ts';

export interface Machine {
  /** Runs a script as the student; gives its output. Throws when it does not end with 0. */
  run(script: string, timeoutMs?: number): Promise<string>;
  /** Runs a script that may fail. */
  tried(script: string, timeoutMs?: number): Promise<RunResult>;
}

/** Two nodes, each with the small images of the machine's engine. */
const CLUSTER = `
kind get clusters -q | grep -qx kind && exit 0
kind create cluster --wait 90s --config - <<'CONFIG'
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
- role: control-plane
- role: worker
CONFIG
kubectl wait node --all --for=condition=Ready --timeout=90s
kubectl rollout status --namespace kube-system --timeout=90s deployment/coredns
kind load docker-image box:1 web:1
`;

/** `cluster`: with the cluster `kind` of two nodes in it, made by whichever file comes first. */
export function useMachine({ cluster }: { cluster: boolean }): Machine {
  let runtime: SandboxRuntime;
  beforeAll(async () => {
    runtime = createDockerRuntime({ instance: inject('instance'), imagesDir, trust: 'personal' });
    await runtime.start();
    if (cluster) await machine.run(CLUSTER, 300_000);
  });
  afterAll(() => runtime.close());

  const machine: Machine = {
    tried: (script, timeoutMs = 120_000) =>
      runtime.run(inject('sandbox'), 'dev', { script, timeoutMs, user: 'student' }),
    async run(script, timeoutMs) {
      const { exitCode, output } = await machine.tried(script, timeoutMs);
      if (exitCode !== 0) throw new Error(`ended with ${exitCode}:\n${output}`);
      return output;
    },
  };
  return machine;
}

/** A cluster that its student breaks: the checks stay truthful and in time, and Reset brings one that works. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckTask, loadCatalogue } from '../../packages/lesson/src/index.ts';
import { createDockerRuntime } from '../../packages/sandbox/src/docker/docker-runtime.ts';
import { PlaygroundSandbox } from '../../packages/sandbox/src/lesson/playground-sandbox.ts';
import type { SandboxRuntime } from '../../packages/sandbox/src/runtime.ts';
import { imagesDir } from './sandbox.ts';

let runtime: SandboxRuntime;
let sandbox: PlaygroundSandbox;
let task: CheckTask;

beforeAll(async () => {
  const { lessons, playgrounds } = await loadCatalogue(join(import.meta.dirname, '../..'));
  const lesson = lessons.get('kubernetes/local-images');
  const playground = playgrounds.get(lesson?.playground ?? '');
  const found = lesson?.tasks.find(({ id }) => id === 'web');
  if (!lesson || !playground || found?.kind !== 'check') throw new Error('there is no such lesson');
  task = found;
  runtime = createDockerRuntime({
    instance: `k${randomBytes(4).toString('hex')}`,
    imagesDir,
    trust: 'personal',
  });
  await runtime.start();
  sandbox = new PlaygroundSandbox(runtime, lesson, playground);
  await sandbox.start();
});
afterAll(async () => {
  await sandbox?.remove();
  await runtime.close();
});

async function run(script: string, timeoutMs = 120_000): Promise<string> {
  const { exitCode, output } = await sandbox.runAsStudent('dev', script, timeoutMs);
  if (exitCode !== 0) throw new Error(`ended with ${exitCode}:\n${output}`);
  return output;
}
const onNode = (script: string) => `docker exec lab-control-plane sh -c '${script}'`;
const HAS_SOLVED = `kubectl run web --image box:1 --command -- sleep 10d && kubectl wait --timeout=60s --for=condition=Ready pod/web`;

/** The check's message. Fails unless it came within the check's own time, and as `pending`. */
async function pending(): Promise<string> {
  const { outcome, message, durationMs } = await sandbox.check(task);
  expect([outcome, message]).toEqual(['pending', expect.any(String)]);
  expect(durationMs).toBeLessThan(task.checkTimeoutMs);
  return message;
}

async function resetHelps(): Promise<void> {
  await sandbox.reset('dev');
  expect(await run('kubectl get nodes --no-headers')).toMatch(/^lab-control-plane +Ready /);
  expect(await pending()).toBe('There is no pod web in the namespace default.');
  await run(HAS_SOLVED);
}

test('without its manifest, the API server is said to be away', async () => {
  expect(await pending()).toBe('There is no pod web in the namespace default.');
  await run(`${onNode('rm /etc/kubernetes/manifests/kube-apiserver.yaml')}
while kubectl get --raw /readyz >/dev/null 2>&1; do sleep 0.2; done`);
  expect(await pending()).toContain('The API server of cluster lab does not answer.');
  await resetHelps();
});

test('an etcd that was killed comes back by itself; one whose files are gone needs a reset', async () => {
  await run(
    `${onNode('pkill -9 -f "^etcd "')}; until kubectl wait --timeout=5s --for=condition=Ready pod/web; do sleep 0.5; done`,
  );
  await run(`${onNode('rm -rf /etc/kubernetes/manifests/etcd.yaml /var/lib/etcd/member')}
while kubectl get --raw /readyz >/dev/null 2>&1; do sleep 0.2; done`);
  expect(await pending()).toContain('The API server of cluster lab does not answer.');
  await resetHelps();
});

test('without the pods’ network the node is not ready, and no new pod gets ready', async () => {
  await run(`kubectl delete pod web --now
kubectl delete daemonset -n kube-system pod-network --wait
${onNode('rm -f /etc/cni/net.d/*; systemctl restart containerd')}
kubectl wait --timeout=90s --for=condition=Ready=false node/lab-control-plane
kubectl run web --image hello:1.0`);
  expect(await pending()).toMatch(/^The pod web is not ready\. It is at (Pending|ContainerCreating)\.$/);
  await resetHelps();
});

test('a cluster that was deleted is missing to the check, and a second one does not count for it', async () => {
  await run(
    'kind delete cluster --name lab 2>&1 && kind create cluster --name other --wait 90s 2>&1',
    300_000,
  );
  await run(`kubectl config current-context | grep -x kind-other && ${HAS_SOLVED}`);
  expect(await pending()).toBe(
    'The node lab-control-plane does not run. Start it: docker start lab-control-plane',
  );
  await resetHelps();
});

test('a disk that is full stops the machine with the reason, which is no mistake of the student’s', async () => {
  const stopped = Promise.withResolvers<string>();
  const forget = runtime.onEvent((event) => {
    if (event.type === 'stopped' && event.sandboxId === sandbox.id) stopped.resolve(event.message);
  });
  await sandbox.runAsStudent('dev', onNode('fallocate -l 9G /var/full'), 60_000).catch(() => {});
  expect(await stopped.promise).toMatch(/^Machine dev was ended because .* were written on it/);
  forget();
  expect((await sandbox.check(task)).outcome).toBe('error');
  await resetHelps();
});

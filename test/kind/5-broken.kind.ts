/** A cluster that its student breaks: the checks stay truthful and in time, and Reset brings one that works. */
import { expect, test } from 'vitest';
import { useLesson } from './lesson-sandbox.ts';

const student = useLesson('kubernetes/local-images');
const { run } = student;
const onNode = (script: string) => `docker exec lab-control-plane sh -c '${script}'`;
/** One answer that fails may be nothing: it is away for good once its container is. */
const away = (name: string) =>
  `${onNode(`while crictl ps -q --name ${name} | grep -q .; do sleep 0.2; done`)}
while kubectl get --raw /readyz >/dev/null 2>&1; do sleep 0.2; done`;
const task = () => student.task('web');
const aPod = (cluster = 'lab') =>
  `kind load docker-image box:1 --name ${cluster} 2>&1 && kubectl run web --image box:1 --command -- sleep 10d && kubectl wait --timeout=60s --for=condition=Ready pod/web`;

/** The check's message. Fails unless it came within the check's own time, and as `pending`. */
async function pending(): Promise<string> {
  const { outcome, message, durationMs } = await student.sandbox.check(task());
  expect([outcome, message]).toEqual(['pending', expect.any(String)]);
  expect(durationMs).toBeLessThan(task().checkTimeoutMs);
  return message;
}

async function resetHelps(): Promise<void> {
  await student.sandbox.reset('dev');
  expect(await run('kubectl get nodes --no-headers')).toMatch(/^lab-control-plane +Ready /);
  expect(await pending()).toBe('There is no pod web in the namespace default.');
  await run(aPod());
}

test('without its manifest, the API server is said to be away', async () => {
  expect(await pending()).toBe('There is no pod web in the namespace default.');
  await run(`${onNode('rm /etc/kubernetes/manifests/kube-apiserver.yaml')}
${away('kube-apiserver')}`);
  expect(await pending()).toContain('The API server of cluster lab does not answer.');
  await resetHelps();
});

test('an etcd that was killed comes back by itself; one whose files are gone needs a reset', async () => {
  await run(
    `${onNode('pkill -9 -f "^etcd "')}; until kubectl wait --timeout=5s --for=condition=Ready pod/web; do sleep 0.5; done`,
  );
  await run(`${onNode('rm -rf /etc/kubernetes/manifests/etcd.yaml /var/lib/etcd/member')}
${away('etcd')}`);
  expect(await pending()).toContain('The API server of cluster lab does not answer.');
  await resetHelps();
});

test('without the pods’ network the node is not ready, and no new pod gets ready', async () => {
  await run(`kubectl delete pod web --now
kubectl delete daemonset -n kube-system pod-network kindnet --ignore-not-found --wait
${onNode('rm -f /etc/cni/net.d/*')}
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
  await run(`kubectl config current-context | grep -x kind-other && ${aPod('other')}`);
  expect(await pending()).toBe(
    'The node lab-control-plane does not run. Start it: docker start lab-control-plane',
  );
  await resetHelps();
});

test('a disk that is full stops the machine with the reason, which is no mistake of the student’s', async () => {
  const stopped = Promise.withResolvers<string>();
  const forget = student.runtime.onEvent((event) => {
    if (event.type === 'stopped' && event.sandboxId === student.sandbox.id) stopped.resolve(event.message);
  });
  await student.sandbox.runAsStudent('dev', onNode('fallocate -l 9G /var/full'), 60_000).catch(() => {});
  expect(await stopped.promise).toMatch(/^Machine dev was ended because .* were written on it/);
  forget();
  expect((await student.sandbox.check(task())).outcome).toBe('error');
  await resetHelps();
});

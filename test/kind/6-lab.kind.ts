/** The cluster that a machine arrives with is as one that kind makes: two nodes, names, images, and kind's own commands. */
import { expect, test } from 'vitest';
import { useLesson } from './lesson-sandbox.ts';

const { run } = useLesson('kubernetes/local-images', 'lab-two');

const NODES = ['lab-control-plane', 'lab-worker'];

test('both nodes are ready, with the ranges of addresses that they were opened for', async () => {
  expect(
    await run(
      'kubectl get nodes -o jsonpath=\'{range .items[*]}{.metadata.name} {.spec.podCIDR} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}\'',
    ),
  ).toBe('lab-control-plane 10.244.0.0/24 True\nlab-worker 10.244.1.0/24 True\n');
  for (const [i, node] of NODES.entries())
    expect(await run(`docker exec ${node} sh -c 'cat /etc/cni/net.d/*.conflist'`)).toContain(
      `10.244.${i}.0/24`,
    );
  await run('kubectl wait --timeout=90s -n kube-system --for=condition=Ready pod --all');
});

test('a pod of the one node finds a Service by name, whose pod is on the other', async () => {
  await run(`kind load docker-image box:1 web:1 --name lab 2>&1
kubectl run web --image web:1 --port 80 --expose
kubectl run client --image box:1 --overrides '{"spec":{"nodeName":"lab-control-plane"}}' --command -- sleep 10d
kubectl wait --timeout=60s --for=condition=Ready pod/web pod/client`);
  expect(await run("kubectl get pod web -o jsonpath='{.spec.nodeName}'")).toBe('lab-worker');
  await run(
    'until kubectl exec client -- wget -qO- -T 2 http://web.default/ >/dev/null; do sleep 0.3; done',
    60_000,
  );
});

test('nothing of its start is left: services that are not there are not refused on the way', async () => {
  expect(await run('docker exec lab-control-plane iptables -S FORWARD')).not.toMatch(
    /-d 10\.96\.\S+ -j REJECT/,
  );
});

test('kind knows it, and deletes it', async () => {
  expect((await run('kind get nodes --name lab')).trim().split('\n').toSorted()).toEqual(NODES);
  expect(await run('kubectl config current-context')).toBe('kind-lab\n');
  await run('kind delete cluster --name lab 2>&1');
  expect(await run('kind get clusters 2>&1; docker ps -aq')).toBe('No kind clusters found.\n');
});

/** How pods find and reach each other, over two nodes. */
import { beforeAll, expect, test } from 'vitest';
import { useMachine } from './machine.ts';

const { run, tried } = useMachine({ cluster: true });

/** A web server on each node that tells its name, and somebody to ask from. */
const PODS = `
kubectl apply -f - <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      tolerations: [{operator: Exists}]
      terminationGracePeriodSeconds: 1
      containers:
      - name: web
        image: box:1
        command: [sh, -c, 'mkdir /www; touch /www/ready; hostname >/www/index.html; exec httpd -f -p 80 -h /www']
        readinessProbe: {httpGet: {path: /ready, port: 80}, periodSeconds: 1, failureThreshold: 1}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
---
apiVersion: v1
kind: Service
metadata: {name: each}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  nodeName: kind-worker
  containers: [{name: client, image: box:1, command: [sleep, '3600']}]
YAML
kubectl rollout status --timeout=90s daemonset/web
kubectl wait --timeout=60s --for=condition=Ready pod/client
`;
const NAMES = "kubectl get pods -l app=web -o jsonpath='{.items[*].metadata.name}'";
const ask = (url: string) => `kubectl exec client -- wget -qO- -T 2 ${url}`;
const words = (text: string) => text.trim().split(/\s+/).toSorted();
const slice = (field: string) =>
  `kubectl get endpointslices -l kubernetes.io/service-name=web -o jsonpath='{.items[*].endpoints[*].${field}}'`;

/** What a script prints at last: the rules on a node follow the API a moment later. */
const reached = (script: string) => expect.poll(() => run(script), { timeout: 30_000, interval: 500 });

beforeAll(async () => {
  await run(PODS, 240_000);
});

test('two nodes are ready, each with a range of addresses of its own', async () => {
  const nodes = await run(
    'kubectl get nodes -o jsonpath=\'{range .items[*]}{.metadata.name} {.spec.podCIDR}{"\\n"}{end}\'',
  );
  expect(nodes).toMatch(/^kind-control-plane 10\.244\.\d\.0\/24\nkind-worker 10\.244\.\d\.0\/24\n$/);
  await run('kubectl wait --timeout=60s --for=condition=Ready nodes --all');
});

test('a pod reaches the pods of both nodes by their addresses', async () => {
  const addresses = words(await run("kubectl get pods -l app=web -o jsonpath='{.items[*].status.podIP}'"));
  expect(addresses).toHaveLength(2);
  const answers = await Promise.all(addresses.map((address) => run(ask(`http://${address}/`))));
  expect(words(answers.join(' '))).toEqual(words(await run(NAMES)));
});

test('the name of a Service has one address, behind which are the pods of both nodes', async () => {
  const service = (await run("kubectl get service web -o jsonpath='{.spec.clusterIP}'")).trim();
  await reached('kubectl exec client -- nslookup web.default.svc.cluster.local').toContain(
    `Address: ${service}`,
  );
  const names = words(await run(NAMES));
  const asked = `kubectl exec client -- sh -c 'for i in $(seq 60); do wget -qO- -T 2 http://web/; done'`;
  await expect
    .poll(async () => [...new Set(words(await run(asked)))], { timeout: 60_000, interval: 500 })
    .toEqual(names);
});

test('the name of a headless Service has the addresses of its pods', async () => {
  const addresses = words(await run("kubectl get pods -l app=web -o jsonpath='{.items[*].status.podIP}'"));
  const answer = await run('kubectl exec client -- nslookup each.default.svc.cluster.local');
  for (const address of addresses) expect(answer).toContain(`Address: ${address}`);
});

test('a NodePort answers on each node', async () => {
  const nodes = words(
    await run(
      `kubectl get nodes -o jsonpath='{.items[*].status.addresses[?(@.type=="InternalIP")].address}'`,
    ),
  );
  expect(nodes).toHaveLength(2);
  const names = words(await run(NAMES));
  for (const node of nodes)
    await expect
      .poll(async () => names.includes((await run(`curl -sS --max-time 5 http://${node}:30080/`)).trim()), {
        timeout: 30_000,
      })
      .toBe(true);
});

test('a pod that is not ready leaves its Service, and comes back', async () => {
  const [pod = ''] = words(await run(NAMES));
  const ready = (count: number) =>
    `until [ "$(${slice('conditions.ready')} | tr ' ' '\\n' | grep -c true)" = ${count} ]; do sleep 0.2; done`;
  expect(words(await run(slice('targetRef.name')))).toEqual(words(await run(NAMES)));
  await run(`kubectl exec ${pod} -- rm /www/ready; ${ready(1)}`, 60_000);
  await reached(
    `kubectl exec client -- sh -c 'for i in $(seq 20); do wget -qO- -T 2 http://web/ || exit; done'`,
  ).not.toContain(pod);
  await run(`kubectl exec ${pod} -- touch /www/ready; ${ready(2)}`, 60_000);
});

test('kubectl logs, exec and port-forward reach a pod of the other node', async () => {
  await run(`kubectl run talker --image box:1 --restart Never --overrides '{"spec":{"nodeName":"kind-worker"}}' -- sh -c 'echo spoken; sleep 3600'
kubectl wait --timeout=60s --for=condition=Ready pod/talker`);
  expect(await run('until kubectl logs talker | grep .; do sleep 0.2; done')).toBe('spoken\n');
  expect(await run('kubectl exec talker -- hostname')).toBe('talker\n');
  const forwarded = await run(`kubectl port-forward daemonset/web 8080:80 >/tmp/forward 2>&1 & forward=$!
until grep -q Forwarding /tmp/forward; do kill -0 $forward || exit 1; sleep 0.1; done
curl -sS --max-time 5 http://127.0.0.1:8080/; kill $forward`);
  expect(words(await run(NAMES))).toContain(forwarded.trim());
});

test('a name outside the cluster fails soon, and breaks nothing', async () => {
  expect((await tried('kubectl exec client -- nslookup nowhere.example')).exitCode).not.toBe(0);
  await run('kubectl exec client -- nslookup kubernetes.default.svc.cluster.local');
});

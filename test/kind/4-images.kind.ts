/** How images come into a cluster where no registry of the world answers. */
import { expect, test } from 'vitest';
import { useMachine } from './machine.ts';

const { run } = useMachine({ cluster: true });

const build = (tag: string, word: string) =>
  `mkdir -p ~/image && printf 'FROM box:1\\nRUN echo ${word} >/word\\nCMD ["cat", "/word"]\\n' >~/image/Dockerfile && docker build -q -t ${tag} ~/image`;
const says = (name: string, image: string) =>
  `kubectl run ${name} --image ${image} --restart Never >/dev/null
kubectl wait --timeout=90s --for=jsonpath='{.status.phase}'=Succeeded pod/${name} >/dev/null && kubectl logs ${name}`;

test('kind load docker-image brings an image from the engine', async () => {
  await run(`${build('loaded:1', 'loaded')} && kind load docker-image loaded:1`);
  expect(await run(says('loaded', 'loaded:1'))).toBe('loaded\n');
});

test('kind load image-archive brings an image from a file', async () => {
  await run(
    `${build('saved:1', 'saved')} && docker save -o ~/saved.tar saved:1 && kind load image-archive ~/saved.tar`,
  );
  expect(await run(says('saved', 'saved:1'))).toBe('saved\n');
});

test('the small registry takes an image, and nodes pull it from there', async () => {
  await run(`docker run -d --name registry --restart always --network kind -p 127.0.0.1:5001:5000 registry:2
for node in $(kind get nodes); do
  docker exec $node mkdir -p /etc/containerd/certs.d/localhost:5001
  echo '[host."http://registry:5000"]' | docker exec -i $node sh -c 'cat >/etc/containerd/certs.d/localhost:5001/hosts.toml'
done
until curl -sf http://127.0.0.1:5001/v2/ >/dev/null; do sleep 0.1; done`);
  await run(`${build('localhost:5001/pushed:1', 'pushed')} && docker push -q localhost:5001/pushed:1`);
  expect(await run(says('pushed', 'localhost:5001/pushed:1'))).toBe('pushed\n');
});

test('crictl on a node lists its images and pods', async () => {
  expect(await run('docker exec kind-control-plane crictl images')).toMatch(
    /registry\.k8s\.io\/kube-apiserver +v1\.34\./,
  );
  expect(await run('docker exec kind-control-plane crictl pods --name etcd -q')).toMatch(/^[0-9a-f]{64}\n$/);
});

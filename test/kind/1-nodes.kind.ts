/** Clusters as a student makes them: by the plainest command, of one node and of two. */
import { expect, test } from 'vitest';
import { useMachine } from './machine.ts';

const { run, tried } = useMachine({ cluster: false });

test('without the image of nodes, or with one for other machines, kind says so in a sentence', async () => {
  const image = (await run('docker images sandlot/kind-node --format "{{.Repository}}:{{.Tag}}"')).trim();
  await run(`docker tag ${image} kept:1 && docker rmi ${image}`);
  expect(await tried('kind create cluster 2>&1', 30_000)).toMatchObject({
    exitCode: 1,
    output: `ERROR: the image of nodes, ${image}, is no longer in this machine's engine, and no registry has it: reset the machine, or name another image with --image\n`,
  });
  await run(`tar -c /etc/hostname | docker import --platform linux/s390x - ${image}`);
  for (const command of ['kind create cluster', 'kind create lab 1'])
    expect(await tried(`${command} 2>&1`, 30_000)).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(
        /^ERROR: the image of nodes, \S+, is for s390x, and this machine is \w+: .*\n$/,
      ),
    });
  await run(`docker rmi ${image} && docker tag kept:1 ${image} && docker rmi kept:1`);
});

test('kind create cluster, with nothing else, gives a node that is ready, and says nothing odd', async () => {
  const output = await run('kind create cluster --wait 180s 2>&1', 300_000);
  expect(output).toContain('Ready after');
  expect(output).not.toMatch(/warn|error|cgroup|oom|conntrack/i);
  expect(await run('kubectl get nodes --no-headers')).toMatch(
    /^kind-control-plane +Ready +control-plane +\S+ +v1\.34\.\d+$/m,
  );
  const waiting = 'kubectl wait --timeout=90s -n kube-system --for=condition=Ready pod --all >/dev/null';
  expect(
    await run(
      `${waiting} && kubectl get pods -A --no-headers | awk '{print $2}' | sed 's/-kind-control-plane//; s/-[a-z0-9-]*[0-9][a-z0-9-]*$//' | sort -u`,
    ),
  ).toContain('kube-apiserver');
  // What a busy host starves, kubelet starts again; what breaks by itself is not of the control plane.
  const restarts =
    "kubectl get pods -A -l tier!=control-plane -o jsonpath='{.items[*].status.containerStatuses[*].restartCount}'";
  expect(await run(restarts)).toMatch(/^[0 ]+$/);
});

test('the prompt says which cluster and namespace kubectl means', async () => {
  const prompt = `bash -ic '__kube_place; echo "[$sandlot_kube]"' 2>/dev/null`;
  expect(await run(prompt)).toBe('[ (kind-kind:default)]\n');
  await run('kubectl config set-context --current --namespace kube-system');
  expect(await run(prompt)).toBe('[ (kind-kind:kube-system)]\n');
  await run('kind delete cluster 2>&1');
  expect(await run(prompt)).toBe('[]\n');
});

test('kubectl and its short name complete in bash', async () => {
  const completed =
    'COMP_WORDS=(kubectl desc); COMP_CWORD=1; COMP_LINE="kubectl desc"; COMP_POINT=12; __start_kubectl';
  expect(await run(`bash -ic '${completed}; echo "[$COMPREPLY]"' 2>/dev/null`)).toBe('[describe]\n');
  expect(await run("bash -ic 'complete -p k; alias k' 2>/dev/null")).toMatch(
    /__start_kubectl k\nalias k='kubectl'/,
  );
});

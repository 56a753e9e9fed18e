/** What the API server itself does: schemas with rules, admission, storage. */
import { expect, test } from 'vitest';
import { useMachine } from './machine.ts';

const { run, tried } = useMachine({ cluster: true });

const apply = (yaml: string) => `kubectl apply -f - <<'YAML'\n${yaml}\nYAML`;

test('a custom resource keeps to its schema, and to the rule in it', async () => {
  await run(`${apply(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: boats.harbour.example}
spec:
  group: harbour.example
  scope: Namespaced
  names: {plural: boats, singular: boat, kind: Boat}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            x-kubernetes-validations: [{rule: self.crew <= self.seats, message: more crew than seats}]
            properties: {crew: {type: integer}, seats: {type: integer}}`)}
kubectl wait --timeout=60s --for=condition=Established crd/boats.harbour.example
until kubectl get boats >/dev/null 2>&1; do sleep 0.2; done`);
  const boat = (crew: string) =>
    apply(
      `{apiVersion: harbour.example/v1, kind: Boat, metadata: {name: b}, spec: {crew: ${crew}, seats: 4}}`,
    );
  expect((await tried(boat('5'))).output).toContain('more crew than seats');
  expect((await tried(boat('many'))).output).toContain('spec.crew: Invalid value');
  expect(await run(boat('4'))).toBe('boat.harbour.example/b created\n');
});

test('an admission policy refuses what it is told to', async () => {
  await run(
    apply(`
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: few}
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}]
  validations: [{expression: object.spec.replicas <= 3, message: at most three}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: few}
spec: {policyName: few, validationActions: [Deny]}`),
  );
  const refused = `until kubectl create deployment many --image box:1 --replicas 4 --dry-run=server 2>&1 | grep -q 'at most three'; do sleep 0.2; done`;
  await run(refused, 60_000);
  await run('kubectl create deployment few --image box:1 --replicas 3 --dry-run=server');
});

test('a claim gets a volume by itself, whose files outlive the pod and not the claim', async () => {
  const pod = (name: string, script: string) => `${apply(`
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  restartPolicy: Never
  containers: [{name: c, image: box:1, command: [sh, -c, '${script}'], volumeMounts: [{name: v, mountPath: /v}]}]
  volumes: [{name: v, persistentVolumeClaim: {claimName: kept}}]`)}
kubectl wait --timeout=90s --for=jsonpath='{.status.phase}'=Succeeded pod/${name}`;
  await run(
    apply(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: kept}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}`),
  );
  await run(pod('writer', 'echo word >/v/word'));
  await run('kubectl delete pod writer --now');
  await run(pod('reader', 'cat /v/word'));
  expect(await run('kubectl logs reader')).toBe('word\n');
  const [node, path] = (
    await run(
      `kubectl get pod reader -o jsonpath='{.spec.nodeName}'; echo; kubectl get pv -o jsonpath='{.items[0].spec.local.path}{.items[0].spec.hostPath.path}'`,
    )
  ).split('\n');
  expect(await run(`docker exec ${node} cat ${path}/word`)).toBe('word\n');
  await run(
    `kubectl delete --now pod/reader pvc/kept
until [ -z "$(kubectl get pv -o name)" ]; do sleep 0.2; done`,
    60_000,
  );
  expect((await tried(`docker exec ${node} ls ${path}`)).exitCode).not.toBe(0);
});

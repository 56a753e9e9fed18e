/** Objects as Kubernetes' API gives them, as far as a view of a cluster reads them. */

type Some = Record<string, unknown>;

export const node = (name: string, ready = true, more: { spec?: Some; labels?: Some } = {}) => ({
  metadata: { name, labels: more.labels ?? {} },
  spec: more.spec ?? {},
  status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'Unknown' }] },
});

export const running = { ready: true, restartCount: 0, started: true, state: { running: {} } };

/** One that runs and is ready, in `default` on `worker`, of a ReplicaSet, unless it is said otherwise. */
export const pod = (name: string, { metadata = {}, spec = {}, status = {} }: Record<string, Some> = {}) => ({
  metadata: {
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web-5d4f', controller: true }],
    ...metadata,
  },
  spec: { nodeName: 'worker', containers: [{ name: 'web' }], ...spec },
  status: {
    phase: 'Running',
    podIP: '10.244.1.7',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [running],
    ...status,
  },
});

export const service = (name: string, spec: Some = {}) => ({
  metadata: { name, namespace: 'default' },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.7',
    selector: { app: name },
    ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
    ...spec,
  },
});

export const endpoint = (pod: string, ready: boolean | null = true, address = '10.244.1.7') => ({
  addresses: [address],
  conditions: { ready },
  targetRef: { kind: 'Pod', name: pod },
});

export const slice = (of: string, endpoints: unknown[], name = `${of}-x1`) => ({
  metadata: { name, namespace: 'default', labels: { 'kubernetes.io/service-name': of } },
  endpoints,
});

/** Tries one way on this host, with a real machine and real containers in it, and says what it gives. */
import { randomBytes } from 'node:crypto';
import type { Need } from '@sandlot/lesson';
import type { MachineSpec } from '../../runtime.ts';
import type { Engine } from '../engine.ts';
import { EngineRefusal } from '../engine-fault.ts';
import { hardened } from '../hardening.ts';
import { removed } from '../removed.ts';
import { runScript } from '../run-script.ts';
import { nestedCommand, nestedHostConfig } from './nested-host-config.ts';
import type { Way, WayFinding } from './ways.ts';

export const PROBE_LABEL = 'sandlot.probe';

const MB = 2 ** 20;
/** Of a container that a script of ours runs in, and no student. */
export const PROBE_MACHINE: MachineSpec = {
  ...{ name: 'probe', image: 'docker', user: 'student', users: [], networks: ['lan'], capabilities: [] },
  ...{
    memoryBytes: 768 * MB,
    diskBytes: 2 ** 30,
    cpus: 2,
    pids: 1024,
    needs: ['engine'],
    kubernetes: 'none',
  },
};
/** A busy host is slow, not unable. */
const TRY_MS = 120_000;

/** Prints a word for each thing that works. */
const SCRIPT = `
docker-engine answers 60 || { echo "no engine: $(tail -n 1 /var/log/docker-engine.log)"; exit 0; }
error=$(docker run --rm --network none box:1 true 2>&1) || { echo "no container: $error" | head -n 1; exit 0; }
echo engine
docker run --rm --network none --memory 16m box:1 tail /dev/zero >/dev/null 2>&1
[ $? = 137 ] && docker run --rm --network none --memory 64m box:1 true && echo limits
docker run --rm --network none --privileged box:1 sh -c 'mkdir /m && mount -t tmpfs none /m && mknod /m/null c 1 3 && echo x >/m/null' >/dev/null 2>&1 && echo privileged
id=$(docker run -d --network none box:1 sleep 60) && [ "$(readlink "/proc/$(docker inspect -f '{{.State.Pid}}' "$id")/ns/user")" != "$(readlink /proc/1/ns/user)" ] && echo user-namespace
docker rm -f "$id" >/dev/null 2>&1
exit 0
`;

const WORDS: [need: Need, works: string, fails: string][] = [
  ['limits', 'a memory limit bites', 'its limits do nothing'],
  ['privileged', 'privileged containers start', 'privileged containers do not start'],
];

/** How the words of SCRIPT are told. */
function finding(way: Way, output: string): WayFinding {
  const lines = output.trim().split('\n');
  if (!lines.includes('engine'))
    return failed(way, lines[0] || 'the engine inside did not answer within a minute', remedyFor(way));
  const gives: Need[] = ['engine'];
  const said: string[] = ['containers run'];
  for (const [need, works, fails] of WORDS) {
    const has = lines.includes(need);
    if (has) gives.push(need);
    said.push(has ? works : fails);
  }
  said.push(
    lines.includes('user-namespace')
      ? 'their root is nobody on the host'
      : 'their root is as good as root on the host',
  );
  const whole = gives.length === 1 + WORDS.length;
  return { way: way.name, gives, reason: `Works: ${said.join('; ')}.`, remedy: whole ? '' : remedyFor(way) };
}

const failed = (way: Way, why: string, remedy: string): WayFinding => ({
  way: way.name,
  gives: [],
  reason: `Does not work here: ${why.trim().replace(/\.$/, '')}.`,
  remedy,
});

function remedyFor(way: Way): string {
  if (way.runtime) return `Install ${way.runtime} on the host and make it known to the engine.`;
  if (way.inner === 'rootless')
    return 'It needs a kernel that lets users make namespaces, /dev/net/tun, and cgroups that the engine may divide (cgroup v2 is best).';
  return 'It needs an engine that runs as root on this host, and cgroups that may be mounted for writing.';
}

/** Never rejects: what stands in the way is what was found. `image` is the tag of docker/docker. */
export async function probeWay(
  engine: Engine,
  instance: string,
  image: string,
  way: Way,
): Promise<WayFinding> {
  let id: string | null = null;
  try {
    const labels = { [PROBE_LABEL]: instance };
    const plain = hardened(PROBE_MACHINE, 2);
    id = await engine.createContainer(`sandlot-probe-${instance}-${randomBytes(4).toString('hex')}`, {
      ...{ Image: image, Hostname: PROBE_MACHINE.name, Labels: labels, Cmd: nestedCommand(way) },
      HostConfig: { ...nestedHostConfig(way, PROBE_MACHINE, plain, labels), NetworkMode: 'none' },
    });
    await engine.startContainer(id);
    const { output } = await runScript(engine, id, PROBE_MACHINE, { script: SCRIPT, timeoutMs: TRY_MS });
    return finding(way, output);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const unknown = way.runtime && error instanceof EngineRefusal && /runtime/i.test(why);
    return failed(way, unknown ? `the engine has no runtime ${way.runtime}` : why, remedyFor(way));
  } finally {
    if (id) await removed(() => engine.removeContainer(id as string)).catch(() => {});
  }
}

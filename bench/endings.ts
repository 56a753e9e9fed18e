/** What a benchmark has started, and how it ends: also when it fails, and on Ctrl-C. */
import Docker from 'dockerode';

/** On every container that a benchmark makes by itself; the value is the benchmark's process id. */
export const BENCH_LABEL = 'sandlot.bench';

const docker = new Docker();
const endings: (() => unknown)[] = [];

/** Has `ending` called when the benchmark ends, the last named first. */
export function atEnd(ending: () => unknown): void {
  endings.unshift(ending);
}

/** Ends everything. A failure is told, and the rest goes on. Safe to call twice. */
export async function endAll(): Promise<void> {
  for (let next = endings.shift(); next; next = endings.shift()) {
    try {
      await next();
    } catch (error) {
      console.error('A benchmark could not end what it had started:', error);
    }
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Removes containers with this label; `gone` says by its value which. */
export async function removeLabelled(label: string, gone: (value: string) => boolean): Promise<void> {
  const found = await docker.listContainers({ all: true, filters: { label: [label] } });
  const [key = ''] = label.split('=');
  await Promise.all(
    found
      .filter((container) => gone(container.Labels[key] ?? ''))
      .map((container) => docker.getContainer(container.Id).remove({ force: true, v: true })),
  );
}

/** Runs a benchmark: clears away what a killed one has left, and ends with all that this one has started. */
export async function runBenchmark(benchmark: () => Promise<void>): Promise<never> {
  let code = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void endAll().finally(() => process.exit(1)));
  }
  await removeLabelled(BENCH_LABEL, (pid) => !isAlive(Number(pid)));
  atEnd(() => removeLabelled(BENCH_LABEL, (pid) => Number(pid) === process.pid));
  try {
    await benchmark();
  } catch (error) {
    console.error(error);
    code = 1;
  }
  await endAll();
  process.exit(code);
}

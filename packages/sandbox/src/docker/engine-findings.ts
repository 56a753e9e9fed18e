/** What `sandlot doctor` says about the engine. */
import type { Finding } from '../runtime.ts';
import type { EngineInfo } from './engine.ts';
import { formatBytes } from './format-bytes.ts';

const finding = (name: string, ok: boolean, reason: string, remedy: string): Finding => ({
  name,
  ok,
  reason,
  remedy: ok ? '' : remedy,
});

/** Less than this is not enough for the engine, the broker, the pages and one machine. */
const LEAST_MEMORY_BYTES = 2 ** 30;

/** One line each for the engine, its limits, storage and memory. */
export function engineFindings(info: EngineInfo): Finding[] {
  const [major = 0, minor = 0] = info.version.split('.').map(Number);
  const missing = Object.entries(info.limits)
    .filter(([, can]) => !can)
    .map(([name]) => name);
  return [
    finding(
      'Docker engine',
      major > 20 || (major === 20 && minor >= 10),
      `Docker ${info.version} answers, API ${info.apiVersion}`,
      'Update it: Docker 20.10 is the oldest that is supported.',
    ),
    finding(
      'Limits',
      missing.length === 0,
      missing.length === 0
        ? `cgroup v${info.cgroupVersion}: memory, swap, processor and process limits work`
        : `cgroup v${info.cgroupVersion}: the kernel cannot limit ${missing.join(', ')}`,
      'Start the kernel with "cgroup_enable=memory swapaccount=1", or move to cgroup v2.',
    ),
    finding(
      'Storage',
      info.storage !== 'vfs',
      `Storage driver ${info.storage}`,
      'Driver vfs copies the whole image for each machine: set "storage-driver": "overlay2" in /etc/docker/daemon.json.',
    ),
    finding(
      'Memory',
      info.memoryBytes >= LEAST_MEMORY_BYTES,
      `${formatBytes(info.memoryBytes)} of memory, ${info.cores} cores`,
      `Give the host at least ${formatBytes(LEAST_MEMORY_BYTES)}.`,
    ),
  ];
}

/** The line of one image. */
export const imageFinding = (image: string, built: boolean): Finding =>
  finding(
    `Image ${image}`,
    built,
    built ? 'Built and up to date' : 'Not built yet, or its folder has changed since',
    'Run "sandlot images" now; otherwise it is built at the first start.',
  );

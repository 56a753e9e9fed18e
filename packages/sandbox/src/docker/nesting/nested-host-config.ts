/** What a machine with its own Docker engine may do beyond a plain one: everything that its way loosens, in this one place. */
import type { MachineSpec } from '../../runtime.ts';
import type { ContainerBody } from '../engine.ts';
import { CAPABILITIES } from '../hardening.ts';
import profile from './rootless-seccomp.json' with { type: 'json' };
import type { Way } from './ways.ts';

/** Where the engine inside keeps what it has. On a volume: layers cannot be stacked on a container's own. */
export const DATA_FOLDER = '/var/lib/docker';

/**
 * Docker's default profile, and what a user namespace needs to make containers: namespaces and mounts. Keyrings are said
 * not to exist, and runc does without: the host counts them by user id, and students of all machines have one id there.
 */
const SECCOMP = JSON.stringify(profile);

/** Open files as the host's engine gives them: the one inside gives its containers as many, and cannot give more. */
const ULIMITS = [{ Name: 'core', Soft: 0, Hard: 0 }];

const volume = (labels: Record<string, string>) => ({
  Type: 'volume',
  Target: DATA_FOLDER,
  VolumeOptions: { Labels: labels },
});

/** What a way changes of `hardened`. */
function loosened(way: Way, spec: MachineSpec): ContainerBody {
  if (way.runtime) return { Runtime: way.runtime };
  if (way.inner === 'rootless')
    return {
      CgroupnsMode: 'private',
      // Root of the machine prepares cgroups and mounts with these. The student is never root of the machine, see
      // docker/docker/files/docker-engine.sh.
      CapAdd: [...CAPABILITIES, ...spec.capabilities, 'SYS_ADMIN', 'SYS_PTRACE'],
      SecurityOpt: [`seccomp=${SECCOMP}`, 'apparmor=unconfined'],
      Devices: [{ PathOnHost: '/dev/net/tun', PathInContainer: '/dev/net/tun', CgroupPermissions: 'rwm' }],
    };
  return {
    CgroupnsMode: 'private',
    CapAdd: ['ALL'],
    // Not every host has it to give, and what works without it works everywhere.
    CapDrop: ['SYS_RESOURCE'],
    SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
    // The engine inside gives its containers 0, and should not be the first to go when they use too much memory.
    OomScoreAdj: 0,
    MaskedPaths: [],
    ReadonlyPaths: [],
    DeviceCgroupRules: ['a *:* rwm'],
  };
}

/** The HostConfig of a machine made this way, out of that of a plain one; `labels` go to its volume. */
export function nestedHostConfig(
  way: Way,
  spec: MachineSpec,
  plain: ContainerBody & { Mounts: ContainerBody[] },
  labels: Record<string, string>,
): ContainerBody {
  return {
    ...plain,
    ...loosened(way, spec),
    Ulimits: ULIMITS,
    Mounts: [...plain.Mounts, volume(labels)],
  };
}

/** The program that such a machine runs. */
export const nestedCommand = (way: Way): string[] => ['/usr/local/sbin/docker-engine', 'run', way.inner];

/** What a machine may do: every limit and every fence of a plain sandbox, in this one place. */
import type { MachineSpec } from '../runtime.ts';
import type { ContainerBody } from './engine.ts';

/** Root's powers inside: those that logins, sudo, sshd and package scripts need, and no more. */
export const CAPABILITIES = [
  'AUDIT_WRITE', // sudo and sshd write to the audit log and give up when they may not
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'NET_BIND_SERVICE',
  'SETGID',
  'SETUID',
  'SYS_CHROOT', // sshd's separation of privileges
] as const;

/** Open files of one process. */
export const OPEN_FILES = 4096;
const SHM_BYTES = 32 * 2 ** 20;
/** A machine goes before the host's own programs when the host runs out of memory. */
const OOM_SCORE = 500;

/**
 * Where the engine's resolver sends names that are not of this sandbox: the machine itself, where nobody listens.
 * Older engines would ask the host's resolver, which is a way out. Loopback never leaves, whoever asks.
 */
const NOWHERE = '127.0.0.1';

/**
 * The engine's HostConfig of a machine on a host with `cores` processors. `mounts` is what its holder needs: one folder
 * of the host's, read-only, with nothing in it but a program and our socket. `dns` are the servers that a machine with
 * a way out may ask.
 */
export function hardened(
  spec: MachineSpec,
  cores: number,
  mounts: ContainerBody[] = [],
  dns: string[] = [],
): ContainerBody & { Mounts: ContainerBody[] } {
  return {
    Memory: spec.memoryBytes,
    MemorySwap: spec.memoryBytes, // memory and swap together: no swap
    NanoCpus: Math.round(Math.min(spec.cpus, cores) * 1e9),
    PidsLimit: spec.pids,
    Ulimits: [
      { Name: 'nofile', Soft: OPEN_FILES, Hard: OPEN_FILES },
      { Name: 'core', Soft: 0, Hard: 0 },
    ],
    ShmSize: SHM_BYTES,
    OomScoreAdj: OOM_SCORE,
    CapDrop: ['ALL'],
    // NET_ADMIN reaches only the machine's own network namespace: its addresses, routes and packet rules.
    CapAdd: [...CAPABILITIES, ...spec.capabilities],
    // Seccomp, AppArmor, masked /proc and read-only /sys are the engine's defaults, because nothing here loosens them.
    Privileged: false,
    Binds: [],
    Mounts: mounts,
    Devices: [],
    Init: true,
    RestartPolicy: { Name: 'no' },
    LogConfig: { Type: 'none', Config: {} },
    Dns: dns.length > 0 ? dns : [NOWHERE],
    DnsOptions: dns.length > 0 ? ['timeout:3', 'attempts:2'] : ['timeout:1', 'attempts:1'],
    DnsSearch: ['.'],
    Sysctls: {
      'net.ipv4.ping_group_range': '0 2147483647', // ping without NET_RAW
      'net.ipv6.conf.all.disable_ipv6': '1', // the bridge has a link-local address on the host
      'net.ipv6.conf.default.disable_ipv6': '1',
    },
  };
}

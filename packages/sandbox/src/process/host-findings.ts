/** What this host lacks for the embedded runtime, found by trying, and what would help. */
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../runtime.ts';

export interface Lack {
  /** Which line of `sandlot doctor` it belongs to. */
  name: 'bubblewrap' | 'programs' | 'user namespaces' | 'node-pty';
  reason: string;
  remedy: string;
}

const OR_DOCKER = 'or install Docker';
const SEARCH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Debian's packages of the programs that a machine is made with, entered with, and worked in. */
const PROGRAMS: Record<string, string> = {
  nsenter: 'util-linux',
  unshare: 'util-linux',
  setpriv: 'util-linux',
  prlimit: 'util-linux',
  mount: 'mount',
  script: 'bsdutils',
  timeout: 'coreutils',
  tar: 'tar',
  bash: 'bash',
};

function has(program: string, search: string): boolean {
  return search.split(':').some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The first program that is missing, or null. `search` is a PATH. */
export function missingProgram(search = SEARCH): Lack | null {
  if (!has('bwrap', search)) {
    return {
      name: 'bubblewrap',
      reason: 'bubblewrap (the program bwrap) is not installed.',
      remedy: `apt-get install bubblewrap, ${OR_DOCKER}.`,
    };
  }
  const missing = Object.keys(PROGRAMS).find((program) => !has(program, search));
  if (!missing) return null;
  return {
    name: 'programs',
    reason: `The program ${missing} is not installed.`,
    remedy: `apt-get install ${PROGRAMS[missing]}, ${OR_DOCKER}.`,
  };
}

/** A kernel setting by its name with slashes; null where the kernel has none. */
export type ReadSetting = (name: string) => string | null;

export const readSetting: ReadSetting = (name) => {
  try {
    return readFileSync(join('/proc/sys', name), 'utf8').trim();
  } catch {
    return null;
  }
};

/** Why a machine did not start on a host that has all programs: the known settings, else what was said. */
export function explainFailure(said: string, setting: ReadSetting = readSetting): Lack {
  const because = (reason: string, remedy: string): Lack => ({ name: 'user namespaces', reason, remedy });
  if (setting('kernel/unprivileged_userns_clone') === '0') {
    return because(
      'The kernel lets nobody but root make user namespaces (kernel.unprivileged_userns_clone is 0).',
      `sysctl -w kernel.unprivileged_userns_clone=1, ${OR_DOCKER}.`,
    );
  }
  if (setting('user/max_user_namespaces') === '0') {
    return because(
      'The kernel makes no user namespaces (user.max_user_namespaces is 0).',
      `sysctl -w user.max_user_namespaces=10000, ${OR_DOCKER}.`,
    );
  }
  if (setting('kernel/apparmor_restrict_unprivileged_userns') === '1') {
    return because(
      'AppArmor restricts user namespaces (kernel.apparmor_restrict_unprivileged_userns is 1).',
      `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, ${OR_DOCKER}.`,
    );
  }
  return because(
    `A machine was tried and did not start: ${said}`,
    `Allow user namespaces and mounts to the account that runs Sandlot (in a container they are often forbidden), ${OR_DOCKER}.`,
  );
}

/** All lines for `sandlot doctor`. */
export function findingsOf(lack: Lack | null): Finding[] {
  const order = ['bubblewrap', 'programs', 'node-pty', 'user namespaces'] as const;
  const good: Record<Lack['name'], string> = {
    bubblewrap: 'bubblewrap is installed.',
    programs: 'The programs that enter machines are installed.',
    'node-pty': 'Terminals work.',
    'user namespaces': 'A machine was started and entered.',
  };
  // What comes after the lack was not tried.
  const known = lack ? order.slice(0, order.indexOf(lack.name) + 1) : order;
  return [
    ...known.map((name) =>
      lack?.name === name
        ? { name, ok: false, reason: lack.reason, remedy: lack.remedy }
        : { name, ok: true, reason: good[name], remedy: '' },
    ),
    { name: 'several machines', ok: false, ...ONE_MACHINE },
  ];
}

export const ONE_MACHINE = {
  reason: 'Without Docker a sandbox has one machine: there is no network between machines.',
  remedy: 'Install Docker and start Sandlot again.',
};

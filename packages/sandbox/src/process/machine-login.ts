/** Users, homes and environments inside a machine. Nothing of our own environment is part of them. */
import { type MachineSpec, SandboxError } from '../runtime.ts';

/** The number that the student has inside a machine; root is 0. */
export const STUDENT_UID = 1000;

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const homeOf = (user: string): string => (user === 'root' ? '/root' : `/home/${user}`);

/** Throws `unsupported` for a user that the machine does not have. */
export function mustBeUser(spec: MachineSpec, user: string): void {
  if (user === 'root' || user === spec.user) return;
  throw new SandboxError(
    'unsupported',
    `Machine ${spec.name} has no user ${user}, only root and ${spec.user}.`,
  );
}

/** For scripts: small and fixed. */
export function scriptEnv(spec: MachineSpec, user: string): Record<string, string> {
  return {
    PATH,
    HOME: homeOf(user),
    LANG: 'C.UTF-8',
    STUDENT_USER: spec.user,
    STUDENT_HOME: homeOf(spec.user),
  };
}

/** For terminals: what a login gives. */
export function loginEnv(user: string): Record<string, string> {
  return {
    PATH,
    HOME: homeOf(user),
    USER: user,
    LOGNAME: user,
    SHELL: '/bin/bash',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
  };
}

/** The environment of what we start on a machine. Images follow Debian: homes are /home/NAME, root's is /root. */
import type { MachineSpec } from '../runtime.ts';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const homeOf = (user: string): string => (user === 'root' ? '/root' : `/home/${user}`);

/** For scripts: small and fixed, with `extra` beside it. */
export function scriptEnv(spec: MachineSpec, user: string, extra: Record<string, string>): string[] {
  const env = {
    PATH,
    HOME: homeOf(user),
    LANG: 'C.UTF-8',
    STUDENT_USER: spec.user,
    STUDENT_HOME: homeOf(spec.user),
    ...extra,
  };
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

/** For terminals: what a login gives. */
export function loginEnv(user: string): string[] {
  return [
    `PATH=${PATH}`,
    `HOME=${homeOf(user)}`,
    `USER=${user}`,
    `LOGNAME=${user}`,
    'SHELL=/bin/bash',
    'LANG=C.UTF-8',
    'TERM=xterm-256color',
    'COLORTERM=truecolor',
  ];
}

/** A login shell on a machine, on a terminal of the machine's own. */
import type { Pty } from '../runtime.ts';
import { type Entrance, enterCommand } from './enter-machine.ts';
import { foregroundOf } from './foreground.ts';
import { loginEnv } from './machine-login.ts';
import { openPty } from './machine-pty.ts';

/**
 * Our PTY is a file of the host, and no name inside leads to it: `tty` and tmux would find none. So script(1) opens
 * another one inside and carries bytes between the two. It takes no notice of a hang-up, so it is killed with the
 * program that entered: its terminal hangs up in its turn, and nothing of it stays when who opened it is gone.
 */
const LOGIN = 'cd; exec script --quiet --return --command "exec bash -l" /dev/null';
const UNTIL_HANG_UP = ['setpriv', '--pdeathsig', 'KILL', '--'];

/** What to start on a terminal for a login shell of the machine's user, and with which environment. */
export function shellOf(entrance: Entrance): { command: string[]; env: Record<string, string> } {
  const { user } = entrance.spec;
  const command = enterCommand(entrance, user, [...UNTIL_HANG_UP, 'sh', '-c', LOGIN], 2);
  return { command, env: loginEnv(user) };
}

/** Opens a login shell of the machine's user that ends with this process. */
export function openMachineTerminal(entrance: Entrance, size: { cols: number; rows: number }): Pty {
  const { command, env } = shellOf(entrance);
  return openPty(command, env, size, foregroundOf);
}

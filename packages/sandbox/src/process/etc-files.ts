/** The small /etc of a machine: who there is, what the machine is called, how a shell greets. */
import type { MachineSpec } from '../runtime.ts';
import { homeOf, STUDENT_UID } from './machine-login.ts';

/** Files and folders of the host's own /etc that its programs want to read; none of them holds a secret. */
export const SHARED_ETC = ['alternatives', 'ld.so.cache', 'manpath.config', 'protocols', 'services'];

const PROFILE = `# Read by every login shell.
umask 022
if [ -n "$BASH_VERSION" ]; then . /etc/bash.bashrc; fi
`;

const BASHRC = `# Read by every interactive bash.
case $- in *i*) ;; *) return ;; esac

HISTCONTROL=ignoreboth
HISTSIZE=5000
shopt -s histappend checkwinsize globstar

# user@host in green (red for root), the folder in blue.
if [ "$EUID" -eq 0 ]; then sandlot_colour=31; else sandlot_colour=32; fi
PS1='\\[\\e['$sandlot_colour'm\\]\\u@\\h\\[\\e[0m\\]:\\[\\e[34m\\]\\w\\[\\e[0m\\]\\$ '
# Marks that no screen shows (OSC 133): where a prompt begins and ends, where output begins, how a command ended.
case $TERM in
  '' | dumb | linux) ;;
  *)
    PS1='\\[\\e]133;D;$?\\a\\e]133;A\\a\\]'$PS1'\\[\\e]133;B\\a\\]'
    PS0='\\e]133;C\\a'
    ;;
esac
unset sandlot_colour

alias ls='ls --color=auto'
alias grep='grep --color=auto'
alias diff='diff --color=auto'
alias ll='ls -alF'
`;

const NSSWITCH = `passwd: files
group: files
hosts: files
services: files
protocols: files
`;

/** Path below /etc -> text. */
export function etcFiles({ name, user }: Pick<MachineSpec, 'name' | 'user'>): Record<string, string> {
  const student = user === 'root' ? [] : [{ user, uid: STUDENT_UID }];
  const users = [{ user: 'root', uid: 0 }, ...student, { user: 'nobody', uid: 65534 }];
  const shell = (who: string) => (who === 'nobody' ? '/usr/sbin/nologin' : '/bin/bash');
  const home = (who: string) => (who === 'nobody' ? '/nonexistent' : homeOf(who));
  const groupOf = (who: string) => (who === 'nobody' ? 'nogroup' : who);
  const lines = (all: string[]) => `${all.join('\n')}\n`;
  return {
    passwd: lines(
      users.map((u) => `${u.user}:x:${u.uid}:${u.uid}:${u.user}:${home(u.user)}:${shell(u.user)}`),
    ),
    group: lines([...users.map((u) => `${groupOf(u.user)}:x:${u.uid}:`), 'tty:x:5:']),
    hostname: `${name}\n`,
    hosts: `127.0.0.1 localhost\n127.0.1.1 ${name}\n::1 localhost ip6-localhost\n`,
    'nsswitch.conf': NSSWITCH,
    profile: PROFILE,
    'bash.bashrc': BASHRC,
  };
}

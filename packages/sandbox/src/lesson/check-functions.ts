/** What stands before each check. It goes in by standard input with it, so nobody in the sandbox can change it. */
import type { FunctionsFile } from '@sandlot/lesson';

/** The functions that every check has. For dash; described in docs/authors.md. */
export const CHECK_FUNCTIONS = String.raw`
not_yet() { printf '%s\n' "$*"; exit 1; }
cannot_check() { printf '%s\n' "$*"; exit 2; }
listening() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$(printf %04X "$1")" -v from="$2" '
    $4 == "0A" {
      split($2, at, ":")
      own = at[1] ~ /^......7F$/ || at[1] ~ /^0+01000000$/ || at[1] ~ /^0+FFFF0000......7F$/
      if (at[2] == port && !(from == "any" && own)) found = 1
    }
    END { exit !found }'
}
http_status() { curl -s -o /dev/null -m 2 -w '%{http_code}' -- "$1" || true; }
http_body() { curl -s -m 2 -- "$1" || true; }
pid_of() {
  for _dir in /proc/[0-9]*; do
    [ "$_dir" != "/proc/$$" ] || continue
    [ "$(cat "$_dir/comm" 2>/dev/null)" = "$(printf %.15s "$1")" ] || continue
    case "$(sed 's/.*) //' "$_dir/stat" 2>/dev/null)" in '' | Z*) continue ;; esac
    printf '%s\n' "$${'{'}_dir#/proc/}"
    return 0
  done
  return 1
}
process_running() { pid_of "$1" >/dev/null; }
_namespace() { readlink "/proc/$2/ns/$1" 2>/dev/null; }
same_namespace() {
  _one=$(_namespace "$1" "$2") && _other=$(_namespace "$1" "$3") && [ "$_one" = "$_other" ]
}
different_namespace() {
  _one=$(_namespace "$1" "$2") && _other=$(_namespace "$1" "$3") && [ "$_one" != "$_other" ]
}
container_running() { [ "$(docker inspect -f '{{.State.Running}}' -- "$1" 2>/dev/null)" = true ]; }
container_pid() { container_running "$1" && docker inspect -f '{{.State.Pid}}' -- "$1"; }
container_cgroup() {
  _pid=$(container_pid "$1") || return 1
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    _path=$(sed -n 's/^0:://p' "/proc/$_pid/cgroup" 2>/dev/null)
    printf '%s\n' "/sys/fs/cgroup$_path"
  else
    _path=$(awk -F: -v name="$2" '{ n = split($2, all, ","); for (i = 1; i <= n; i++) if (all[i] == name) print $3 }' "/proc/$_pid/cgroup" 2>/dev/null)
    printf '%s\n' "/sys/fs/cgroup/$2$_path"
  fi
  [ -n "$_path" ]
}
memory_limit() { cat "$1/memory.max" 2>/dev/null || cat "$1/memory.limit_in_bytes" 2>/dev/null; }
file_mode() { stat -L -c %a -- "$1" 2>/dev/null; }
file_owner() { stat -L -c %U:%G -- "$1" 2>/dev/null; }
`.trimStart();

/** A check with all that stands before it: our functions, then those of its author's files. */
export const withFunctions = (check: string, files: FunctionsFile[] = []): string =>
  CHECK_FUNCTIONS + files.map(({ text }) => text).join('') + check;

const linesOf = (text: string): number => text.split('\n').length - 1;

/** What the shell says of line 3 is about line 3 of the author's file; where that is a file of functions, it is named. */
export const ownLines = (output: string, files: FunctionsFile[] = []): string =>
  output.replaceAll(/^((?:\S*\/)?(?:da|ba)?sh: )(?:line )?(\d+)(?=: )/gm, (written, shell, line) => {
    let own = Number(line) - linesOf(CHECK_FUNCTIONS);
    if (own <= 0) return written;
    for (const { file, text } of files) {
      if (own <= linesOf(text)) return `${shell}${file}: ${own}`;
      own -= linesOf(text);
    }
    return `${shell}${own}`;
  });

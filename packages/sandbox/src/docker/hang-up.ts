/** Closing a terminal's window from outside: the shell gets HUP, and what ignores that is ended. */
import type { Engine } from './engine.ts';

/** HUP, as if the window was closed; a shell that is still there after 2 s is killed. Detached programs go on. */
const HANG_UP = `kill -HUP "$1" || exit 0
for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || exit 0; sleep 0.2 || break; done
kill -KILL "$1"`;

/**
 * Shells that earlier brokers opened: processes without a parent here (an exec's) that lead a session on a terminal.
 * What a student detached has a parent, if only process 1; a running script has no terminal.
 */
const ORPHANS = `for dir in /proc/[0-9]*; do
  pid=\${dir#/proc/}
  [ "$pid" = 1 ] && continue
  read -r stat <"$dir/stat" || continue
  set -- \${stat##*) }
  [ "$2" = 0 ] && [ "$4" = "$pid" ] && [ "$5" != 0 ] || continue
  grep -qz "^SANDLOT_BROKER=$BROKER\\$" "$dir/environ" || echo "$pid"
done`;

async function asRoot(
  engine: Engine,
  containerId: string,
  command: string[],
  env: string[] = [],
): Promise<void> {
  const { stream } = await engine.exec(containerId, { command, user: 'root', env, tty: false });
  await new Promise<void>((resolve) =>
    stream
      .on('error', () => {})
      .on('close', resolve)
      .resume()
      .end(),
  );
}

/** Resolves when the shell has gone. */
export const hangUp = (engine: Engine, containerId: string, pid: number): Promise<void> =>
  asRoot(engine, containerId, ['/bin/sh', '-c', HANG_UP, 'sh', String(pid)]);

/** Hangs up the shells of a machine that another broker than this one opened: nobody can attach to them again. */
export const hangUpOrphans = (engine: Engine, containerId: string, broker: string): Promise<void> =>
  asRoot(
    engine,
    containerId,
    ['/bin/sh', '-c', `for pid in $(${ORPHANS}); do (set -- "$pid"; ${HANG_UP}) & done; wait`],
    [`BROKER=${broker}`],
  );

/**
 * The command of a program that is followed: it lives as long as its standard input is open to us, so that neither a
 * broker that is killed nor a cut line leaves it behind. Plain shell, which every machine has.
 */
const LIFELINE = `
exec 2>/dev/null 3<&0 </dev/null
setsid "$@" 3<&- &
it=$!
{ while read -r line; do :; done <&3; kill -s KILL -- "-$it" "$it"; } >/dev/null &
line=$!
exec >/dev/null 3<&-
wait "$it"
kill -s KILL -- "-$it" "$line"
`;

/** Runs a program with nothing to read and its errors thrown away; the end of input ends it, and all of its group. */
export const followCommand = (command: string[]): string[] => ['sh', '-c', LIFELINE, 'sh', ...command];

/** Where a shell says in its output that a command has ended. Knows no screen. */

/** OSC 133, as our shells print it: A and B around a prompt, C before a command's output, D behind it. */
const MARK = '\u001b]133;';
/** A prompt with its marks, and what a line editor sends behind it. */
const NEAR_THE_END = 512;

/**
 * True when the last mark in these bytes is a prompt's. A mark that came in two pieces is not seen: then it is false,
 * and the output settles all the same.
 */
export function endsInPrompt(bytes: Uint8Array): boolean {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(-NEAR_THE_END);
  const at = end.lastIndexOf(MARK, undefined, 'latin1');
  return at >= 0 && end[at + MARK.length] === 'B'.charCodeAt(0);
}

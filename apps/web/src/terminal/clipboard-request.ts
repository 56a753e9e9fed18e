/** OSC 52: a program's wish about the clipboard. Only writing is heard; what the user copied is nobody's to read. */

/** The largest text that a program may put on the clipboard. */
export const CLIPBOARD_CHARS = 1024 * 1024;

/** The text that a program wants on the clipboard; null when it asks to read, to clear, or for too much. */
export function clipboardText(data: string): string | null {
  const split = data.indexOf(';');
  if (split < 0) return null;
  const [selection, encoded] = [data.slice(0, split), data.slice(split + 1)];
  // `p` and `q` name selections that a browser does not have.
  if (/^[pq]+$/.test(selection) || encoded === '?' || encoded.length > (CLIPBOARD_CHARS * 4) / 3) return null;
  try {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes) || null;
  } catch {
    return null;
  }
}

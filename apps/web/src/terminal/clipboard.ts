/** The system's clipboard, as far as this page may use it. */

/** Puts a text on the clipboard. Without HTTPS a browser gives no clipboard, but still obeys the old command. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** What is on the clipboard; null when the browser does not tell. */
export async function readClipboard(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return null;
  }
}

/** False where a page may only hear pastes, not read the clipboard: over plain HTTP, and in some browsers. */
export const mayReadClipboard = () => typeof navigator.clipboard?.readText === 'function';

function copyByCommand(text: string): boolean {
  const keyboard = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('style', 'position:fixed;opacity:0');
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (keyboard instanceof HTMLElement) keyboard.focus({ preventScroll: true });
  return done;
}

/** What terminals are called, on each machine: letters, digits and dashes, at most 40. */
export const TERMINAL_NAME = /^[A-Za-z0-9-]{1,40}$/;

/** Throws RangeError for anything else. */
export function checkName(name: string): void {
  if (TERMINAL_NAME.test(name)) return;
  throw new RangeError(
    `A terminal's name has 1 to 40 letters, digits and dashes; ${JSON.stringify(name.slice(0, 50))} has not.`,
  );
}

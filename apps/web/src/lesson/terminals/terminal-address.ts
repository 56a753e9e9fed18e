/** How a terminal is named: its machine and its own name there. */

export interface TerminalAddress {
  machine: string;
  name: string;
}

/** Each machine's first terminal; it has its tab before it is open, and after it has ended. */
export const MAIN = 'main';

/** One word for an address: `m1:main`. Neither part has a colon. */
export function keyOf({ machine, name }: TerminalAddress): string {
  return `${machine}:${name}`;
}

/** The address that keyOf made a word of. */
export function addressOf(key: string): TerminalAddress {
  const [machine = '', name = MAIN] = key.split(':');
  return { machine, name };
}

/** What a new terminal is called: the smallest number from 2 that is not taken. */
export function freeName(taken: readonly string[]): string {
  let number = 2;
  while (taken.includes(String(number))) number += 1;
  return String(number);
}

/** How a terminal is called on the page, unless the student has given it a title. */
export function nameInWords({ machine, name }: TerminalAddress): string {
  return name === MAIN ? machine : `${machine} ${name}`;
}

/** Why a machine does not run, for a person. */
const RESET = 'Reset gives a clean one.';

/** A machine that ran and does not any more. */
export const stoppedMessage = (machine: string): string =>
  `Machine ${machine} has stopped: its first process has ended. ${RESET}`;

/** A machine that the host took down with itself. */
export const rebootedMessage = (machine: string): string =>
  `Machine ${machine} has stopped: the host was restarted. ${RESET}`;

/** A machine that was on record before it ran. */
export const halfMadeMessage = (machine: string): string =>
  `Machine ${machine} was not finished: Sandlot stopped while it was made. ${RESET}`;

/** What can go wrong between us and the engine, in two kinds: it refused a request, or it did not answer. */
import { SandboxError } from '../runtime.ts';

/** The engine answered, with an error. */
export class EngineRefusal extends Error {
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineRefusal';
    this.status = status;
  }
}

/** True when the engine said that there is no such thing. */
export const isMissing = (error: unknown): boolean => error instanceof EngineRefusal && error.status === 404;

/** True when the engine said that it is already so, or already being done. */
export const isConflict = (error: unknown): boolean => error instanceof EngineRefusal && error.status === 409;

interface WireError {
  message?: string;
  code?: string;
  statusCode?: number;
  json?: unknown;
}

function said(error: WireError): string {
  const json = error.json;
  if (json && typeof json === 'object' && 'message' in json && typeof json.message === 'string') {
    return json.message;
  }
  return (error.message ?? '').replace(/^\(HTTP code \d+\) [^-]*- /, '').trim();
}

/** Turns what the client library throws into an EngineRefusal or a SandboxError that a person can act on. */
export function engineFault(error: unknown): Error {
  if (error instanceof SandboxError || error instanceof EngineRefusal) return error;
  const wire = (error ?? {}) as WireError;
  const message = said(wire);
  if (/no space left on device|disk quota exceeded/i.test(message)) {
    return new SandboxError(
      'room',
      `The Docker engine's disk is full (${message}). Free some space, for example with "docker system prune", then try again.`,
      { cause: error },
    );
  }
  if (wire.statusCode) return new EngineRefusal(wire.statusCode, message, { cause: error });
  const remedy =
    wire.code === 'EACCES'
      ? 'This user may not use it: add the user to the group "docker" and sign in again.'
      : 'Start it, for example with "sudo systemctl start docker"; running sandboxes are found again.';
  return new SandboxError(
    'engine',
    `The Docker engine does not answer (${message || 'no reason given'}). ${remedy}`,
    {
      cause: error,
    },
  );
}

/** What is told in the place of a preview, in words: one page for each state. */
import { SandboxError } from '@sandlot/sandbox';
import { spoken } from '../sandboxes/lifetime.ts';
import type { LiveMachine } from '../sandboxes/live-sandbox.ts';
import { TooManyConnections } from './port-agent.ts';
import type { PreviewPage } from './preview-page.ts';

/** Node reads no more than this of an answer's headers, unless told otherwise. */
export const HEADER_BYTES = 16 * 1024;

export const NO_SUCH_ADDRESS: PreviewPage = {
  status: 404,
  title: 'There is no preview here',
  text: 'Previews of ports are opened from a lesson: by a link in its text, or by “Open a port” beside the terminals.',
};

export const ENDED: PreviewPage = {
  status: 410,
  title: 'This sandbox has ended',
  text: 'Its machines are gone, and this address with them. Start the lesson again, and open the port from there.',
};

export const NOT_YOURS: PreviewPage = {
  status: 403,
  title: 'Open this from the lesson',
  text: 'A port of a sandbox is seen only by the person whose sandbox it is. If it is yours, go to its lesson and open the port there: this browser may have forgotten that you did.',
};

export const USED_UP: PreviewPage = {
  status: 403,
  title: 'This link is used up',
  text: 'It opens a port once, and within half a minute. Go to the lesson and open the port there again.',
};

export const FOREIGN: PreviewPage = {
  status: 403,
  title: 'Not from another site',
  text: 'This request comes from a page that is not of this sandbox, and so it was not passed on.',
};

export const ENGINE_DOWN: PreviewPage = {
  status: 503,
  title: 'The engine does not answer',
  text: 'What runs the machines is away. Nothing is lost; this page goes on when it is back.',
  again: true,
};

export const noDomain = (host: string): PreviewPage => ({
  status: 422,
  title: 'Ports cannot be opened here',
  text: `Sandlot is opened as ${host}, and previews have no domain of their own there. Whoever runs it sets \`SANDLOT_PREVIEW_DOMAIN\`; docs/admins.md tells how. On the computer that runs it, ports open when the page is opened as localhost.`,
});

export const noMachine = (machine: string): PreviewPage => ({
  status: 404,
  title: `There is no machine ${machine}`,
  text: 'This sandbox has no machine of that name. Open the port from the lesson.',
});

export const noPort = (port: string): PreviewPage => ({
  status: 404,
  title: 'That is no port',
  text: `A port is a whole number from 1 to 65535, and this is ${port}.`,
});

/** Why nothing can be asked of a machine now; null when it can. */
export function notReady(machine: LiveMachine): PreviewPage | null {
  const { name } = machine.spec;
  switch (machine.state) {
    case 'ready':
      return null;
    case 'creating':
      return {
        status: 503,
        title: `Machine ${name} is being made`,
        text: 'In a few seconds it is there.',
        again: true,
      };
    case 'resetting':
      return {
        status: 503,
        title: `Machine ${name} is being reset`,
        text: 'A clean one takes its place. What listened on this port has to be started again there.',
        again: true,
      };
    case 'stopped':
      return {
        status: 503,
        title: `Machine ${name} has stopped`,
        text: machine.message ?? 'Reset gives a clean one.',
        again: true,
      };
  }
}

/** No answer within the limit. */
export const silent = (port: number, machine: string, idleMs: number): PreviewPage => ({
  status: 504,
  title: `Port ${port} of ${machine} is silent`,
  text: `Something listens there, and has sent nothing for ${spoken(idleMs)}, the longest that a preview waits. Look at what it does, or start it again.`,
});

/** What went wrong between us and the port. `most`: connections to one sandbox. */
export function failed(
  error: unknown,
  { port, machine }: { port: number; machine: string },
  most: number,
): PreviewPage {
  if (error instanceof TooManyConnections) {
    return {
      status: 503,
      title: 'Too many connections',
      text: `This sandbox has ${most} connections of previews open, the most there may be. Close some tabs, or end what holds many connections open.`,
      again: true,
    };
  }
  if (error instanceof SandboxError) return ofSandbox(error, port, machine);
  if ((error as NodeJS.ErrnoException).code === 'HPE_HEADER_OVERFLOW') {
    return {
      status: 502,
      title: 'Headers too large',
      text: `Port ${port} of ${machine} answers with more than ${HEADER_BYTES / 1024} KiB of headers, the most that a preview passes on.`,
    };
  }
  return {
    status: 502,
    title: `Port ${port} of ${machine} gave no page`,
    text: 'Something listens there, but it broke off without an answer in HTTP. If it is a web server, its own output may tell why.',
    command: { text: 'ss -ltnp', tells: 'which program listens' },
  };
}

function ofSandbox(error: SandboxError, port: number, machine: string): PreviewPage {
  switch (error.code) {
    case 'refused':
      return {
        status: 502,
        title: `Nothing answers on port ${port} of ${machine}`,
        text: 'Start a server there, and this page shows what it serves. Does it run already? Then look on which port:',
        command: { text: 'ss -ltn', tells: `on ${machine}: who listens` },
        again: true,
      };
    case 'engine':
      return ENGINE_DOWN;
    case 'not_found':
      return ENDED;
    case 'stopped':
      return { status: 503, title: `Machine ${machine} has stopped`, text: error.message, again: true };
    default:
      return { status: 502, title: 'This port cannot be opened', text: error.message };
  }
}

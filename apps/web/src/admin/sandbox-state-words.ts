import type { AdminSandbox } from '@sandlot/protocol';
import type { Tone } from '../ui/pill.tsx';

/** How a sandbox stands, in a word or two: the most pressing thing of its machines first. */
export function sandboxStateWords({ state, queuePlace, machines }: AdminSandbox): {
  tone: Tone;
  text: string;
} {
  if (state === 'queued')
    return { tone: 'plain', text: queuePlace === null ? 'Waiting' : `Waiting, number ${queuePlace}` };
  if (state === 'image') return { tone: 'wait', text: 'Getting the image' };
  if (state === 'creating' || state === 'starting') return { tone: 'wait', text: 'Starting' };
  if (state === 'ending' || state === 'ended') return { tone: 'plain', text: 'Ending' };
  const names = (which: string) => machines.filter((one) => one.state === which).map((one) => one.name);
  const stopped = names('stopped');
  if (stopped.length > 0) return { tone: 'fail', text: `Stopped: ${stopped.join(', ')}` };
  const resetting = [...names('resetting'), ...names('creating')];
  if (resetting.length > 0) return { tone: 'wait', text: `Resetting ${resetting.join(', ')}` };
  return { tone: 'pass', text: 'Ready' };
}

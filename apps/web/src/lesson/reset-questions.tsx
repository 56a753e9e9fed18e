'use client';
import type { Confirmation } from '../ui/confirm-dialog.tsx';
import { useLesson } from './lesson-session.tsx';
import { MAIN } from './terminals/terminal-address.ts';
import { useTerminals } from './terminals/terminals-session.tsx';

/** What is asked before something is thrown away: what is lost, and what stays. */
export function useResetQuestions() {
  const { reset, end, tellProblem } = useLesson();
  const { showTab } = useTerminals();
  /** The page shows how it goes on; the question need not stay for that. */
  const begin = async (done: Promise<string | null>) => {
    void done.then(tellProblem);
    return null;
  };
  const kept = 'What you have passed stays passed.';
  return {
    machine: (name: string): Confirmation => ({
      title: `Reset machine ${name}?`,
      body: `You get a clean ${name} in a few seconds. Its files and running programs are gone; the other machines stay as they are. ${kept}`,
      action: `Reset ${name}`,
      run: () => {
        showTab({ machine: name, name: MAIN });
        return begin(reset(name));
      },
    }),
    all: (): Confirmation => ({
      title: 'Reset all machines?',
      body: `You get clean machines in a few seconds. All files and running programs on them are gone. ${kept}`,
      action: 'Reset all',
      run: () => begin(reset()),
    }),
    end: (): Confirmation => ({
      title: 'End the sandbox?',
      body: `Its machines and all that is on them are removed. ${kept}`,
      action: 'End sandbox',
      danger: true,
      run: () => begin(end()),
    }),
  };
}

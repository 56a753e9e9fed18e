'use client';
import { clsx } from 'clsx';
import { ChevronDown, Play } from 'lucide-react';
import { buttonClass } from '../ui/button.tsx';
import { Dropdown, DropdownItem } from '../ui/dropdown.tsx';
import { HintTooltip } from '../ui/hint-tooltip.tsx';
import { useLesson } from './lesson-session.tsx';
import { MAIN, nameInWords, type TerminalAddress } from './terminals/terminal-address.ts';
import { useTerminals } from './terminals/terminals-session.tsx';

interface RunButtonProps {
  code: string;
  /** "" or nothing: the terminal that is shown. */
  on?: string;
  /** One of that machine's terminals; nothing: its first. */
  terminal?: string;
  /** Ctrl+C comes first. */
  interrupt?: boolean;
}

/** Where a command goes and how it is called there, and why it cannot be typed now; null when it can. */
function useTarget({ code, on, terminal, interrupt = false }: RunButtonProps) {
  const { ready, facts } = useLesson();
  const { run, current } = useTerminals();
  const address: TerminalAddress = on ? { machine: on, name: terminal ?? MAIN } : current;
  const found = ready?.machines.find((one) => one.name === address.machine);
  const title = found?.terminals.find((one) => one.name === address.name)?.title;
  const whyNot = ready
    ? found?.state === 'ready'
      ? null
      : `Machine ${address.machine} is not ready.`
    : facts.cannotRun && !facts.cannotRun.passing
      ? 'This host cannot run the lesson.'
      : 'Start the sandbox first.';
  const start = (first = interrupt) => {
    if (whyNot === null) run({ code, machine: address.machine, terminal: address.name, interrupt: first });
  };
  return { name: title ?? nameInWords(address), whyNot, start };
}

/** Types a command into a terminal, Enter included; the small button beside it ends what runs there first. */
export function RunButton(props: RunButtonProps) {
  const { name, whyNot, start } = useTarget(props);
  const { interrupt = false } = props;
  return (
    <span className="inline-flex">
      <HintTooltip text={whyNot ?? (interrupt && 'Sends Ctrl+C first, which ends what runs there')}>
        <button
          type="button"
          aria-disabled={whyNot !== null}
          className={clsx(buttonClass({ size: 'sm' }), !interrupt && !whyNot && '!rounded-r-none')}
          onClick={() => start()}
        >
          <Play size={10} fill="currentColor" aria-hidden="true" />
          {interrupt && 'Ctrl+C, then run'}
          {!interrupt && 'Run'} in {name}
        </button>
      </HintTooltip>
      {!interrupt && !whyNot && (
        <Dropdown
          trigger={
            <button
              type="button"
              aria-label={`More ways to run in ${name}`}
              className={clsx(buttonClass({ size: 'sm' }), '!rounded-l-none !border-l-0 !px-1 text-ink-3')}
            >
              <ChevronDown size={12} aria-hidden="true" />
            </button>
          }
        >
          <DropdownItem note="Ends what runs there first" onSelect={() => start(true)}>
            Ctrl+C, then run in {name}
          </DropdownItem>
        </Dropdown>
      )}
    </span>
  );
}

/** The same, as a command in the middle of a sentence. */
export function RunChip(props: RunButtonProps) {
  const { name, whyNot, start } = useTarget(props);
  const { code, interrupt = false } = props;
  const how = interrupt ? `Sends Ctrl+C to ${name}, then types it` : `Types it into ${name}`;
  return (
    <HintTooltip text={whyNot ?? how}>
      <button
        type="button"
        aria-disabled={whyNot !== null}
        aria-label={interrupt ? `Ctrl+C, then run ${code} in ${name}` : `Run ${code} in ${name}`}
        onClick={() => start()}
        className="inline-flex items-baseline gap-1.5 rounded-xs border border-line-strong bg-panel px-1.5 font-medium font-mono text-[0.875em] text-ink leading-[1.5] hover:border-accent hover:text-accent aria-disabled:cursor-not-allowed aria-disabled:opacity-60"
      >
        <Play size={9} fill="currentColor" aria-hidden="true" className="self-center" />
        {code}
      </button>
    </HintTooltip>
  );
}

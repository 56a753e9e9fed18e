'use client';
import { ExternalLink } from 'lucide-react';
import { HintTooltip } from '../ui/hint-tooltip.tsx';
import { useLesson } from './lesson-session.tsx';
import { portAddress } from './port-address.ts';
import { useFilled } from './use-values.ts';

interface PortLinkProps {
  port: number | string;
  /** The playground's first when left out. */
  machine?: string;
  path?: string;
}

const LOOK =
  'inline-flex items-baseline gap-1.5 rounded-xs border border-line-strong bg-panel px-1.5 font-medium font-mono text-[0.875em] leading-[1.5]';

/** `:port[...]` of a lesson: shows what a port of the machine serves, in a tab of its own. */
export function PortLink({ port, machine, path }: PortLinkProps) {
  const { ready, facts } = useLesson();
  const filled = useFilled();
  const on = machine ?? facts.machines[0]?.name ?? '';
  const page = path && filled(path);
  const label = (
    <>
      <ExternalLink size={11} aria-hidden="true" className="self-center" />
      {on}:{port}
      {page}
    </>
  );
  if (!ready) {
    return (
      <HintTooltip text="Start the sandbox first.">
        <button
          type="button"
          aria-disabled="true"
          className={`${LOOK} cursor-not-allowed text-ink opacity-60`}
        >
          {label}
        </button>
      </HintTooltip>
    );
  }
  return (
    <HintTooltip text={`Opens port ${port} of ${on} in a new tab`}>
      <a
        href={portAddress(ready.id, on, port, page)}
        target="_blank"
        rel="noopener"
        aria-label={`Open port ${port} of ${on}${page ? `, page ${page}` : ''}, in a new tab`}
        className={`${LOOK} !text-ink !no-underline hover:border-accent hover:!text-accent`}
      >
        {label}
      </a>
    </HintTooltip>
  );
}

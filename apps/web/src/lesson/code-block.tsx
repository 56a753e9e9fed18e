import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { RunButton } from './run-button.tsx';

interface CodeBlockProps {
  code: string;
  language?: string;
  /** A machine, "" for the current one; missing: not to be run. */
  run?: string;
  copy?: boolean;
  /** Highlighted lines. */
  children?: ReactNode;
}

/** A fence of a lesson: code, and the buttons that its author asked for. */
export function CodeBlock({ code, run, copy, children }: CodeBlockProps) {
  const actions = run !== undefined || copy;
  return (
    <div className="code-block flex items-start gap-2.5 rounded-lg border bg-sunk py-2 pr-2 pl-3 phone:flex-col phone:gap-1.5 phone:pr-3">
      <pre className="min-w-0 max-w-full flex-1 whitespace-pre-wrap py-[3px] [overflow-wrap:anywhere] text-ink phone:w-full">
        <code>{children ?? code}</code>
      </pre>
      {actions && (
        <div className="flex shrink-0 items-center gap-1 phone:self-end">
          {copy && <CopyButton text={code} />}
          {run !== undefined && <RunButton code={code} on={run} />}
        </div>
      )}
    </div>
  );
}

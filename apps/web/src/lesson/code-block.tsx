'use client';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { RunButton } from './run-button.tsx';
import { useFilled } from './use-values.ts';

interface CodeBlockProps {
  code: string;
  language?: string;
  /** A machine, "" for the current one; missing: not to be run. */
  run?: string;
  /** One of that machine's terminals; missing: its first. */
  terminal?: string;
  /** Ctrl+C comes first. */
  interrupt?: boolean;
  copy?: boolean;
  /** Highlighted lines. */
  children?: ReactNode;
}

/** A fence of a lesson: code, and the buttons that its author asked for. */
export function CodeBlock(props: CodeBlockProps) {
  const { language, run, terminal, interrupt, copy, children } = props;
  const code = useFilled()(props.code);
  // A drawing falls apart when its lines are broken: it is moved sideways instead.
  const drawing = !language || language === 'text';
  const actions = run !== undefined || copy;
  return (
    <div className="code-block flex items-start gap-2.5 rounded-lg border bg-sunk py-2 pr-2 pl-3 phone:flex-col phone:gap-1.5 phone:pr-3">
      <pre
        tabIndex={drawing ? 0 : undefined}
        className={clsx(
          'min-w-0 max-w-full flex-1 py-[3px] text-ink phone:w-full',
          drawing ? 'overflow-x-auto whitespace-pre' : 'whitespace-pre-wrap [overflow-wrap:anywhere]',
        )}
      >
        <code>{children ?? code}</code>
      </pre>
      {actions && (
        <div className="flex shrink-0 items-center gap-1 phone:self-end">
          {copy && <CopyButton text={code} />}
          {run !== undefined && <RunButton code={code} on={run} terminal={terminal} interrupt={interrupt} />}
        </div>
      )}
    </div>
  );
}

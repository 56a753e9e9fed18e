'use client';
import { CopyChip } from './copy-button.tsx';
import { RunChip } from './run-button.tsx';
import { useFilled } from './use-values.ts';

/** `:run[...]` of a lesson. */
export function InlineRun({ code, machine, terminal, interrupt }: InlineRunProps) {
  return <RunChip code={useFilled()(code)} on={machine} terminal={terminal} interrupt={interrupt} />;
}

interface InlineRunProps {
  code: string;
  machine?: string;
  terminal?: string;
  interrupt?: boolean;
}

/** `:copy[...]` of a lesson. */
export function InlineCopy({ code }: { code: string }) {
  return <CopyChip text={useFilled()(code)} />;
}

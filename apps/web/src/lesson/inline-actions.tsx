import { CopyChip } from './copy-button.tsx';
import { RunChip } from './run-button.tsx';

/** `:run[...]` of a lesson. */
export function InlineRun({ code, machine, terminal, interrupt }: InlineRunProps) {
  return <RunChip code={code} on={machine} terminal={terminal} interrupt={interrupt} />;
}

interface InlineRunProps {
  code: string;
  machine?: string;
  terminal?: string;
  interrupt?: boolean;
}

/** `:copy[...]` of a lesson. */
export function InlineCopy({ code }: { code: string }) {
  return <CopyChip text={code} />;
}

/** `:port[...]` of a lesson: names a port of a machine. */
export function InlinePort({ port, machine }: { port: string; machine?: string }) {
  return <code>{machine ? `${machine}:${port}` : `:${port}`}</code>;
}

'use client';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { HintTooltip } from '../ui/hint-tooltip.tsx';
import { CopyButton } from './copy-button.tsx';
import { useLesson } from './lesson-session.tsx';
import { useFilled } from './use-values.ts';

/** So much of a file is shown; the rest can be had by a download. */
const SHOWN_CHARS = 200_000;

interface FileLinkProps {
  path: string;
  /** The playground's first when left out. */
  machine?: string;
}

/** `:file[...]` of a lesson: shows what a file of the machine holds now. */
export function FileLink({ path: written, machine }: FileLinkProps) {
  const { ready, facts } = useLesson();
  const path = useFilled()(written);
  const on = machine ?? facts.machines[0]?.name ?? '';
  const [text, setText] = useState<{ ok: boolean; value: string } | null>(null);
  const [open, setOpen] = useState(false);
  const url = `/api/sandboxes/${ready?.id}/files?${new URLSearchParams({ machine: on, path })}`;
  const show = async () => {
    if (!ready) return;
    setText(null);
    setOpen(true);
    setText(await readFile(url));
  };
  return (
    <>
      <HintTooltip text={ready ? `Shows ${path} of ${on}` : 'Start the sandbox first.'}>
        <button
          type="button"
          aria-disabled={!ready}
          onClick={show}
          className="inline-flex items-baseline gap-1.5 rounded-xs border border-line-strong bg-panel px-1.5 font-medium font-mono text-[0.875em] text-ink leading-[1.5] hover:border-accent hover:text-accent aria-disabled:cursor-not-allowed aria-disabled:opacity-60"
        >
          <FileText size={11} aria-hidden="true" className="self-center" />
          {path}
        </button>
      </HintTooltip>
      <Dialog open={open} onClose={() => setOpen(false)} title={path} about={`On ${on}`} width="w-[720px]">
        {text === null && <p className="text-ink-3 text-sm">Reading it…</p>}
        {text?.ok === false && (
          <p role="alert" className="text-fail text-sm">
            {text.value}
          </p>
        )}
        {text?.ok && (
          <>
            <div className="flex items-start gap-2">
              <pre
                // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
                tabIndex={0}
                className="max-h-[60dvh] min-w-0 flex-1 overflow-auto rounded-lg border bg-sunk p-3 font-mono text-xs leading-5"
              >
                {text.value.slice(0, SHOWN_CHARS) || 'The file is empty.'}
              </pre>
              <CopyButton text={text.value} />
            </div>
            <p className="mt-3 text-ink-2 text-sm">
              {text.value.length > SHOWN_CHARS && 'Only its beginning is shown. '}
              <a href={url} download className="text-accent underline">
                Download it
              </a>
            </p>
          </>
        )}
      </Dialog>
    </>
  );
}

/** The file's text, or a sentence that says why there is none. */
async function readFile(url: string): Promise<{ ok: boolean; value: string }> {
  try {
    const response = await fetch(url, { cache: 'no-store' });
    if (response.ok) {
      const value = await response.text();
      return value.includes('\0') ? { ok: false, value: 'This file is not text.' } : { ok: true, value };
    }
    const { error } = (await response.json()) as { error: { message: string } };
    return { ok: false, value: error.message };
  } catch {
    return { ok: false, value: 'Sandlot does not answer. Try again in a moment.' };
  }
}

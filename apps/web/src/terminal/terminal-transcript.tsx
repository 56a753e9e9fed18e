'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { copyText } from './clipboard.ts';
import type { TerminalHandle } from './terminal-handle.ts';
import { addedText, spokenText, type TranscriptSection, transcriptText } from './transcript.ts';

/** Between two readings of a terminal that prints: a screen reader could not follow more. */
const READ_EVERY_MS = 1000;

/**
 * A terminal as plain text, to be read, selected and copied: one heading for each command that is known. It follows
 * what is printed, and tells it politely. Fills what is around it.
 */
export function TerminalTranscript({ handle }: { handle: TerminalHandle | null }) {
  const { sections, news } = useTranscript(handle);
  const place = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end moves when the sections do
  useLayoutEffect(() => {
    if (atEnd.current && place.current) place.current.scrollTop = place.current.scrollHeight;
  }, [sections]);
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <section
        ref={place}
        aria-label="Text of the terminal"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
        }}
        className="h-[min(62dvh,640px)] min-h-0 overflow-y-auto rounded-md border bg-paper px-4 py-3"
      >
        {sections.map((section) => (
          <Section key={section.id} section={section} />
        ))}
        {sections.length === 0 && <p className="text-ink-3 text-sm">Nothing is on the screen yet.</p>}
      </section>
      <div aria-live="polite" className="sr-only">
        {news}
      </div>
      <div className="flex items-center justify-between gap-3">
        <span className="text-ink-3 text-xs">Goes on while the terminal does.</span>
        <CopyAll text={() => transcriptText(sections)} />
      </div>
    </div>
  );
}

function Section({ section: { heading, exitCode, text } }: { section: TranscriptSection }) {
  return (
    <div className="mb-4 last:mb-0">
      {heading !== null && (
        <h3 className="mb-1 flex items-baseline gap-3 whitespace-pre-wrap break-words font-medium font-mono text-ink text-xs">
          <span className="min-w-0 flex-1">{heading}</span>
          {exitCode !== null && exitCode !== 0 && (
            <span className="shrink-0 font-sans text-2xs text-ink-3">ended with code {exitCode}</span>
          )}
        </h3>
      )}
      {text !== '' && (
        <pre className="whitespace-pre-wrap break-words font-mono text-ink-2 text-xs">{text}</pre>
      )}
    </div>
  );
}

function CopyAll({ text }: { text: () => string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), 2400);
    return () => clearTimeout(timer);
  }, [copied]);
  const done = copied === true;
  const words = copied === null ? '' : done ? 'Copied' : 'Not allowed: select it and copy';
  return (
    <span className="flex items-center gap-3">
      <span role="status" className="text-ink-3 text-xs">
        {words}
      </span>
      <Button onClick={() => void copyText(text()).then(setCopied)}>
        {done ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
        Copy all
      </Button>
    </span>
  );
}

/** The sections as they are now, and what was added by the last reading, short enough to be told. */
function useTranscript(handle: TerminalHandle | null): { sections: TranscriptSection[]; news: string } {
  const [shown, setShown] = useState<{ sections: TranscriptSection[]; news: string }>(() => ({
    sections: handle?.sections() ?? [],
    news: '',
  }));
  useEffect(() => {
    if (!handle) return;
    let before = handle.transcript();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      const now = handle.transcript();
      if (now === before) return;
      const news = spokenText(addedText(before, now));
      before = now;
      setShown({ sections: handle.sections(), news });
    };
    const stop = handle.onPrinted(() => {
      timer ??= setTimeout(read, READ_EVERY_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [handle]);
  return shown;
}

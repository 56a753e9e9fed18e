'use client';
import type { ISearchOptions } from '@xterm/addon-search';
import { clsx } from 'clsx';
import { CaseSensitive, ChevronDown, ChevronUp, Regex, X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { XtermScreen } from './xterm-screen.ts';

const MOST_HITS = 1000;

interface FindBarProps {
  screen: XtermScreen;
  /** Moves when the search is asked for again: its field gets the keyboard. */
  asked: number;
  onClose: () => void;
}

/** Searches what is on the screen and above it, from the newest line up. */
export function FindBar({ screen, asked, onClose }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null);
  const [term, setTerm] = useState('');
  const [caseSensitive, setCase] = useState(false);
  const [regex, setRegex] = useState(false);
  const [hits, setHits] = useState<string>('');
  const look = useEffectEvent((towards: 'older' | 'newer', anew: boolean) => {
    if (anew) screen.terminal.clearSelection();
    const problem = find(screen, term, { caseSensitive, regex }, towards);
    if (problem !== null) setHits(problem);
  });

  useEffect(() => {
    if (asked >= 0) field.current?.select();
  }, [asked]);
  useEffect(() => {
    const results = screen.search.onDidChangeResults((found) => setHits(hitWords(found)));
    return () => {
      results.dispose();
      screen.search.clearDecorations();
    };
  }, [screen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked for anew when any of them changes
  useEffect(() => look('older', true), [term, caseSensitive, regex]);

  return (
    <search
      className="absolute top-2 right-4 z-10 flex animate-rise items-center gap-0.5 rounded-md border border-term-line bg-term-2 p-1 text-term-ink shadow-float max-[420px]:left-2"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        else if (event.key === 'Enter' && event.target === field.current)
          look(event.shiftKey ? 'newer' : 'older', false);
        else return;
        event.preventDefault();
      }}
    >
      <input
        ref={field}
        value={term}
        onChange={(event) => setTerm(event.target.value)}
        aria-label="Search the terminal"
        placeholder="Search"
        autoComplete="off"
        spellCheck={false}
        className="h-[26px] w-44 min-w-0 rounded-[4px] bg-term px-2 text-term-ink text-xs placeholder:text-term-dim"
      />
      <span role="status" className="tabular min-w-[4.6rem] px-1.5 text-2xs text-term-dim">
        {term === '' ? '' : hits}
      </span>
      <Toggle label="Match case" on={caseSensitive} onClick={() => setCase(!caseSensitive)}>
        <CaseSensitive size={16} aria-hidden="true" />
      </Toggle>
      <Toggle label="Regular expression" on={regex} onClick={() => setRegex(!regex)}>
        <Regex size={14} aria-hidden="true" />
      </Toggle>
      <BarButton label="Older hit (Enter)" onClick={() => look('older', false)}>
        <ChevronUp size={15} aria-hidden="true" />
      </BarButton>
      <BarButton label="Newer hit (Shift+Enter)" onClick={() => look('newer', false)}>
        <ChevronDown size={15} aria-hidden="true" />
      </BarButton>
      <BarButton label="Close the search (Escape)" onClick={onClose}>
        <X size={15} aria-hidden="true" />
      </BarButton>
    </search>
  );
}

interface BarButtonProps {
  label: string;
  on?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function BarButton({ label, on, onClick, children }: BarButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={on}
      onClick={onClick}
      className={clsx(
        'grid size-[26px] shrink-0 place-items-center rounded-[4px] hover:bg-term-3 hover:text-term-ink',
        on ? 'bg-term-3 text-term-accent' : 'text-term-dim',
      )}
    >
      {children}
    </button>
  );
}

function Toggle(props: BarButtonProps & { on: boolean }) {
  return <BarButton {...props} />;
}

/** What is to be said instead of a count, or null. */
function find(
  screen: XtermScreen,
  term: string,
  options: ISearchOptions,
  towards: 'older' | 'newer',
): string | null {
  const { match, activeMatch } = screen.palette;
  const decorations = {
    matchBackground: match,
    matchOverviewRuler: match,
    activeMatchBackground: activeMatch,
    activeMatchColorOverviewRuler: activeMatch,
  };
  if (term === '') {
    screen.search.clearDecorations();
    return null;
  }
  try {
    if (options.regex) new RegExp(term);
    const wanted = { ...options, decorations };
    const found =
      towards === 'older' ? screen.search.findPrevious(term, wanted) : screen.search.findNext(term, wanted);
    return found ? null : 'no hits';
  } catch {
    return 'no pattern';
  }
}

/** `3 of 17`: the newest is the first. */
function hitWords({ resultIndex, resultCount }: { resultIndex: number; resultCount: number }): string {
  if (resultCount === 0) return 'no hits';
  if (resultIndex < 0 || resultCount >= MOST_HITS) return `over ${MOST_HITS}`;
  return `${resultCount - resultIndex} of ${resultCount}`;
}

'use client';
import type { LessonState } from '@sandlot/protocol';
import { clsx } from 'clsx';
import { BookOpen, SquareTerminal } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels';
import { isLeaveKey } from '../terminal/leave-key.ts';
import { Announcer } from './announcer.tsx';
import { FloatingNotices } from './floating-notices.tsx';
import { LessonBar } from './lesson-bar.tsx';
import { LessonEnd } from './lesson-end.tsx';
import type { LessonFacts } from './lesson-facts.ts';
import { LessonFoot } from './lesson-foot.tsx';
import { LessonProvider, useLesson } from './lesson-session.tsx';
import { SidePanel } from './side-panel.tsx';
import { keepSplit } from './split-cookie.ts';
import { useTerminals } from './terminals/terminals-session.tsx';
import { useVisibleHeight } from './use-visible-height.ts';

interface LessonWorkspaceProps {
  facts: LessonFacts;
  initial: LessonState;
  /** Percent for text and terminal, as they were left. */
  split: Layout;
  /** The prose, drawn on the server. */
  children: ReactNode;
}

/** The lesson page: text beside terminals. */
export function LessonWorkspace({ facts, initial, split, children }: LessonWorkspaceProps) {
  useVisibleHeight();
  return (
    <LessonProvider facts={facts} initial={initial}>
      <div className="flex h-[var(--visible-height,100dvh)] flex-col">
        <LessonBar />
        <main className="flex min-h-0 flex-1">
          <Split split={split}>{children}</Split>
        </main>
        <PhoneSwitch />
      </div>
      <FloatingNotices />
      <Announcer />
    </LessonProvider>
  );
}

function Split({ split, children }: { split: Layout; children: ReactNode }) {
  const { facts, showing } = useLesson();
  const { focusCurrent } = useTerminals();
  const enter = useEffectEvent(() => focusCurrent());
  useEffect(() => {
    // The same key that leaves the terminal goes back into it.
    const listen = (event: KeyboardEvent) => {
      if (!isLeaveKey(event) || event.defaultPrevented) return;
      event.preventDefault();
      enter();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <Group
      id="lesson"
      defaultLayout={split}
      onLayoutChanged={(layout, { isUserInteraction }) => isUserInteraction && keepSplit(layout)}
      className="split min-h-0 flex-1"
      data-showing={showing}
    >
      <Panel id="text" minSize="320px" className="flex min-h-0 flex-col">
        <div id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
          <article className="prose mx-auto max-w-[calc(66ch+88px)] px-11 pt-[30px] pb-16 phone:px-4 phone:pt-5">
            <h1 className="!mt-0 font-[650] text-2xl text-ink leading-[1.2] tracking-[-0.022em]">
              {facts.title}
            </h1>
            <p className="!mt-2 mb-6">{facts.summary}</p>
            {children}
            <LessonEnd />
          </article>
        </div>
        <LessonFoot />
      </Panel>
      <Separator id="divider" className="divider" aria-label="Width of the text" />
      <Panel id="terminal" minSize="320px" className="min-h-0">
        <section aria-label="Sandbox" className="h-full">
          <SidePanel />
        </section>
      </Panel>
    </Group>
  );
}

const SIDES = [
  { what: 'text', label: 'Text', Icon: BookOpen },
  { what: 'terminal', label: 'Terminal', Icon: SquareTerminal },
] as const;

/** On a phone: one at a time. */
function PhoneSwitch() {
  const { showing, show } = useLesson();
  return (
    <nav
      aria-label="Text or terminal"
      className="hidden shrink-0 grid-cols-2 gap-1 border-t bg-panel p-1.5 phone:grid in-data-[keyboard=open]:hidden"
    >
      {SIDES.map(({ what, label, Icon }) => (
        <button
          key={what}
          type="button"
          aria-pressed={showing === what}
          onClick={() => show(what)}
          className={clsx(
            'flex h-9 items-center justify-center gap-2 rounded-md font-medium text-sm',
            showing === what ? 'bg-accent-soft text-accent' : 'text-ink-2',
          )}
        >
          <Icon size={15} aria-hidden="true" /> {label}
        </button>
      ))}
    </nav>
  );
}

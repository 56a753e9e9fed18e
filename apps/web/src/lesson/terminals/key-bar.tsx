'use client';
import { clsx } from 'clsx';
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Lock } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import type { TouchKey } from '../../terminal/key-sequences.ts';
import { useTerminals } from './terminals-session.tsx';
import { type ModifierName, useHolds } from './use-holds.ts';

/** A key that is held is pressed again and again: after this, and then this often. */
const REPEATS_AFTER_MS = 400;
const REPEATS_EVERY_MS = 70;

interface BarKey {
  key: TouchKey;
  /** What it is called aloud, where its face is no word. */
  name?: string;
  face: ReactNode;
  repeats?: boolean;
}

const arrow = (key: TouchKey, name: string, Icon: typeof ArrowUp): BarKey => ({
  key,
  name,
  face: <Icon size={16} aria-hidden="true" />,
  repeats: true,
});
const sign = (key: TouchKey): BarKey => ({ key, face: key });

const FIRST: BarKey[] = [
  { key: 'escape', face: 'Esc' },
  { key: 'tab', face: 'Tab' },
];
const SIGNS: BarKey[] = [sign('|'), sign('/'), sign('-'), sign('~')];
const SECOND: BarKey[] = [
  arrow('left', 'Left', ArrowLeft),
  arrow('down', 'Down', ArrowDown),
  arrow('up', 'Up', ArrowUp),
  arrow('right', 'Right', ArrowRight),
  { key: 'home', face: 'Home' },
  { key: 'end', face: 'End' },
  { key: 'page-up', face: 'PgUp', repeats: true },
  { key: 'page-down', face: 'PgDn', repeats: true },
];

const MODIFIERS: { name: ModifierName; face: string }[] = [
  { name: 'ctrl', face: 'Ctrl' },
  { name: 'alt', face: 'Alt' },
];

/**
 * The keys that a touch screen's keyboard lacks. They leave the focus where it is, so that the keyboard on the
 * screen stays. Ctrl and Alt hold for the next key, here or there; touched twice they stay.
 */
export function KeyBar({ terminal }: { terminal: string }) {
  const { handle } = useTerminals();
  const { holds, modifiers, touch, used } = useHolds();
  const press = (key: TouchKey) => {
    handle(terminal)?.pressKey(key, modifiers);
    used();
  };
  const onUsed = useEffectEvent(() => used());
  const { ctrl, alt } = modifiers;
  // What is typed on the screen's own keyboard goes another way: the terminal is told what is held.
  useEffect(() => {
    const one = handle(terminal);
    one?.holdModifiers({ ctrl, alt }, () => onUsed());
    return () => one?.holdModifiers({ ctrl: false, alt: false }, () => {});
  }, [handle, terminal, ctrl, alt]);
  const keys = (all: BarKey[]) => all.map((one) => <Key key={one.key} bar={one} onPress={press} />);
  return (
    <div
      role="toolbar"
      aria-label="Keys"
      data-terminal="keys"
      className="hidden grid-cols-8 gap-1 border-term-line border-t bg-term-2 p-1.5 phone:grid pointer-coarse:grid"
    >
      {keys(FIRST)}
      {MODIFIERS.map(({ name, face }) => (
        <button
          key={name}
          type="button"
          aria-pressed={holds[name] !== 'off'}
          aria-label={holds[name] === 'locked' ? `${face}, locked` : face}
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => touch(name)}
          className={clsx(
            KEY,
            holds[name] === 'off'
              ? 'border-term-line bg-term-3 text-term-ink'
              : 'border-term-accent bg-[color-mix(in_srgb,var(--term-accent)_22%,var(--term-2))] text-term-accent',
          )}
        >
          {face}
          {holds[name] === 'locked' && <Lock size={10} aria-hidden="true" />}
        </button>
      ))}
      {keys(SIGNS)}
      {keys(SECOND)}
    </div>
  );
}

const KEY =
  'flex h-10 min-w-0 touch-manipulation select-none items-center justify-center gap-1 rounded-md border font-medium text-2xs active:bg-term-line';

function Key({ bar, onPress }: { bar: BarKey; onPress: (key: TouchKey) => void }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const repeated = useRef(false);
  const press = useRef(onPress);
  press.current = onPress;
  const stop = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hold = () => {
    repeated.current = false;
    if (!bar.repeats) return;
    const again = () => {
      repeated.current = true;
      press.current(bar.key);
      timer.current = setTimeout(again, REPEATS_EVERY_MS);
    };
    timer.current = setTimeout(again, REPEATS_AFTER_MS);
  };
  return (
    <button
      type="button"
      aria-label={bar.name}
      onPointerDown={(event) => {
        event.preventDefault();
        hold();
      }}
      onMouseDown={(event) => event.preventDefault()}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => !repeated.current && onPress(bar.key)}
      className={clsx(KEY, 'border-term-line bg-term-3 text-term-ink')}
    >
      {bar.face}
    </button>
  );
}

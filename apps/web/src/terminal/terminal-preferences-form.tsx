'use client';
import { clsx } from 'clsx';
import { Minus, Plus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from '../ui/button.tsx';
import { FONT_SIZE } from './terminal-preferences.ts';
import { FIXED_PALETTES, THEME_LABELS, THEME_NAMES, type ThemeName } from './terminal-themes.ts';
import { terminalPreferences, useTerminalPreferences } from './use-terminal-preferences.ts';

/** How the student likes terminals. Each change counts at once, for all terminals of this browser. */
export function TerminalPreferencesForm() {
  const [preferences, change] = useTerminalPreferences();
  const { fontSize, theme, bell, askBeforePaste, screenReader, renderer } = preferences;
  return (
    <div className="flex flex-col gap-5 text-sm">
      <FontSize size={fontSize} />
      <fieldset>
        <legend className="font-medium text-ink">Colours</legend>
        <div className="mt-2 grid grid-cols-2 gap-2 sm:grid-cols-4">
          {THEME_NAMES.map((name) => (
            <ThemeChoice
              key={name}
              name={name}
              chosen={theme === name}
              onChoose={() => change({ theme: name })}
            />
          ))}
        </div>
      </fieldset>
      <div className="flex flex-col gap-3">
        <Switch
          on={askBeforePaste}
          onChange={(on) => change({ askBeforePaste: on })}
          label="Ask before pasting several lines"
        >
          A shell runs each of them as it arrives. Off: always paste without asking.
        </Switch>
        <Switch on={bell} onChange={(on) => change({ bell: on })} label="Mark a tab whose bell rings">
          Quietly, without a sound.
        </Switch>
        <Switch
          on={screenReader}
          onChange={(on) => change({ screenReader: on })}
          label="Speak to screen readers"
        >
          Each line also as text, and what is printed is read aloud. Slower with much output.
        </Switch>
        <Switch
          on={renderer === 'auto'}
          onChange={(on) => change({ renderer: on ? 'auto' : 'dom' })}
          label="Draw with the graphics card"
        >
          Faster. Switch it off if letters look wrong.
        </Switch>
      </div>
    </div>
  );
}

function FontSize({ size }: { size: number }) {
  const step = (steps: number) => terminalPreferences().stepFont(steps);
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="float-left mr-auto font-medium text-ink">Size of the letters</legend>
      <Button size="icon" aria-label="Smaller" disabled={size <= FONT_SIZE.least} onClick={() => step(-1)}>
        <Minus size={14} aria-hidden="true" />
      </Button>
      <output className="tabular w-14 text-center text-ink-2">{size} px</output>
      <Button size="icon" aria-label="Larger" disabled={size >= FONT_SIZE.most} onClick={() => step(1)}>
        <Plus size={14} aria-hidden="true" />
      </Button>
      <Button kind="ghost" disabled={size === FONT_SIZE.usual} onClick={() => step(0)}>
        As usual
      </Button>
    </fieldset>
  );
}

interface ThemeChoiceProps {
  name: ThemeName;
  chosen: boolean;
  onChoose: () => void;
}

function ThemeChoice({ name, chosen, onChoose }: ThemeChoiceProps) {
  return (
    <label
      className={clsx(
        'cursor-pointer rounded-md border p-1.5 transition-colors focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2',
        chosen ? 'border-accent bg-accent-soft' : 'hover:border-line-strong',
      )}
    >
      <input type="radio" name="terminal-theme" className="sr-only" checked={chosen} onChange={onChoose} />
      <Swatch name={name} />
      <span className="mt-1 block px-0.5 text-ink text-xs">{THEME_LABELS[name]}</span>
    </label>
  );
}

/** A few words in a theme's own colours. */
function Swatch({ name }: { name: ThemeName }) {
  const fixed = name === 'page' ? null : FIXED_PALETTES[name];
  const background = fixed?.background ?? 'var(--term)';
  const ink = fixed?.foreground ?? 'var(--term-ink)';
  const colours = (['green', 'blue', 'yellow', 'red'] as const).map(
    (colour) => fixed?.normal[colour] ?? `var(--ansi-${colour})`,
  );
  return (
    <span
      aria-hidden="true"
      className="flex h-11 items-center gap-1 whitespace-nowrap rounded-sm border border-line px-2 font-mono text-2xs"
      style={{ background, color: ink }}
    >
      <span className="mr-auto">$ ls</span>
      {colours.map((colour) => (
        <span key={colour} className="size-1.5 rounded-full" style={{ background: colour }} />
      ))}
    </span>
  );
}

interface SwitchProps {
  on: boolean;
  onChange: (on: boolean) => void;
  label: string;
  children: ReactNode;
}

function Switch({ on, onChange, label, children }: SwitchProps) {
  const id = useId();
  return (
    <label className="flex cursor-pointer items-start gap-2.5">
      <input
        type="checkbox"
        className="mt-[3px] size-4 accent-accent"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={id}
      />
      <span>
        <span className="block text-ink">{label}</span>
        <span id={id} className="block text-ink-3 text-xs">
          {children}
        </span>
      </span>
    </label>
  );
}

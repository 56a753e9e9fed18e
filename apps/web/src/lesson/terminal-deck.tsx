'use client';
import { Tabs } from '@base-ui/react/tabs';
import type { MachineInfo, SandboxInfo } from '@sandlot/protocol';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Dot } from '../ui/pill.tsx';
import { useLesson } from './lesson-session.tsx';
import { MachinePane } from './machine-pane.tsx';
import { StatusLine } from './status-line.tsx';
import { NEW_GLANCE, sameGlance, type TerminalGlance } from './terminal-glance.ts';

const Terminal = dynamic(() => import('../terminal/terminal-view.tsx'), { ssr: false });

/** The terminals, one tab for each machine in the playground's order. `live` is false once the sandbox is gone. */
export function TerminalDeck({ sandbox, live }: { sandbox: SandboxInfo; live: boolean }) {
  const { facts, machine, showMachine } = useLesson();
  const [glances, setGlances] = useState<Record<string, TerminalGlance>>({});
  const order = facts.machines.map((one) => one.name);
  const machines = sandbox.machines.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const current = machines.find((one) => one.name === machine) ?? machines[0];
  // A terminal is opened when its tab is first shown, and stays.
  const [opened, setOpened] = useState<string[]>([]);
  if (current && !opened.includes(current.name)) setOpened([...opened, current.name]);
  const glance = (name: string, change: Partial<TerminalGlance>) =>
    setGlances((all) => {
      const old = all[name] ?? NEW_GLANCE;
      const next = { ...old, ...change };
      return sameGlance(old, next) ? all : { ...all, [name]: next };
    });
  if (!current) return null;
  return (
    <Tabs.Root
      value={current.name}
      onValueChange={(name) => showMachine(String(name))}
      className="grid h-full grid-rows-[40px_minmax(0,1fr)_34px] bg-term"
    >
      <Tabs.List
        aria-label="Machines"
        data-terminal="tabs"
        className="flex items-end gap-0.5 overflow-x-auto border-term-line border-b bg-term-2 px-2"
      >
        {machines.map((one) => (
          <MachineTab key={one.name} machine={one} live={live} />
        ))}
      </Tabs.List>
      <div className="relative min-h-0">
        {machines.map((one) => (
          <Tabs.Panel key={one.name} value={one.name} keepMounted tabIndex={-1} className="absolute inset-0">
            {opened.includes(one.name) && (
              <MachinePane
                machine={one}
                live={live}
                glance={glances[one.name] ?? NEW_GLANCE}
                terminal={(events) => (
                  <Terminal
                    // A reset makes another machine: nothing of the old one's screen is its own.
                    key={`${sandbox.id}:${one.generation}`}
                    sandboxId={sandbox.id}
                    machine={one.name}
                    shown={one.name === current.name}
                    onStatus={(status) => glance(one.name, { status })}
                    onSize={(size) => glance(one.name, size)}
                    {...events}
                  />
                )}
              />
            )}
          </Tabs.Panel>
        ))}
      </div>
      <StatusLine machine={current} glance={glances[current.name] ?? NEW_GLANCE} live={live} />
    </Tabs.Root>
  );
}

function MachineTab({ machine, live }: { machine: MachineInfo; live: boolean }) {
  const words = live ? machine.state : 'ended';
  return (
    <Tabs.Tab
      value={machine.name}
      className="flex h-[33px] shrink-0 select-none items-center gap-2 rounded-t-md px-[13px] font-medium text-term-dim text-xs outline-offset-[-2px] hover:text-term-ink data-active:bg-term data-active:text-term-ink data-active:shadow-[inset_0_2px_0_var(--term-accent)]"
    >
      <Dot className={live ? DOTS[machine.state] : 'text-term-dim'} />
      {machine.name}
      <span className="sr-only">({words})</span>
    </Tabs.Tab>
  );
}

const DOTS: Record<MachineInfo['state'], string> = {
  creating: 'text-term-wait animate-breathe',
  ready: 'text-term-pass',
  resetting: 'text-term-wait animate-breathe',
  stopped: 'text-term-fail',
};

/** An echo that moved by less than can be read is no change. */

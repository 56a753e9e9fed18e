'use client';
import { ChevronDown, Plus, RotateCcw } from 'lucide-react';
import { Dropdown, DropdownItem, DropdownLine } from '../../ui/dropdown.tsx';
import { useLesson } from '../lesson-session.tsx';
import { DeckButton } from './deck-button.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { useTerminals } from './terminals-session.tsx';

/** One more terminal, on the machine that is shown; beside it, on another machine, or the one that was closed last. */
export function NewTerminal({ current }: { current: TerminalTab }) {
  const { ready } = useLesson();
  const { openNew, closed, reopenClosed } = useTerminals();
  const machines = ready?.machines ?? [];
  const several = machines.length > 1;
  return (
    <>
      <DeckButton
        aria-label={`New terminal on ${current.machine}`}
        disabled={current.on.state !== 'ready'}
        onClick={() => openNew(current.machine)}
      >
        <Plus size={15} aria-hidden="true" />
      </DeckButton>
      {(several || closed) && (
        <Dropdown
          align="start"
          trigger={
            <DeckButton aria-label="Open a terminal…" className="!w-5 -ml-1">
              <ChevronDown size={12} aria-hidden="true" />
            </DeckButton>
          }
        >
          {several &&
            machines.map((machine) => (
              <DropdownItem
                key={machine.name}
                icon={<Plus size={14} aria-hidden="true" />}
                disabled={machine.state !== 'ready'}
                onSelect={() => openNew(machine.name)}
              >
                New terminal on {machine.name}
              </DropdownItem>
            ))}
          {several && closed && <DropdownLine />}
          {closed && (
            <DropdownItem
              icon={<RotateCcw size={14} aria-hidden="true" />}
              note="The name comes back, with a new shell"
              onSelect={reopenClosed}
            >
              Reopen {closed.label}
            </DropdownItem>
          )}
        </Dropdown>
      )}
    </>
  );
}

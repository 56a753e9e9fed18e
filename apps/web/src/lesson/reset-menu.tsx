'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import { Power, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { type Confirmation, ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dropdown, DropdownItem, DropdownLine } from '../ui/dropdown.tsx';
import { useResetQuestions } from './reset-questions.tsx';

/** Reset one machine, or all, or end the sandbox. Each asks first. */
export function ResetMenu({ sandbox }: { sandbox: SandboxInfo }) {
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const questions = useResetQuestions();
  const several = sandbox.machines.length > 1;
  return (
    <>
      <Dropdown trigger={<Button aria-label="Reset or end the sandbox">Reset</Button>}>
        {sandbox.machines.map(({ name, state }) => (
          <DropdownItem
            key={name}
            icon={<RotateCcw size={14} aria-hidden="true" />}
            disabled={state === 'resetting'}
            onSelect={() => setAsked(questions.machine(name))}
          >
            Reset machine {name}
          </DropdownItem>
        ))}
        {several && (
          <DropdownItem
            icon={<RotateCcw size={14} aria-hidden="true" />}
            onSelect={() => setAsked(questions.all())}
          >
            Reset all machines
          </DropdownItem>
        )}
        <DropdownLine />
        <DropdownItem
          danger
          icon={<Power size={14} aria-hidden="true" />}
          onSelect={() => setAsked(questions.end())}
        >
          End sandbox
        </DropdownItem>
      </Dropdown>
      <ConfirmDialog confirmation={asked} onClose={() => setAsked(null)} />
    </>
  );
}

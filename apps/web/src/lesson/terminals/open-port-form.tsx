'use client';
import { ExternalLink } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useLesson } from '../lesson-session.tsx';
import { portAddress, typedPort } from '../port-address.ts';

interface OpenPortFormProps {
  sandboxId: string;
  /** The one that is chosen at first. */
  machine: string;
  onDone: () => void;
}

/** Asks which port of which machine is wanted, and opens it in a tab of its own. */
export function OpenPortForm({ sandboxId, machine, onDone }: OpenPortFormProps) {
  const { ready } = useLesson();
  const [on, setOn] = useState(machine);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const machines = ready?.machines ?? [];
  const open = (event: FormEvent) => {
    event.preventDefault();
    const wanted = typedPort(text);
    if (!wanted) return setProblem('A port is a whole number from 1 to 65535.');
    window.open(portAddress(sandboxId, on, wanted.port, wanted.path), '_blank', 'noopener');
    onDone();
  };
  return (
    <form onSubmit={open}>
      <div className="flex items-start gap-3">
        {machines.length > 1 && (
          <MachineField names={machines.map(({ name }) => name)} value={on} onChange={setOn} />
        )}
        <div className="min-w-0 flex-1">
          <TextField
            label={machines.length > 1 ? 'Port' : `Port of ${on}`}
            value={text}
            placeholder="8080"
            className="font-mono"
            problem={problem}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      </div>
      <p className="mt-3 text-ink-3 text-xs">
        What listens on 127.0.0.1 alone is reached, too. Only you can see it, while the sandbox lives.{' '}
        <code className="font-mono">ss -ltn</code> tells what listens.
      </p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" kind="primary">
          <ExternalLink size={13} aria-hidden="true" />
          Open in a new tab
        </Button>
      </div>
    </form>
  );
}

interface MachineFieldProps {
  names: string[];
  value: string;
  onChange: (name: string) => void;
}

function MachineField({ names, value, onChange }: MachineFieldProps) {
  const id = useId();
  return (
    <div className="w-32 shrink-0">
      <label htmlFor={id} className="block font-medium text-ink-2 text-xs">
        Machine
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="mt-1 h-9 w-full rounded-md border border-line-strong bg-paper px-2 font-mono text-ink text-sm"
      >
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </div>
  );
}

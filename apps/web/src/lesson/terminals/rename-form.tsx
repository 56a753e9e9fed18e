'use client';
import { TITLE_CHARS } from '@sandlot/protocol';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { nameInWords } from './terminal-address.ts';
import { useTerminals } from './terminals-session.tsx';

/** Asks what a terminal is called. */
export function RenameForm({ tab, onDone }: { tab: TerminalTab; onDone: () => void }) {
  const { change } = useTerminals();
  const [title, setTitle] = useState(tab.title ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const failed = await change(tab, { title: title.trim() });
    setBusy(false);
    setProblem(failed);
    if (failed === null) onDone();
  };
  return (
    <form onSubmit={save}>
      <TextField
        label="Name"
        value={title}
        maxLength={TITLE_CHARS}
        placeholder={nameInWords(tab)}
        problem={problem}
        help={`Empty: ${nameInWords(tab)}. At most ${TITLE_CHARS} characters.`}
        onChange={(event) => setTitle(event.target.value)}
        onFocus={(event) => event.target.select()}
      />
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" kind="primary" disabled={busy}>
          {busy ? 'Renaming…' : 'Rename'}
        </Button>
      </div>
    </form>
  );
}

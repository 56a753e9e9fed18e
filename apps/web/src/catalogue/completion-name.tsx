'use client';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Whose page it is, for the paper alone: the name stays in this browser's tab. Beside it the button that prints. */
export function CompletionName() {
  const [name, setName] = useState('');
  return (
    <>
      {name.trim() && <p className="mt-3 font-semibold text-xl tracking-tight">{name}</p>}
      <div className="mt-5 flex items-end gap-3 print:hidden">
        <div className="w-[280px] max-w-full">
          <TextField
            label="Your name, for the print"
            help="It is kept nowhere."
            value={name}
            maxLength={80}
            autoComplete="name"
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <Button kind="primary" className="mb-[26px] h-9" onClick={() => window.print()}>
          <Printer size={14} aria-hidden="true" /> Print
        </Button>
      </div>
    </>
  );
}

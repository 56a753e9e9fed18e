'use client';
import { FILE_BYTES } from '@sandlot/protocol';
import { Download } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { downloadFile } from '../../terminal/file-transfer.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface FileFormProps {
  sandboxId: string;
  machine: string;
  onDone: () => void;
}

/** Asks which file of a machine is wanted, and saves it as a browser saves downloads. */
export function DownloadForm({ sandboxId, machine, onDone }: FileFormProps) {
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const fetchIt = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = path.trim();
    if (wanted === '') return setProblem('Say which file: from the root, or from the home folder.');
    setBusy(true);
    const failed = await downloadFile({ sandboxId, machine, path: wanted });
    setBusy(false);
    setProblem(failed);
    if (failed === null) onDone();
  };
  return (
    <form onSubmit={fetchIt}>
      <TextField
        label={`File on ${machine}`}
        value={path}
        placeholder="notes.txt"
        className="font-mono"
        problem={problem}
        help={`From the root, or from the home folder. At most ${FILE_BYTES / 1024 ** 2} MB.`}
        onChange={(event) => setPath(event.target.value)}
      />
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" kind="primary" disabled={busy}>
          <Download size={13} aria-hidden="true" />
          {busy ? 'Downloading…' : 'Download'}
        </Button>
      </div>
    </form>
  );
}

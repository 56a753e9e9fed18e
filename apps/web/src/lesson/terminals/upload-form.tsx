'use client';
import { FILE_BYTES } from '@sandlot/protocol';
import { Check, Upload } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { uploadFile } from '../../terminal/file-transfer.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface UploadFormProps {
  sandboxId: string;
  machine: string;
  onDone: () => void;
}

type Way =
  | { kind: 'asking'; problem: string | null }
  | { kind: 'sending'; part: number }
  | { kind: 'there'; path: string };

/** Asks for a file of the student's own, and puts it onto a machine. */
export function UploadForm({ sandboxId, machine, onDone }: UploadFormProps) {
  const [file, setFile] = useState<File | null>(null);
  const [path, setPath] = useState('');
  const [way, setWay] = useState<Way>({ kind: 'asking', problem: null });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!file) return setWay({ kind: 'asking', problem: 'Choose a file first.' });
    setWay({ kind: 'sending', part: 0 });
    const where = path.trim() === '' ? {} : { path: path.trim() };
    const answer = await uploadFile({ sandboxId, machine, file, ...where }, (part) =>
      setWay({ kind: 'sending', part }),
    );
    setWay(
      answer.ok ? { kind: 'there', path: answer.value.path } : { kind: 'asking', problem: answer.message },
    );
  };
  if (way.kind === 'there')
    return (
      <>
        <Notice role="status" icon={<Check size={15} aria-hidden="true" className="text-pass" />}>
          It is there: <code className="font-mono text-[0.92em] [overflow-wrap:anywhere]">{way.path}</code>
        </Notice>
        <div className="mt-4 flex justify-end">
          <Button kind="primary" onClick={onDone}>
            Done
          </Button>
        </div>
      </>
    );
  const sending = way.kind === 'sending';
  return (
    <form onSubmit={send} className="flex flex-col gap-3">
      <TextField
        label="File"
        type="file"
        className="!h-auto py-1.5 file:mr-3 file:rounded-sm file:bg-sunk file:px-2.5 file:py-1 file:font-medium file:text-xs"
        problem={way.kind === 'asking' ? way.problem : null}
        help={`At most ${FILE_BYTES / 1024 ** 2} MB. A file can also be dropped onto the terminal.`}
        onChange={(event) => setFile(event.target.files?.[0] ?? null)}
      />
      <TextField
        label={`Where on ${machine}`}
        value={path}
        placeholder={file?.name ?? 'its own name'}
        className="font-mono"
        help="From the root, or from the home folder. Empty: into the home folder, under its own name."
        onChange={(event) => setPath(event.target.value)}
      />
      <div className="mt-1 flex items-center justify-end gap-2">
        {sending && (
          <progress
            aria-label="Uploading"
            value={way.part}
            className="mr-auto h-1.5 w-40 overflow-hidden rounded-full bg-sunk accent-accent"
          />
        )}
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" kind="primary" disabled={sending}>
          <Upload size={13} aria-hidden="true" />
          {sending ? 'Uploading…' : 'Upload'}
        </Button>
      </div>
    </form>
  );
}

'use client';
import { RECORDING, type RecordingInfo } from '@sandlot/protocol';
import { ArrowLeft, CloudOff, Download, Film, Play, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { loadAgain } from '../live/load-again.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { type Confirmation, ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { fileSize, measures, startedAt } from './recording-words.ts';
import { useRecordings } from './use-recordings.ts';

const Player = dynamic(() => loadAgain(() => import('./recording-player.tsx')), {
  ssr: false,
  loading: () => <Loading />,
});

/** A student's recordings: to replay here, to take along, to delete. */
export function RecordingsPanel() {
  const { state, load, remove } = useRecordings();
  const [played, setPlayed] = useState<RecordingInfo | null>(null);
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const askDelete = (recording: RecordingInfo) =>
    setAsked({
      title: 'Delete this recording?',
      body: `${recording.machine}, ${startedAt(recording.startedAtMs)}, ${measures(recording)}. It cannot be brought back.`,
      action: 'Delete',
      danger: true,
      run: () => remove(recording.id),
    });
  if (played) return <Replay recording={played} onBack={() => setPlayed(null)} />;
  return (
    <>
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'failed' && (
        <Middle icon={<CloudOff size={22} aria-hidden="true" />} role="alert" title={state.message}>
          <Button onClick={() => void load()}>Try again</Button>
        </Middle>
      )}
      {state.kind === 'there' && state.recordings.length === 0 && (
        <Middle icon={<Film size={22} aria-hidden="true" />} title="Nothing recorded yet">
          <p className="text-ink-3 text-sm">
            Choose Record in a terminal’s menu. What the terminal prints is kept until you stop it; what you
            type is not, beyond what the terminal shows of it.
          </p>
        </Middle>
      )}
      {state.kind === 'there' && state.recordings.length > 0 && (
        <>
          <ul className="divide-y divide-line">
            {state.recordings.map((recording) => (
              <Row
                key={recording.id}
                recording={recording}
                onPlay={() => setPlayed(recording)}
                onDelete={() => askDelete(recording)}
              />
            ))}
          </ul>
          <p className="mt-3 text-ink-3 text-xs">
            The last {RECORDING.kept} are kept. One stops by itself at {fileSize(RECORDING.bytes)}.
          </p>
        </>
      )}
      <ConfirmDialog confirmation={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function Row({ recording, onPlay, onDelete }: RowProps) {
  const { id, machine, terminal, lesson, running, why } = recording;
  const name = terminal === 'main' ? machine : `${machine} · ${terminal}`;
  const when = startedAt(recording.startedAtMs);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-2.5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex items-center gap-2 font-medium text-ink text-sm">
          <span className="truncate">{name}</span>
          {running && (
            <span className="inline-flex items-center gap-1.5 font-medium text-fail text-xs">
              <span aria-hidden="true" className="size-2 animate-breathe rounded-full bg-current" />
              Recording
            </span>
          )}
        </p>
        <p className="tabular truncate text-ink-3 text-xs">
          {when} · {measures(recording)} · {lesson}
        </p>
        {why && <p className="text-wait text-xs">{why}</p>}
      </div>
      <div className="flex items-center gap-1">
        <Button size="sm" onClick={onPlay} aria-label={`Replay ${name}, ${when}`}>
          <Play size={10} fill="currentColor" aria-hidden="true" />
          Replay
        </Button>
        <DownloadLink id={id} label={`Download ${name}, ${when}`} />
        <button
          type="button"
          aria-label={`Delete ${name}, ${when}`}
          onClick={onDelete}
          className={buttonClass({ kind: 'danger', size: 'icon-sm' })}
        >
          <Trash2 size={13} aria-hidden="true" />
        </button>
      </div>
    </li>
  );
}

interface RowProps {
  recording: RecordingInfo;
  onPlay: () => void;
  onDelete: () => void;
}

function DownloadLink({ id, label }: { id: string; label: string }) {
  return (
    <a
      href={`/api/recordings/${id}`}
      download
      aria-label={label}
      title="Download as asciicast"
      className={buttonClass({ kind: 'ghost', size: 'icon-sm' })}
    >
      <Download size={13} aria-hidden="true" />
    </a>
  );
}

function Replay({ recording, onBack }: { recording: RecordingInfo; onBack: () => void }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <Button size="sm" onClick={onBack}>
          <ArrowLeft size={12} aria-hidden="true" />
          All recordings
        </Button>
        <p className="tabular min-w-0 flex-1 truncate text-ink-3 text-xs">
          {recording.machine}, {startedAt(recording.startedAtMs)}
        </p>
        <DownloadLink id={recording.id} label="Download" />
      </div>
      <Player id={recording.id} />
    </div>
  );
}

function Loading() {
  return (
    <div role="status" className="grid min-h-48 place-items-center text-ink-3 text-sm">
      <span className="flex items-center gap-2.5">
        <Spinner className="border-accent" />
        Loading…
      </span>
    </div>
  );
}

function Middle({ icon, title, role, children }: MiddleProps) {
  return (
    <div
      role={role}
      className="mx-auto flex min-h-48 max-w-sm flex-col items-center justify-center gap-2.5 py-6 text-center"
    >
      <span className="text-ink-3">{icon}</span>
      <p className="font-medium text-ink text-sm">{title}</p>
      {children}
    </div>
  );
}

interface MiddleProps {
  icon: ReactNode;
  title: string;
  role?: 'alert';
  children: ReactNode;
}

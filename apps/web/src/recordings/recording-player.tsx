'use client';
import 'asciinema-player/dist/bundle/asciinema-player.css';
import './recording-player.css';
import { useEffect, useRef, useState } from 'react';
import { Notice } from '../ui/notice.tsx';

/** A pause longer than this is shortened to it. */
const IDLE_LIMIT_S = 2;

/** Replays a recording. The only file that knows the player. */
export default function RecordingPlayer({ id }: { id: string }) {
  const host = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let over = false;
    let dispose = () => {};
    const play = async () => {
      const [{ create }, cast] = await Promise.all([import('asciinema-player'), fetchCast(id)]);
      if (over || !host.current) return;
      const family = getComputedStyle(host.current).getPropertyValue('--font-geist-mono') || 'monospace';
      const player = create({ data: cast }, host.current, {
        theme: 'sandlot',
        adaptivePalette: false,
        fit: 'width',
        controls: true,
        autoPlay: true,
        idleTimeLimit: IDLE_LIMIT_S,
        terminalFontFamily: family,
        terminalLineHeight: 1.2,
      });
      dispose = () => player.dispose();
      setReady(true);
    };
    play().catch((error: unknown) => {
      if (!over) setProblem(error instanceof Error ? error.message : String(error));
    });
    return () => {
      over = true;
      dispose();
    };
  }, [id]);
  if (problem)
    return (
      <Notice tone="fail" role="alert">
        {problem}
      </Notice>
    );
  return (
    <div data-terminal="recording" className="overflow-hidden rounded-lg bg-term p-1">
      {!ready && (
        <p role="status" className="grid min-h-48 place-items-center text-sm text-term-dim">
          Loading…
        </p>
      )}
      <div ref={host} />
    </div>
  );
}

async function fetchCast(id: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(`/api/recordings/${id}`, { cache: 'no-store' });
  } catch {
    throw new Error('Sandlot does not answer. Check the connection, then open the recording again.');
  }
  if (response.status === 404)
    throw new Error('This recording is gone. Go back to the list for those there are.');
  if (!response.ok)
    throw new Error(`The recording could not be read (status ${response.status}). Try again.`);
  return response.text();
}

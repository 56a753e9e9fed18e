'use client';
import { type DragEvent, useRef, useState } from 'react';
import { uploadFile } from './file-transfer.ts';

export interface FileDrop {
  /** Something is being dragged over the terminal that could be dropped. */
  over: boolean;
  /** What is being sent: `notes.txt, 40 %`; null when nothing is. */
  progress: string | null;
  send: (files: readonly File[]) => void;
  handlers: Record<'onDragEnter' | 'onDragOver' | 'onDragLeave' | 'onDrop', (event: DragEvent) => void>;
}

/** Takes files that are dropped and puts them into a machine, one after another; `tell` says how each went. */
export function useFileDrop(sandboxId: string, machine: string, tell: (text: string) => void): FileDrop {
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<string | null>(null);
  // A drag enters what lies inside before it leaves what lies around it.
  const depth = useRef(0);
  const sending = useRef<Promise<void>>(Promise.resolve());
  const send = (files: readonly File[]) => {
    for (const file of files) {
      sending.current = sending.current.then(async () => {
        const show = (part: number) => setProgress(`${file.name}, ${Math.round(part * 100)} %`);
        show(0);
        const answer = await uploadFile({ sandboxId, machine, file }, show);
        setProgress(null);
        tell(answer.ok ? `${file.name} is now ${answer.value.path} on ${machine}.` : answer.message);
      });
    }
  };
  const isOver = (now: boolean) => {
    if (!now) depth.current = 0;
    setOver(now);
  };
  const on = (act: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    act(event);
  };
  return {
    over,
    progress,
    send,
    handlers: {
      onDragEnter: on(() => {
        depth.current += 1;
        isOver(true);
      }),
      onDragOver: on((event) => {
        event.dataTransfer.dropEffect = 'copy';
      }),
      onDragLeave: on(() => {
        depth.current -= 1;
        if (depth.current <= 0) isOver(false);
      }),
      onDrop: on((event) => {
        isOver(false);
        const { files, folders } = dropped(event.dataTransfer);
        if (folders > 0) tell('A folder cannot be dropped. Pack it into one file first, with tar or zip.');
        send(files);
      }),
    },
  };
}

function dropped(transfer: DataTransfer): { files: File[]; folders: number } {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const files = items.filter((item) => !item.webkitGetAsEntry()?.isDirectory);
  return {
    files: files.map((item) => item.getAsFile()).filter((file) => file !== null),
    folders: items.length - files.length,
  };
}

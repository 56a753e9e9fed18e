'use client';
import { Dialog } from '@base-ui/react/dialog';
import { type RefObject, useRef } from 'react';
import { Button, buttonClass } from '../ui/button.tsx';
import { lineCount, pastePreview } from './paste-text.ts';

interface PasteQuestionProps {
  text: string;
  /** Where it is shown: over the terminal that it is about. */
  container: RefObject<HTMLElement | null>;
  onPaste: () => void;
  onClose: () => void;
}

/** Asks before several lines are pasted into a program that would run them one by one. */
export function PasteQuestion({ text, container, onPaste, onClose }: PasteQuestionProps) {
  const paste = useRef<HTMLButtonElement>(null);
  const { lines, more } = pastePreview(text);
  return (
    <Dialog.Root open modal="trap-focus" onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal container={container}>
        <Dialog.Backdrop className="absolute inset-0 z-20 bg-shade" />
        <Dialog.Popup
          initialFocus={paste}
          finalFocus={false}
          className="absolute top-1/2 left-1/2 z-30 flex max-h-[calc(100%-1rem)] w-[460px] max-w-[calc(100%-1rem)] -translate-x-1/2 -translate-y-1/2 animate-rise flex-col rounded-lg border border-term-line bg-term-2 p-4 text-term-ink shadow-float outline-none"
        >
          <Dialog.Title className="font-semibold text-sm">Paste {lineCount(text)} lines?</Dialog.Title>
          <Dialog.Description className="mt-0.5 text-term-dim text-xs">
            Each line is a command as soon as it arrives.
          </Dialog.Description>
          <pre className="mt-3 min-h-0 overflow-auto rounded-sm bg-term px-3 py-2 font-mono text-term-ink text-xs">
            {lines.join('\n')}
            {more > 0 && <span className="text-term-dim">{`\n… and ${more} more`}</span>}
          </pre>
          <div className="mt-3.5 flex flex-wrap items-center justify-end gap-2">
            <span className="mr-auto text-2xs text-term-dim phone:hidden">Enter pastes, Escape does not</span>
            <Dialog.Close className={buttonClass({ kind: 'terminal' })}>Cancel</Dialog.Close>
            <Button ref={paste} kind="primary" onClick={onPaste}>
              Paste
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, useState } from 'react';
import { Button, buttonClass } from './button.tsx';

export interface Confirmation {
  title: string;
  /** What is lost, what stays. */
  body: ReactNode;
  /** The verb of the button that does it. */
  action: string;
  danger?: boolean;
  /** Does it; a returned sentence says why it could not be done, and keeps the dialog open. */
  run: () => Promise<string | null>;
}

/** Asks before something is lost. Open while `confirmation` is given. */
export function ConfirmDialog({ confirmation, onClose }: ConfirmDialogProps) {
  // The words stay while the dialog fades out.
  const [shown, setShown] = useState<Confirmation | null>(null);
  if (confirmation && confirmation !== shown) setShown(confirmation);
  return (
    <AlertDialog.Root open={confirmation !== null} onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[420px] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 rounded-xl border bg-panel p-5 shadow-float outline-none transition-[opacity,scale] duration-150 data-ending-style:scale-[0.98] data-starting-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:opacity-0">
          {shown && <Question key={shown.title} confirmation={shown} onClose={onClose} />}
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

interface ConfirmDialogProps {
  confirmation: Confirmation | null;
  onClose: () => void;
}

function Question({ confirmation, onClose }: { confirmation: Confirmation; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = async () => {
    setBusy(true);
    const failed = await confirmation.run();
    setBusy(false);
    setProblem(failed);
    if (failed === null) onClose();
  };
  return (
    <>
      <AlertDialog.Title className="font-semibold text-md tracking-tight">
        {confirmation.title}
      </AlertDialog.Title>
      <AlertDialog.Description className="mt-1.5 text-ink-2 text-sm">
        {confirmation.body}
      </AlertDialog.Description>
      {problem && (
        <p role="alert" className="mt-3 rounded-sm bg-fail-soft px-3 py-2 text-fail text-sm">
          {problem}
        </p>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <AlertDialog.Close className={buttonClass()}>Cancel</AlertDialog.Close>
        <Button kind={confirmation.danger ? 'danger-solid' : 'primary'} disabled={busy} onClick={act}>
          {busy ? 'Working…' : confirmation.action}
        </Button>
      </div>
    </>
  );
}

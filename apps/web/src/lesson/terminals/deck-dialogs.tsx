'use client';
import { type ReactNode, useState } from 'react';
import { RecordingsPanel } from '../../recordings/recordings-panel.tsx';
import { TerminalPreferencesForm } from '../../terminal/terminal-preferences-form.tsx';
import { TerminalTranscript } from '../../terminal/terminal-transcript.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DownloadForm } from './download-form.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { OpenPortForm } from './open-port-form.tsx';
import { RenameForm } from './rename-form.tsx';
import { useTerminals } from './terminals-session.tsx';
import { UploadForm } from './upload-form.tsx';
import type { DeckActions, DeckDialog } from './use-deck-actions.tsx';

/** What can be open over the terminals: one window at a time, or a question. */
export function DeckDialogs({ actions, sandboxId }: { actions: DeckActions; sandboxId: string }) {
  const { handle } = useTerminals();
  const { opened, shut } = actions;
  // Its words stay while it fades out.
  const [last, setLast] = useState(opened);
  if (opened && opened !== last) setLast(opened);
  const look = last && lookOf(last.dialog, last.tab);
  const content = (dialog: DeckDialog, tab: TerminalTab): ReactNode => {
    const place = { sandboxId, machine: tab.machine, onDone: shut };
    switch (dialog) {
      case 'rename':
        return <RenameForm tab={tab} onDone={shut} />;
      case 'upload':
        return <UploadForm {...place} />;
      case 'download':
        return <DownloadForm {...place} />;
      case 'port':
        return <OpenPortForm {...place} />;
      case 'transcript':
        return <TerminalTranscript handle={handle(tab.key)} />;
      case 'preferences':
        return <TerminalPreferencesForm />;
      case 'recordings':
        return <RecordingsPanel />;
      case 'keyboard':
        return <KeyboardHelp />;
    }
  };
  return (
    <>
      <Dialog
        open={opened !== null}
        onClose={shut}
        title={look?.title ?? ''}
        about={look?.about}
        width={look?.width}
      >
        {last && content(last.dialog, last.tab)}
      </Dialog>
      <ConfirmDialog confirmation={actions.asked} onClose={actions.answer} />
    </>
  );
}

function lookOf(dialog: DeckDialog, tab: TerminalTab): { title: string; about?: ReactNode; width?: string } {
  switch (dialog) {
    case 'rename':
      return { title: `Rename ${tab.label}` };
    case 'upload':
      return { title: `Upload a file to ${tab.machine}`, width: 'w-[480px]' };
    case 'download':
      return { title: `Download a file from ${tab.machine}`, width: 'w-[480px]' };
    case 'port':
      return { title: 'Open a port', about: 'Shows what a server in your sandbox serves.' };
    case 'transcript':
      return { title: `${tab.label} as text`, width: 'w-[860px]' };
    case 'preferences':
      return { title: 'Preferences', about: 'For all terminals in this browser.', width: 'w-[520px]' };
    case 'recordings':
      return { title: 'Recordings', about: 'Of all your terminals.', width: 'w-[860px]' };
    case 'keyboard':
      return { title: 'Keyboard and mouse', width: 'w-[600px]' };
  }
}

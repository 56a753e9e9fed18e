import { KeyRound } from 'lucide-react';
import { ButtonLink } from '../ui/button.tsx';
import { FullPageMessage } from '../ui/full-page-message.tsx';
import { TopBar } from '../ui/top-bar.tsx';
import { AdminLinkCommand } from './admin-link-command.tsx';

/** For somebody without a good admin cookie: how to get one. */
export function NotAdmin() {
  return (
    <>
      <TopBar />
      <FullPageMessage
        mark={<KeyRound size={22} aria-hidden="true" />}
        title="This page is for admins"
        actions={<ButtonLink href="/">All lessons</ButtonLink>}
      >
        <p>
          Open the one-time link that is printed when Sandlot starts. Another one, on the machine it runs on:
        </p>
        <AdminLinkCommand />
        <p className="mt-4 text-ink-3 text-sm">
          A link works once, and makes one browser an admin for twelve hours.
        </p>
      </FullPageMessage>
    </>
  );
}

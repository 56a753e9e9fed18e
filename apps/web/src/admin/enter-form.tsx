'use client';
import { EnterBody } from '@sandlot/protocol';
import { KeyRound } from 'lucide-react';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { askBroker } from '../live/ask-broker.ts';
import { Button } from '../ui/button.tsx';
import { FullPageMessage } from '../ui/full-page-message.tsx';
import { Notice } from '../ui/notice.tsx';
import { AdminLinkCommand } from './admin-link-command.tsx';

const onHashChange = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** Turns the token behind the `#` of a one-time link into an admin's cookie. The token never reaches a log. */
export function EnterForm() {
  const hash = useSyncExternalStore(
    onHashChange,
    () => location.hash,
    () => null,
  );
  const body = EnterBody.safeParse({ token: hash?.slice(1) });
  const [refused, setRefused] = useState<string | null>(null);
  if (hash === null) return <main id="main" aria-busy="true" className="min-h-[60vh]" />;
  if (!body.success) {
    return (
      <NoUse title="This link is not whole">
        The part after # is missing or cut short. Copy the whole link, or print another where Sandlot runs:
      </NoUse>
    );
  }
  if (refused === hash) {
    return (
      <NoUse title="This link no longer works">
        It was used before, or has expired. Print another where Sandlot runs, or restart Sandlot:
      </NoUse>
    );
  }
  return <Enter token={body.data.token} onRefused={() => setRefused(hash)} />;
}

const MARK = <KeyRound size={22} aria-hidden="true" />;

function NoUse({ title, children }: { title: string; children: ReactNode }) {
  return (
    <FullPageMessage mark={MARK} title={title}>
      <p role="alert">{children}</p>
      <AdminLinkCommand />
    </FullPageMessage>
  );
}

function Enter({ token, onRefused }: { token: string; onRefused: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const enter = async () => {
    setBusy(true);
    const answer = await askBroker('POST', '/api/admin/enter', z.object({}), { token });
    if (answer.ok) {
      // Replaced, not pushed: Back leads to no link that is used up. A whole load brings the new cookie.
      location.replace('/admin');
      return;
    }
    setBusy(false);
    if (answer.code === 'unauthorized') onRefused();
    else setProblem(answer.message);
  };
  const button = (
    <Button kind="primary" size="lg" disabled={busy} onClick={enter}>
      {busy ? 'Opening…' : 'Open the admin page'}
    </Button>
  );
  return (
    <FullPageMessage mark={MARK} title="Become an admin" actions={button}>
      <p>This one-time link makes this browser an admin for twelve hours. It works once.</p>
      {problem && (
        <Notice tone="fail" role="alert" className="mt-5 text-left">
          {problem}
        </Notice>
      )}
    </FullPageMessage>
  );
}

'use client';
import { EnterBody } from '@sandlot/protocol';
import { KeyRound } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { askBroker } from '../live/ask-broker.ts';
import { Button } from '../ui/button.tsx';
import { FullPageMessage } from '../ui/full-page-message.tsx';
import { Notice } from '../ui/notice.tsx';

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
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const body = EnterBody.safeParse({ token: hash?.slice(1) });
  const enter = async () => {
    if (!body.success) return;
    setBusy(true);
    const answer = await askBroker('POST', '/api/admin/enter', z.object({}), body.data);
    if (!answer.ok) {
      setBusy(false);
      return setProblem(answer.message);
    }
    // Replaced, not pushed: Back does not lead to a link that is used up. A whole load brings the new cookie.
    location.replace('/admin');
  };
  if (hash === null) return <main id="main" aria-busy="true" className="min-h-[60vh]" />;
  return (
    <FullPageMessage
      mark={<KeyRound size={22} aria-hidden="true" />}
      title={body.success ? 'Open the admin page' : 'This link is not whole'}
      actions={
        body.success && (
          <Button kind="primary" size="lg" disabled={busy} onClick={enter}>
            {busy ? 'Opening…' : 'Open the admin page'}
          </Button>
        )
      }
    >
      {body.success ? (
        <p>This one-time link makes this browser an admin for twelve hours. It works once.</p>
      ) : (
        <p>
          The part after <code className="font-mono text-sm">#</code> is missing or cut short. Copy the whole
          link, or print another: <code className="font-mono text-sm">npx sandlot admin link</code>
        </p>
      )}
      {problem && (
        <Notice tone="fail" role="alert" className="mt-5 text-left">
          {problem}
          <span className="mt-1 block text-ink-2">
            A new link: run <code className="font-mono text-xs">npx sandlot admin link</code> where Sandlot
            runs, or restart it.
          </span>
        </Notice>
      )}
    </FullPageMessage>
  );
}

'use client';
import { CircleAlert } from 'lucide-react';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FullPageMessage } from '../ui/full-page-message.tsx';
import { TopBar } from '../ui/top-bar.tsx';

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <>
      <TopBar />
      <FullPageMessage
        mark={<CircleAlert size={22} aria-hidden="true" />}
        title="This page failed"
        actions={
          <>
            <Button kind="primary" onClick={reset}>
              Try again
            </Button>
            <ButtonLink href="/">All lessons</ButtonLink>
          </>
        }
      >
        It is our fault, not yours. Sandboxes and what you have passed are not touched by it.
        {error.digest && <span className="mt-2 block text-ink-3 text-xs">For the log: {error.digest}</span>}
      </FullPageMessage>
    </>
  );
}

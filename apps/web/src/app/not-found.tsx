import { Compass } from 'lucide-react';
import { ButtonLink } from '../ui/button.tsx';
import { FullPageMessage } from '../ui/full-page-message.tsx';
import { TopBar } from '../ui/top-bar.tsx';

export default function NotFound() {
  return (
    <>
      <TopBar />
      <FullPageMessage
        mark={<Compass size={22} aria-hidden="true" />}
        title="There is nothing here"
        actions={
          <ButtonLink kind="primary" href="/">
            All lessons
          </ButtonLink>
        }
      >
        The address may be mistyped, or the lesson was renamed, taken out, or has a mistake in its files that
        its author must mend first.
      </FullPageMessage>
    </>
  );
}

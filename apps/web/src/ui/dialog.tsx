'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { buttonClass } from './button.tsx';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** A sentence below the title. */
  about?: ReactNode;
  /** Classes of its width: "w-[420px]" when nothing is said. */
  width?: string;
  children: ReactNode;
}

const FIELD = 'input[type="text"], input[type="file"]';

/** A window over the page with a title and a way out; Escape and a click beside it close it too. */
export function Dialog({ open, onClose, title, about, width = 'w-[420px]', children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          ref={popup}
          // A field to fill in, else the window itself: a ring around the way out would say "leave".
          initialFocus={() => popup.current?.querySelector<HTMLElement>(FIELD) ?? popup.current}
          className={clsx(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border bg-panel shadow-float outline-none transition-[opacity,scale] duration-150 data-ending-style:scale-[0.98] data-starting-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:opacity-0',
            width,
          )}
        >
          <header className="flex shrink-0 items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="truncate font-semibold text-md tracking-tight">{title}</Base.Title>
              {about && <Base.Description className="mt-0.5 text-ink-2 text-sm">{about}</Base.Description>}
            </div>
            <Base.Close
              aria-label="Close"
              className={clsx(buttonClass({ kind: 'ghost', size: 'icon' }), '-mr-1.5 -mt-1')}
            >
              <X size={16} aria-hidden="true" />
            </Base.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

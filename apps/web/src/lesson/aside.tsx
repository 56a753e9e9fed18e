import { clsx } from 'clsx';
import { Info, Lightbulb, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const TONES = {
  note: { Icon: Info, box: 'border-accent bg-accent-soft', ink: 'text-accent' },
  tip: { Icon: Lightbulb, box: 'border-pass bg-pass-soft', ink: 'text-pass' },
  caution: { Icon: TriangleAlert, box: 'border-wait bg-wait-soft', ink: 'text-wait' },
} as const;

interface AsideProps {
  tone: keyof typeof TONES;
  title: string;
  children?: ReactNode;
}

/** `:::note`, `:::tip` and `:::caution` of a lesson. */
export function Aside({ tone, title, children }: AsideProps) {
  const { Icon, box, ink } = TONES[tone];
  return (
    <aside aria-label={title} className={clsx('rounded-lg border-l-[3px] px-4 py-3', box)}>
      <p className={clsx('flex items-center gap-2 font-semibold text-sm', ink)}>
        <Icon size={15} aria-hidden="true" /> {title}
      </p>
      <div className="prose mt-1 text-sm">{children}</div>
    </aside>
  );
}

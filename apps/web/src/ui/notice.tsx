import { clsx } from 'clsx';
import type { ReactNode } from 'react';

const TONES = {
  plain: 'bg-sunk text-ink-2',
  wait: 'bg-wait-soft text-wait',
  fail: 'bg-fail-soft text-fail',
} as const;

/** A sentence that stands out calmly: what happened, and what to do. */
export function Notice({ tone = 'plain', icon, role, className, children }: NoticeProps) {
  return (
    <div
      role={role}
      className={clsx('flex gap-2.5 rounded-lg px-3.5 py-2.5 text-sm', TONES[tone], className)}
    >
      {icon && <span className="mt-0.5 shrink-0">{icon}</span>}
      <div className="min-w-0">{children}</div>
    </div>
  );
}

interface NoticeProps {
  tone?: keyof typeof TONES;
  icon?: ReactNode;
  role?: 'status' | 'alert';
  className?: string;
  children: ReactNode;
}

import { clsx } from 'clsx';
import Link from 'next/link';
import type { ComponentProps } from 'react';

const KINDS = {
  plain: 'border-line-strong bg-panel text-ink hover:bg-sunk',
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  ghost: 'border-transparent bg-transparent text-ink-2 hover:bg-sunk hover:text-ink',
  danger: 'border-transparent bg-transparent text-fail hover:bg-fail-soft',
  'danger-solid': 'border-transparent bg-fail text-panel hover:opacity-90',
  terminal: 'border-term-line bg-term-3 text-term-ink hover:bg-term-line',
} as const;
const SIZES = {
  sm: 'h-[26px] px-2.5 text-2xs gap-1.5 rounded-[7px]',
  md: 'h-[30px] px-3 text-xs gap-[7px] rounded-md',
  icon: 'size-[30px] rounded-md',
  'icon-sm': 'size-[26px] rounded-[7px]',
  lg: 'h-10 px-5 text-md gap-2 rounded-lg',
} as const;

export interface ButtonLook {
  kind?: keyof typeof KINDS;
  size?: keyof typeof SIZES;
}

/** The classes of a button, for elements that are none by themselves. */
export function buttonClass({ kind = 'plain', size = 'md' }: ButtonLook = {}): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap border font-medium',
    'transition-colors duration-100 disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    KINDS[kind],
    SIZES[size],
  );
}

/** A button of the one style; `type` is "button" unless it is said otherwise. */
export function Button({ kind, size, className, ...rest }: ButtonLook & ComponentProps<'button'>) {
  return <button type="button" className={clsx(buttonClass({ kind, size }), className)} {...rest} />;
}

/** A link that looks like a button. */
export function ButtonLink({ kind, size, className, ...rest }: ButtonLook & ComponentProps<typeof Link>) {
  return <Link className={clsx(buttonClass({ kind, size }), className)} {...rest} />;
}

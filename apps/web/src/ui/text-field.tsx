'use client';
import { clsx } from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';

interface TextFieldProps extends ComponentProps<'input'> {
  label: ReactNode;
  /** Below the field: what is wrong, or else what it is for. */
  problem?: string | null;
  help?: ReactNode;
}

/** A line of text to type, with its label. */
export function TextField({ label, problem, help, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="block font-medium text-ink-2 text-xs">
        {label}
      </label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem || help ? `${id}-help` : undefined}
        className={clsx(
          'mt-1 h-9 w-full rounded-md border bg-paper px-3 text-ink text-sm placeholder:text-ink-3',
          problem ? 'border-fail' : 'border-line-strong',
          className,
        )}
        {...rest}
      />
      {(problem || help) && (
        <p
          id={`${id}-help`}
          role={problem ? 'alert' : undefined}
          className={clsx('mt-1.5 text-xs', problem ? 'text-fail' : 'text-ink-3')}
        >
          {problem || help}
        </p>
      )}
    </div>
  );
}

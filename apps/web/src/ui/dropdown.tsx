'use client';
import { Menu } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import type { ReactElement, ReactNode } from 'react';

interface DropdownProps {
  /** The button that opens it. */
  trigger: ReactElement;
  align?: 'start' | 'end';
  children: ReactNode;
}

/** A menu of actions under a button, with arrow keys and Escape. */
export function Dropdown({ trigger, align = 'end', children }: DropdownProps) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner className="z-40 outline-none" sideOffset={6} collisionPadding={8} align={align}>
          <Menu.Popup className="max-h-(--available-height) min-w-52 overflow-y-auto origin-(--transform-origin) rounded-lg border bg-panel p-1 shadow-float outline-none transition-[opacity,scale] duration-100 data-ending-style:scale-[0.98] data-starting-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface DropdownItemProps {
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  /** A second line in small print. */
  note?: string;
  /** The keys that do the same, told on the right. */
  keys?: string;
  onSelect: () => void;
  children: ReactNode;
}

/** One action of a Dropdown. */
export function DropdownItem({ icon, danger, disabled, note, keys, onSelect, children }: DropdownItemProps) {
  return (
    <Menu.Item
      disabled={disabled}
      onClick={onSelect}
      aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
      className={clsx(
        'flex select-none items-baseline gap-2.5 rounded-sm px-2.5 py-1.5 text-sm outline-none',
        'data-disabled:opacity-50 data-highlighted:bg-sunk',
        danger ? 'text-fail' : 'text-ink',
      )}
    >
      {icon && <span className="self-start pt-[3px] text-ink-3">{icon}</span>}
      <span>
        {children}
        {note && <span className="block text-ink-3 text-xs">{note}</span>}
      </span>
      {keys && (
        <span aria-hidden="true" className="ml-auto pl-6 font-sans text-2xs text-ink-3">
          {keys}
        </span>
      )}
    </Menu.Item>
  );
}

/** A thin line between groups of actions. */
export function DropdownLine() {
  return <Menu.Separator className="mx-1 my-1 h-px bg-line" />;
}

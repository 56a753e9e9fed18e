'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { Dropdown, DropdownItem } from './dropdown.tsx';

const CHOICES = [
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
  { value: 'system', label: 'As the system', Icon: Monitor },
] as const;

const never = () => () => {};

/** Light, dark, or as the system says. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  // The server cannot know the choice; the icon comes with hydration, its place is kept.
  const known = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const current = CHOICES.find((choice) => choice.value === theme) ?? CHOICES[2];
  return (
    <Dropdown
      trigger={
        <Button kind="ghost" size="icon" aria-label={known ? `Theme: ${current.label}` : 'Theme'}>
          {known && <current.Icon size={16} aria-hidden="true" />}
        </Button>
      }
    >
      {CHOICES.map(({ value, label, Icon }) => (
        <DropdownItem
          key={value}
          icon={<Icon size={15} aria-hidden="true" />}
          onSelect={() => setTheme(value)}
        >
          <span className={known && theme === value ? 'font-medium' : undefined}>{label}</span>
        </DropdownItem>
      ))}
    </Dropdown>
  );
}

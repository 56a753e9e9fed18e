'use client';
import { ArrowLeftRight, Columns2, Rows2, Square } from 'lucide-react';
import { Dropdown, DropdownItem, DropdownLine } from '../../ui/dropdown.tsx';
import { DeckButton } from './deck-button.tsx';
import { join, moveOver } from './deck-layout.ts';
import type { TerminalTab } from './list-tabs.ts';
import { useTerminals } from './terminals-session.tsx';

/** Room for 60 columns on each side; with less, one stands above the other. */
const WIDE_PX = 1040;

/** Shows two terminals at once; then, how they stand. On a phone there is room for one. */
export function SplitButton({ tab, groups }: { tab: TerminalTab; groups: number }) {
  const { split, onPhone } = useTerminals();
  if (onPhone) return null;
  if (groups === 2) return <Arrange tab={tab} />;
  return (
    <DeckButton
      aria-label="Split the terminals"
      title="Split the terminals"
      onClick={(event) => {
        const width = event.currentTarget.closest('[data-terminal="deck"]')?.clientWidth ?? 0;
        split(width >= WIDE_PX ? 'right' : 'down');
      }}
    >
      <Rows2 size={14} aria-hidden="true" />
    </DeckButton>
  );
}

function Arrange({ tab }: { tab: TerminalTab }) {
  const { split, changeLayout, layout } = useTerminals();
  const Icon = layout.split === 'right' ? Columns2 : Rows2;
  return (
    <Dropdown
      trigger={
        <DeckButton aria-label={`Arrange the terminals, ${tab.label}`} title="Arrange the terminals">
          <Icon size={14} aria-hidden="true" />
        </DeckButton>
      }
    >
      <DropdownItem icon={<Columns2 size={14} />} onSelect={() => split('right')}>
        Side by side
      </DropdownItem>
      <DropdownItem icon={<Rows2 size={14} />} onSelect={() => split('down')}>
        One above the other
      </DropdownItem>
      <DropdownItem
        icon={<ArrowLeftRight size={14} />}
        onSelect={() => changeLayout((old) => moveOver(old, tab.key))}
      >
        Move {tab.label} to the other side
      </DropdownItem>
      <DropdownLine />
      <DropdownItem icon={<Square size={14} />} onSelect={() => changeLayout((old) => join(old))}>
        Join into one
      </DropdownItem>
    </Dropdown>
  );
}

'use client';
import { Columns2, Rows2, Square } from 'lucide-react';
import { DeckButton } from './deck-button.tsx';
import { type Direction, join } from './deck-layout.ts';
import { useTerminals } from './terminals-session.tsx';

/** Room for 60 columns on each side; with less, one stands above the other. */
const WIDE_PX = 1040;

/** Two terminals at once, and one again. On a phone there is room for one. */
export function SplitButton({ groups, direction }: { groups: number; direction: Direction | null }) {
  const { split, changeLayout, onPhone } = useTerminals();
  if (onPhone) return null;
  if (groups === 2)
    return (
      <DeckButton
        aria-label="Join into one side"
        title="Join into one side"
        onClick={() => changeLayout((layout) => join(layout))}
      >
        <Square size={14} aria-hidden="true" />
      </DeckButton>
    );
  const Icon = direction === 'right' ? Columns2 : Rows2;
  return (
    <DeckButton
      aria-label="Split the terminals"
      title="Split the terminals"
      onClick={(event) => {
        const width = event.currentTarget.closest('[data-terminal="deck"]')?.clientWidth ?? 0;
        split(width >= WIDE_PX ? 'right' : 'down');
      }}
    >
      <Icon size={14} aria-hidden="true" />
    </DeckButton>
  );
}

'use client';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { Direction } from './deck-layout.ts';

interface TwoSidesProps {
  direction: Direction;
  /** Percent of the first. */
  share: number;
  onShare: (share: number) => void;
  first: ReactNode;
  second: ReactNode;
}

/** Two groups of terminals with a divider between them. */
export function TwoSides({ direction, share, onShare, first, second }: TwoSidesProps) {
  return (
    <Group
      id="terminals"
      orientation={direction === 'down' ? 'vertical' : 'horizontal'}
      defaultLayout={{ first: share, second: 100 - share }}
      onLayoutChanged={(sizes, { isUserInteraction }) => isUserInteraction && onShare(sizes.first ?? share)}
      className="min-h-0"
    >
      <Panel id="first" minSize="120px" className="min-h-0">
        {first}
      </Panel>
      <Separator
        id="terminals-divider"
        aria-label="Size of the first terminals"
        className={clsx(
          'bg-term-line transition-colors hover:bg-term-accent focus-visible:z-10 data-[separator=active]:bg-term-accent data-[separator=drag]:bg-term-accent',
          direction === 'down' ? 'h-px' : 'w-px',
        )}
      />
      <Panel id="second" minSize="120px" className="min-h-0">
        {second}
      </Panel>
    </Group>
  );
}

import { expect, test } from 'vitest';
import { isLegible, leastWidth, ownWidth, turned } from './diagram-layout.ts';

const svg = (width: number) => `<svg width="100%" style="max-width: ${width}px;" viewBox="0 0 9 9"></svg>`;

test('what runs from side to side is turned, with the parts that say so themselves', () => {
  expect(turned('graph LR\n  a --> LR')).toBe('graph TB\n  a --> LR');
  expect(turned('%% a note\nflowchart RL\n  subgraph s\n    direction LR\n  end')).toBe(
    '%% a note\nflowchart TB\n  subgraph s\n    direction TB\n  end',
  );
  expect(turned('stateDiagram-v2\n  direction LR\n  [*] --> new')).toBe(
    'stateDiagram-v2\n  direction TB\n  [*] --> new',
  );
});

test('what runs from top to bottom, or has no direction, stays', () => {
  expect(turned('graph TB\n  a --> b')).toBeNull();
  expect(turned('sequenceDiagram\n  a->>b: LR')).toBeNull();
});

test('a drawing is legible while it need not be made much smaller, and scrolls before it cannot be read', () => {
  expect(ownWidth(svg(812.5))).toBe(812.5);
  expect(ownWidth('<svg></svg>')).toBe(0);
  expect([isLegible(svg(700), 520), isLegible(svg(760), 520)]).toEqual([true, false]);
  expect(leastWidth(svg(760))).toBe(456);
});

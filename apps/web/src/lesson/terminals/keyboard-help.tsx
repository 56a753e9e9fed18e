'use client';
import type { ReactNode } from 'react';
import { KEY_TABLE, MOUSE_TABLE, platformOf, shownKeys } from '../../terminal/terminal-keys.ts';

const TABS = [
  { words: 'Go to another tab', keys: ['←', '→', 'Home', 'End'] },
  { words: 'Show the terminal of the tab', keys: ['Enter'] },
  { words: 'Rename the terminal', keys: ['F2', 'Double click'] },
  { words: 'Close the terminal', keys: ['Delete', 'Middle click'] },
];

/** What the keyboard and the mouse do, in three tables. */
export function KeyboardHelp() {
  const platform = platformOf(navigator);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label="Keys" tabIndex={0} className="flex flex-col gap-5 outline-none">
      <Table title="In a terminal">
        {KEY_TABLE.filter((row) => row.keys[platform].length > 0).map(({ action, words }) => (
          <Row key={action} words={words} keys={shownKeys(action, platform)} />
        ))}
      </Table>
      <Table title="In the tabs">
        {TABS.map((row) => (
          <Row key={row.words} {...row} />
        ))}
      </Table>
      <Table title="With the mouse">
        {MOUSE_TABLE.map(({ gesture, words }) => (
          <Row key={gesture} words={words} keys={[gesture]} />
        ))}
      </Table>
    </section>
  );
}

function Table({ title, children }: { title: string; children: ReactNode }) {
  return (
    <table className="w-full text-sm">
      <caption className="pb-1 text-left font-medium text-ink-3 text-xs">{title}</caption>
      <tbody>{children}</tbody>
    </table>
  );
}

function Row({ words, keys }: { words: string; keys: string[] }) {
  return (
    <tr className="border-t align-baseline">
      <th scope="row" className="py-1.5 pr-4 text-left font-normal text-ink-2">
        {words}
      </th>
      <td className="py-1.5 text-right">
        {keys.map((key) => (
          <kbd
            key={key}
            className="mb-1 ml-1.5 inline-block whitespace-nowrap rounded-xs border bg-sunk px-1.5 font-sans text-xs"
          >
            {key}
          </kbd>
        ))}
      </td>
    </tr>
  );
}

'use client';
import {
  Circle,
  Download,
  Ellipsis,
  FileText,
  Film,
  Globe,
  Keyboard,
  Pencil,
  Search,
  Settings2,
  Square,
  Upload,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Dropdown, DropdownItem, DropdownLine } from '../../ui/dropdown.tsx';
import { DeckButton } from './deck-button.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { MAIN } from './terminal-address.ts';
import type { TerminalGlance } from './terminal-glance.ts';
import { useTerminals } from './terminals-session.tsx';
import type { DeckActions, DeckDialog } from './use-deck-actions.tsx';

interface TerminalMenuProps {
  tab: TerminalTab;
  glance: TerminalGlance;
  actions: DeckActions;
}

/** All that can be done with the terminal that is shown. */
export function TerminalMenu({ tab, glance, actions }: TerminalMenuProps) {
  const { handle } = useTerminals();
  const opens = (dialog: DeckDialog) => () => actions.open(dialog, tab);
  const recording = tab.info?.recordingSinceMs != null;
  const runs = tab.info !== null && glance.status.kind !== 'exited';
  return (
    <Dropdown
      trigger={
        <DeckButton aria-label={`Menu of ${tab.label}`} title="Menu">
          <Ellipsis size={15} aria-hidden="true" />
        </DeckButton>
      }
    >
      <Item icon={<Search />} keys="Ctrl+Shift+F" onSelect={() => handle(tab.key)?.find()}>
        Find
      </Item>
      <Item icon={<FileText />} onSelect={opens('transcript')}>
        Read as text
      </Item>
      <DropdownLine />
      <Item icon={<Upload />} disabled={!runs} onSelect={opens('upload')}>
        Upload a file…
      </Item>
      <Item icon={<Download />} disabled={!runs} onSelect={opens('download')}>
        Download a file…
      </Item>
      <Item icon={<Globe />} onSelect={opens('port')}>
        Open a port…
      </Item>
      <DropdownLine />
      <Item
        icon={recording ? <Square /> : <Circle />}
        disabled={!runs}
        onSelect={() => void actions.record(tab, !recording)}
      >
        {recording ? 'Stop recording' : 'Record'}
      </Item>
      <Item icon={<Film />} onSelect={opens('recordings')}>
        Recordings…
      </Item>
      <DropdownLine />
      <Item icon={<Settings2 />} onSelect={opens('preferences')}>
        Preferences…
      </Item>
      <Item icon={<Keyboard />} onSelect={opens('keyboard')}>
        Keyboard…
      </Item>
      <DropdownLine />
      <Item icon={<Pencil />} keys="F2" disabled={tab.info === null} onSelect={opens('rename')}>
        Rename…
      </Item>
      <Item icon={<X />} keys="Delete" danger onSelect={() => void actions.askClose(tab, glance)}>
        {tab.name === MAIN ? 'End shell' : 'Close'}
      </Item>
    </Dropdown>
  );
}

interface ItemProps {
  icon: ReactNode;
  /** Does the same; told on the right. */
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

function Item({ icon, ...rest }: ItemProps) {
  return <DropdownItem icon={<span className="[&>svg]:size-3.5">{icon}</span>} {...rest} />;
}

'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import dynamic from 'next/dynamic';
import { loadAgain } from '../../live/load-again.ts';
import { useHydrated } from '../../ui/use-hydrated.ts';
import { DeckDialogs } from './deck-dialogs.tsx';
import type { DeckGroup } from './deck-layout.ts';
import { DrawnTerminal, useDrawingPlaces } from './drawing-places.tsx';
import { KeyBar } from './key-bar.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { StatusLine } from './status-line.tsx';
import { TabGroup } from './tab-group.tsx';
import { TerminalPane } from './terminal-pane.tsx';
import { useTerminals } from './terminals-session.tsx';
import { TwoSides } from './two-sides.tsx';
import { useDeckActions } from './use-deck-actions.tsx';
import { useGlances } from './use-glances.ts';
import { useVanishing } from './use-vanishing.ts';

const loadTerminal = () => loadAgain(() => import('../../terminal/terminal-view.tsx'));
const Terminal = dynamic(loadTerminal, { ssr: false });

/** Fetches what a terminal needs before there is one, so that the first prompt does not wait for it. */
export function preloadTerminal(): void {
  loadTerminal().catch(() => {}); // asked for again when it is needed
}

/** The terminals of a sandbox: tabs in one or two groups. `live` is false once the sandbox is gone. */
export function TerminalDeck({ sandbox, live }: { sandbox: SandboxInfo; live: boolean }) {
  const { tabsOf, groupsOf, layout, changeLayout, drawnIn, showTab } = useTerminals();
  const glances = useGlances();
  const actions = useDeckActions();
  const placeOf = useDrawingPlaces();
  const hydrated = useHydrated();
  const tabs = tabsOf(sandbox);
  const { groups, active } = groupsOf(tabs);
  const drawn = drawnIn(sandbox);
  const current = tabs.find((tab) => tab.key === groups[active]?.shown);
  useVanishing(live ? tabs : [], glances.glanceOf);
  if (!current) return null;
  const isShown = (tab: TerminalTab) => groups.some((group) => group.shown === tab.key);
  const group = (one: DeckGroup, index: 0 | 1) => (
    <TabGroup
      tabs={one.keys.flatMap((key) => tabs.find((tab) => tab.key === key) ?? [])}
      shown={one.shown}
      active={groups.length === 2 && index === active}
      groups={groups.length}
      live={live}
      glanceOf={glances.glanceOf}
      actions={actions}
      placeOf={placeOf}
      label={groups.length === 1 ? 'Terminals' : `Terminals, side ${index + 1} of 2`}
    />
  );
  return (
    <div className="flex h-full flex-col bg-term" data-terminal="deck">
      <div className="min-h-0 flex-1">
        {groups[0] && groups[1] ? (
          <TwoSides
            direction={layout.split ?? 'right'}
            share={layout.share}
            onShare={(share) => changeLayout((old) => ({ ...old, share }))}
            first={group(groups[0], 0)}
            second={group(groups[1], 1)}
          />
        ) : (
          groups[0] && group(groups[0], 0)
        )}
      </div>
      {live && <KeyBar terminal={current.key} />}
      <StatusLine tab={current} glance={glances.glanceOf(current.key)} live={live} actions={actions} />
      {hydrated &&
        tabs
          .filter((tab) => drawn.includes(tab.key))
          .map((tab) => (
            <DrawnTerminal key={tab.key} place={placeOf(tab.key)} onUse={() => isShown(tab) && showTab(tab)}>
              <TerminalPane
                tab={tab}
                live={live}
                glance={glances.glanceOf(tab.key)}
                onGlance={(what) => glances.change(tab.key, what)}
                actions={actions}
                shown={isShown(tab)}
                terminal={(events) => (
                  <Terminal
                    // A reset makes another machine: nothing of the old one's screen is its own.
                    key={`${sandbox.id}:${tab.on.generation}`}
                    sandboxId={sandbox.id}
                    machine={tab.machine}
                    name={tab.name}
                    label={`Terminal ${tab.label}`}
                    shown={isShown(tab)}
                    {...events}
                  />
                )}
              />
            </DrawnTerminal>
          ))}
      <DeckDialogs actions={actions} sandboxId={sandbox.id} />
    </div>
  );
}

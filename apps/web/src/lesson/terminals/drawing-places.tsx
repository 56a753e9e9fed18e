'use client';
import { type ReactNode, useCallback, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

/**
 * An element for each terminal that outlives the group it is shown in: when a tab moves to the other side its screen
 * moves with it, scrollback and all, and is not drawn anew.
 */
export function useDrawingPlaces(): (key: string) => HTMLElement {
  const places = useRef(new Map<string, HTMLElement>());
  return useCallback((key) => {
    const known = places.current.get(key);
    if (known) return known;
    const place = document.createElement('div');
    place.className = 'absolute inset-0';
    places.current.set(key, place);
    return place;
  }, []);
}

/** Draws a terminal in its place. `onUse`: somebody works in it. */
export function DrawnTerminal({ place, onUse, children }: DrawnTerminalProps) {
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes which side is used
    <div className="absolute inset-0" onFocus={onUse} onPointerDown={onUse}>
      {children}
    </div>,
    place,
  );
}

interface DrawnTerminalProps {
  place: HTMLElement;
  onUse: () => void;
  children: ReactNode;
}

/** Where a terminal's place stands now. */
export function PlaceSlot({ place }: { place: () => HTMLElement }) {
  const slot = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = place();
    if (element.parentElement !== slot.current) slot.current?.append(element);
  });
  return <div ref={slot} className="absolute inset-0" />;
}

'use client';
import { useEffect } from 'react';

/** Less of the window than this is left when a keyboard lies over it. */
const COVERED_BELOW = 0.78;

/**
 * Tells the styles how much of the window can be seen while a keyboard lies over it on a touch screen, as
 * `--visible-height`, and that it does, as `data-keyboard="open"` on the document.
 */
export function useVisibleHeight(): void {
  useEffect(() => {
    const visible = window.visualViewport;
    if (!visible) return;
    const root = document.documentElement;
    const look = () => {
      // Zoomed in, less is seen as well; then nothing should move.
      const covered = visible.scale === 1 && visible.height < window.innerHeight * COVERED_BELOW;
      root.dataset.keyboard = covered ? 'open' : 'closed';
      if (covered) root.style.setProperty('--visible-height', `${visible.height}px`);
      else root.style.removeProperty('--visible-height');
      if (covered) window.scrollTo(0, 0);
    };
    look();
    visible.addEventListener('resize', look);
    return () => {
      visible.removeEventListener('resize', look);
      root.style.removeProperty('--visible-height');
      delete root.dataset.keyboard;
    };
  }, []);
}

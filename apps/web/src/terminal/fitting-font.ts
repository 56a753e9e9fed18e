import type { ScreenSize } from './screen-feed.ts';

/** The smallest letters, in px, that another window's terminal is drawn with; beyond it the terminal scrolls. */
export const LEAST_FONT = 6;

/**
 * The largest font size, at most `usual`, at which `size` fits. `measure` tells how much fits at a font size; it is
 * asked as rarely as can be, as each time costs a layout.
 */
export function fittingFont(size: ScreenSize, usual: number, measure: (font: number) => ScreenSize): number {
  const fits = (font: number) => {
    const room = measure(font);
    return room.cols >= size.cols && room.rows >= size.rows;
  };
  if (fits(usual)) return usual;
  const room = measure(usual);
  const guess = usual * Math.min(room.cols / size.cols, room.rows / size.rows, 1);
  // Letters are measured in whole pixels of the screen, so the guess may be a little off on either side.
  let font = Math.max(LEAST_FONT, Math.min(usual, Math.ceil(guess * 2) / 2));
  while (font > LEAST_FONT && !fits(font)) font -= 0.5;
  return Math.max(LEAST_FONT, font);
}

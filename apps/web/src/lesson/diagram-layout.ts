/** Whether a drawing can be read in the room it has, and how one that can't is turned. Knows Mermaid's text, not the page. */

/** Text is 14 px high at a drawing's own size, and is read with ease down to this share of it. */
const EASY_SCALE = 0.72;

/** Below this share it is not read at all, and the drawing scrolls. */
const LEAST_SCALE = 0.6;

const ACROSS = /^(\s*(?:graph|flowchart|direction)\s+)(?:LR|RL)\b/gm;

/** The same diagram from top to bottom; null when it does not run from side to side. */
export function turned(code: string): string | null {
  const down = code.replace(ACROSS, '$1TB');
  return down === code ? null : down;
}

/** The width in px at which Mermaid drew it; 0 when it does not say. */
export const ownWidth = (svg: string): number => Number(/max-width:\s*([\d.]+)px/.exec(svg)?.[1] ?? 0);

/** Is text read with ease when the drawing has this width, in px? */
export const isLegible = (svg: string, width: number): boolean => ownWidth(svg) * EASY_SCALE <= width;

/** In px: where there is less room, a drawing keeps this width and scrolls. */
export const leastWidth = (svg: string): number => Math.floor(ownWidth(svg) * LEAST_SCALE);

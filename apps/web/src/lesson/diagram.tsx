'use client';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { loadAgain } from '../live/load-again.ts';
import { isLegible, leastWidth, ownWidth, turned } from './diagram-layout.ts';

interface DiagramProps {
  code: string;
  title: string;
}

/**
 * A diagram in Mermaid, drawn when it comes near the view; its source until then, and when it cannot be drawn. One that
 * runs from side to side runs downwards where it would be too small to read, and what is still too wide scrolls.
 */
export function Diagram({ code, title }: DiagramProps) {
  const box = useRef<HTMLElement>(null);
  const [svg, setSvg] = useState<string | null>(null);
  const [scrolls, setScrolls] = useState(false);
  const [problem, setProblem] = useState(false);
  useEffect(() => {
    const node = box.current;
    if (!node) return;
    let near = false;
    let gone = false;
    let width = 0;
    let busy = false;
    let again = false;
    const drawOnce = async () => {
      const drawn = await drawInto(width, code);
      if (gone) return;
      setSvg(drawn);
      setScrolls(leastWidth(drawn) > width);
    };
    // While the room changes, what was asked for meanwhile is drawn once.
    const redraw = () => {
      again = busy;
      if (busy || gone || !near || width === 0) return;
      busy = true;
      drawOnce()
        .catch(() => !gone && setProblem(true))
        .finally(() => {
          busy = false;
          if (again) redraw();
        });
    };
    const room = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry?.contentRect.width ?? 0);
      if (now === width) return;
      width = now;
      redraw();
    });
    room.observe(node);
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (near || !entry?.isIntersecting) return;
        near = true;
        redraw();
      },
      { rootMargin: '600px' },
    );
    watch.observe(node);
    // The theme is a class of the root: the diagram takes its colours from there.
    const theme = new MutationObserver(redraw);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
    return () => {
      gone = true;
      room.disconnect();
      watch.disconnect();
      theme.disconnect();
    };
  }, [code]);
  return (
    <figure ref={box} className="diagram rounded-lg border bg-panel px-4 py-3">
      {svg ? (
        <div
          role="img"
          aria-label={title}
          // What scrolls can be reached by the keyboard.
          {...(scrolls ? { tabIndex: 0 } : {})}
          style={{ '--least-width': `${leastWidth(svg)}px` } as CSSProperties}
          className="overflow-x-auto [&>svg]:mx-auto [&>svg]:min-w-(--least-width)"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: Mermaid's strict mode has cleaned it
          dangerouslySetInnerHTML={{ __html: svg }}
        />
      ) : (
        <pre className="overflow-x-auto font-mono text-ink-3 text-xs leading-5">{code}</pre>
      )}
      <figcaption className="mt-2 text-center text-ink-3 text-xs">
        {title}
        {problem && '. It could not be drawn, so here is its text.'}
      </figcaption>
    </figure>
  );
}

/** One at a time: Mermaid keeps its settings for the whole page. */
let turn: Promise<unknown> = Promise.resolve();

/** Each has an id of its own: Mermaid removes what is on the page by the id of what it draws. */
let drawings = 0;

/** As it stands where that is legible in this width, else turned where that helps. */
async function drawInto(width: number, code: string): Promise<string> {
  const drawn = await draw(code);
  const down = isLegible(drawn, width) ? null : turned(code);
  if (!down) return drawn;
  const narrower = await draw(down);
  return ownWidth(narrower) < ownWidth(drawn) ? narrower : drawn;
}

function draw(code: string): Promise<string> {
  // Mermaid fetches what each kind of diagram needs when it draws the first of that kind.
  const drawn = turn.then(() => loadAgain(() => drawNow(code)));
  turn = drawn.catch(() => undefined);
  return drawn;
}

async function drawNow(code: string): Promise<string> {
  const { default: mermaid } = await import('mermaid');
  const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const ink = token('--ink');
  const line = token('--line-strong');
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: 'base',
    fontFamily: 'inherit',
    themeVariables: {
      darkMode: document.documentElement.classList.contains('dark'),
      fontSize: '14px',
      background: token('--panel'),
      primaryColor: token('--sunk'),
      primaryTextColor: ink,
      primaryBorderColor: line,
      secondaryColor: token('--accent-soft'),
      tertiaryColor: token('--paper'),
      lineColor: token('--ink-3'),
      edgeLabelBackground: token('--panel'),
      textColor: ink,
      noteBkgColor: token('--wait-soft'),
      noteTextColor: ink,
      noteBorderColor: line,
    },
  });
  await mermaid.parse(code);
  drawings += 1;
  return (await mermaid.render(`drawing-${drawings}`, code)).svg;
}

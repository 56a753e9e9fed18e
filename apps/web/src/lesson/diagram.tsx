'use client';
import { useEffect, useId, useRef, useState } from 'react';

interface DiagramProps {
  code: string;
  title: string;
}

/** A diagram in Mermaid, drawn when it comes near the view; its source until then, and when it cannot be drawn. */
export function Diagram({ code, title }: DiagramProps) {
  const box = useRef<HTMLElement>(null);
  const id = `diagram-${useId().replaceAll(/[^a-zA-Z0-9]/g, '')}`;
  const [svg, setSvg] = useState<string | null>(null);
  const [problem, setProblem] = useState(false);
  useEffect(() => {
    const node = box.current;
    if (!node) return;
    let near = false;
    let gone = false;
    const redraw = () => {
      if (!near) return;
      draw(id, code).then(
        (drawn) => !gone && setSvg(drawn),
        () => !gone && setProblem(true),
      );
    };
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
      watch.disconnect();
      theme.disconnect();
    };
  }, [code, id]);
  return (
    <figure ref={box} className="diagram rounded-lg border bg-panel px-4 py-3">
      {svg ? (
        <div
          role="img"
          aria-label={title}
          className="flex justify-center overflow-x-auto"
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

function draw(id: string, code: string): Promise<string> {
  const drawn = turn.then(async () => {
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
    return (await mermaid.render(`${id}-svg`, code)).svg;
  });
  turn = drawn.catch(() => undefined);
  return drawn;
}

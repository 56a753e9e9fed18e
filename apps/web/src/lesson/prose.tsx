import type { Element, Root } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { ComponentProps, ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { CodeBlock } from './code-block.tsx';
import { InlineCopy, InlinePort, InlineRun } from './inline-actions.tsx';
import { TaskCard } from './task-card.tsx';

interface ProseProps {
  body: Root;
  /** Task's id -> its hints, drawn by this same component. */
  tasks: { id: string; title: string; hints: Root[] }[];
}

/** A lesson's markdown as elements of the page; its `sl-*` elements become the ones that act. */
export function Prose({ body, tasks }: ProseProps): ReactNode {
  const components = {
    'sl-task': ({ id, children }: { id: string; children?: ReactNode }) => {
      const task = tasks.find((one) => one.id === id);
      if (!task) return null;
      const hints = task.hints.map((hint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hints have their order and nothing else
        <Prose key={index} body={hint} tasks={[]} />
      ));
      return (
        <TaskCard id={id} title={task.title} hints={hints}>
          {children}
        </TaskCard>
      );
    },
    'sl-code': (props: ComponentProps<typeof CodeBlock>) => <CodeBlock {...props} />,
    'sl-run': (props: ComponentProps<typeof InlineRun>) => <InlineRun {...props} />,
    'sl-copy': (props: { code: string }) => <InlineCopy {...props} />,
    'sl-port': (props: { port: string; machine?: string }) => <InlinePort {...props} />,
    a: ({ href, children }: { href?: string; children?: ReactNode }) =>
      href?.startsWith('/') || href?.startsWith('#') ? (
        <a href={href}>{children}</a>
      ) : (
        <a href={href} target="_blank" rel="noreferrer">
          {children}
        </a>
      ),
  };
  // The library's types know HTML's own elements; ours are added under their own names.
  return toJsxRuntime(body as unknown as Element, {
    Fragment,
    jsx,
    jsxs,
    components: components as object,
  });
}

'use client';
import type { Root } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { ComponentProps, ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { Aside } from './aside.tsx';
import { CodeBlock } from './code-block.tsx';
import { InlineCopy, InlineRun } from './inline-actions.tsx';
import { Value } from './value.tsx';

/** A quiz's explanation. It comes from the broker, after the answer, and is drawn in the browser. */
export function ExplanationProse({ tree }: { tree: unknown }): ReactNode {
  const components = {
    'sl-code': ({ children: _, ...props }: ComponentProps<typeof CodeBlock>) => <CodeBlock {...props} />,
    'sl-run': InlineRun,
    'sl-copy': InlineCopy,
    'sl-var': Value,
    'sl-note': Aside,
  };
  return (
    <div className="prose text-sm">
      {toJsxRuntime(tree as Root, { Fragment, jsx, jsxs, components: components as object })}
    </div>
  );
}

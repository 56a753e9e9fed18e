import type { PublicTask } from '@sandlot/lesson';
import type { Element, Root } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { ComponentProps, ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { AnswerField } from './answer-field.tsx';
import { Aside } from './aside.tsx';
import { CodeBlock } from './code-block.tsx';
import { Diagram } from './diagram.tsx';
import { FileLink } from './file-link.tsx';
import { InlineCopy, InlineRun } from './inline-actions.tsx';
import { Picture } from './picture.tsx';
import { PortLink } from './port-link.tsx';
import type { QuizQuestion } from './quiz-actions.tsx';
import { Tab, Tabs } from './tabs.tsx';
import { TaskCard } from './task-card.tsx';
import { Value } from './value.tsx';

interface ProseProps {
  body: Root;
  tasks: PublicTask[];
  /** Whose pictures are shown. */
  lesson: { path: string; revision: string };
}

/** A lesson's markdown as elements of the page; its `sl-*` elements become the ones that act. */
export function Prose({ body, tasks, lesson }: ProseProps): ReactNode {
  const part = (tree: Root, key: number | string) => (
    <Prose key={key} body={tree} tasks={[]} lesson={lesson} />
  );
  const components = {
    'sl-task': ({ id, children }: { id: string; children?: ReactNode }) => {
      const task = tasks.find((one) => one.id === id);
      if (!task) return null;
      return (
        <TaskCard
          id={id}
          title={task.title}
          hints={task.hints.map(part)}
          {...(task.kind === 'quiz' ? { question: questionOf(task, part) } : {})}
        >
          {children}
        </TaskCard>
      );
    },
    'sl-code': (props: ComponentProps<typeof CodeBlock>) => <CodeBlock {...props} />,
    'sl-run': (props: ComponentProps<typeof InlineRun>) => <InlineRun {...props} />,
    'sl-copy': (props: { code: string }) => <InlineCopy {...props} />,
    'sl-port': (props: ComponentProps<typeof PortLink>) => <PortLink {...props} />,
    'sl-file': (props: ComponentProps<typeof FileLink>) => <FileLink {...props} />,
    'sl-var': ({ name }: { name: string }) => <Value name={name} />,
    'sl-answer': (props: ComponentProps<typeof AnswerField>) => <AnswerField {...props} />,
    'sl-note': (props: ComponentProps<typeof Aside>) => <Aside {...props} />,
    'sl-tabs': ({ children }: { children?: ReactNode }) => <Tabs>{children}</Tabs>,
    'sl-tab': Tab,
    'sl-diagram': ({ code, title }: { code: string; title: string }) => <Diagram code={code} title={title} />,
    'sl-image': (props: Omit<ComponentProps<typeof Picture>, 'base'>) => <Picture {...props} base={lesson} />,
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

function questionOf(
  { question }: Extract<PublicTask, { kind: 'quiz' }>,
  part: (tree: Root, key: string) => ReactNode,
): QuizQuestion {
  if (question.form === 'text') return { form: 'text' };
  const options = question.options.map(({ id, body }) => ({ id, body: part(body, id) }));
  return { form: question.form, options };
}

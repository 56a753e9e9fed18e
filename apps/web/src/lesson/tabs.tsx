'use client';
import { Tabs as Base } from '@base-ui/react/tabs';
import { Children, isValidElement, type ReactElement, type ReactNode } from 'react';

/** One of a lesson's tabs; drawn by the `Tabs` around it. */
export function Tab({ children }: { title: string; children?: ReactNode }) {
  return <>{children}</>;
}

/** `:::tabs` of a lesson: the same thing said in several ways. */
export function Tabs({ children }: { children?: ReactNode }) {
  const tabs = Children.toArray(children).filter(
    (child): child is ReactElement<{ title: string; children?: ReactNode }> =>
      isValidElement<{ title?: unknown }>(child) && typeof child.props.title === 'string',
  );
  return (
    <Base.Root defaultValue={0} className="rounded-lg border bg-panel">
      <Base.List className="flex gap-1 overflow-x-auto border-b px-2" aria-label="Choose one">
        {tabs.map((tab, index) => (
          <Base.Tab
            key={tab.key}
            value={index}
            className="-mb-px whitespace-nowrap border-transparent border-b-2 px-2.5 py-2 font-medium text-ink-2 text-sm hover:text-ink data-active:border-accent data-active:text-accent"
          >
            {tab.props.title}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab, index) => (
        <Base.Panel key={tab.key} value={index} keepMounted className="prose px-4 py-3">
          {tab.props.children}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}

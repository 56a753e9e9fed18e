'use client';
import type { ClusterState } from '@sandlot/protocol';
import { type RefObject, useLayoutEffect, useState } from 'react';

interface ServiceLinesProps {
  /** Around Services and pods; lines are drawn in its coordinates. */
  field: RefObject<HTMLElement | null>;
  /** Key of the Service that is meant. */
  service: string | null;
  /** Where things are moves with it. */
  state: ClusterState;
}

/** From the Service that is meant to each of its pods; a picture of what the lists say. */
export function ServiceLines({ field, service, state }: ServiceLinesProps) {
  const [paths, setPaths] = useState<string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new state has moved what is measured
  useLayoutEffect(() => {
    setPaths(field.current && service ? measure(field.current, service) : []);
  }, [field, service, state]);
  if (paths.length === 0) return null;
  return (
    <svg aria-hidden="true" className="pointer-events-none absolute inset-0 size-full overflow-visible">
      {paths.map((path) => (
        <path
          key={path}
          d={path}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={1.5}
          strokeDasharray="3 4"
          opacity={0.75}
          className="animate-rise"
        />
      ))}
    </svg>
  );
}

/** A gentle curve from the nearer side of the Service to the nearer side of each pod. */
function measure(field: HTMLElement, service: string): string[] {
  const origin = field.getBoundingClientRect();
  const boxOf = (element: Element) => {
    const { left, right, top, height } = element.getBoundingClientRect();
    return { left: left - origin.left, right: right - origin.left, y: top - origin.top + height / 2 };
  };
  const from = field.querySelector(`[data-service="${CSS.escape(service)}"]`);
  if (!from) return [];
  const start = boxOf(from);
  return [...field.querySelectorAll('[data-meant="true"]')]
    .map((pod) => {
      const end = boxOf(pod);
      if (end.right > start.left) return '';
      const bend = (start.left - end.right) / 2;
      return `M${start.left},${start.y} C${start.left - bend},${start.y} ${end.right + bend},${end.y} ${end.right},${end.y}`;
    })
    .filter((path) => path !== '');
}

'use client';
import { useMemo, useState } from 'react';
import type { DrawnService } from './arrange-cluster.ts';

export interface Highlight {
  /** The Service that is meant; null: none, or a pod is. */
  service: string | null;
  /** Whether a pod belongs to what is meant; null: nothing is. */
  hasPod: (key: string) => boolean | null;
  hasService: (key: string) => boolean | null;
  /** It stays until it is let go. */
  pinned: string | null;
  pin: (service: string | null) => void;
  point: (at: { service?: string; pod?: string } | null) => void;
}

/** What the student points at, by mouse, keyboard or touch: a Service with its pods, or a pod with its Services. */
export function useHighlight(services: DrawnService[]): Highlight {
  const [pinned, pin] = useState<string | null>(null);
  const [at, point] = useState<{ service?: string; pod?: string } | null>(null);
  return useMemo(() => {
    const { pod } = at ?? {};
    const service = at ? (at.service ?? null) : services.some(({ key }) => key === pinned) ? pinned : null;
    const meant = services.find(({ key }) => key === service);
    return {
      service,
      hasPod: (key) => (meant ? meant.pods.has(key) : pod ? pod === key : null),
      hasService: (key) =>
        meant ? meant.key === key : pod ? services.some((one) => one.key === key && one.pods.has(pod)) : null,
      pinned,
      pin,
      point,
    };
  }, [services, pinned, at]);
}

import type { Refusal } from '@sandlot/protocol';

/** What the server tells the lesson page once. Public parts only. */

export interface LessonFacts {
  /** `course/lesson`. */
  path: string;
  title: string;
  summary: string;
  minutes: number;
  level: string;
  courseTitle: string;
  tasks: { id: string; title: string }[];
  /** `engine`: it has a Docker engine of its own; `cluster`: its user reaches a Kubernetes cluster. */
  machines: { name: string; memoryBytes: number; cpus: number; engine: boolean; cluster: boolean }[];
  /** How its machines get that engine, in a sentence's words; null for plain ones. */
  engineInside: string | null;
  playgroundTitle: string;
  /** Why this host cannot run it, and what would help; null when it can. */
  cannotRun: Refusal | null;
  next: { href: string; title: string } | null;
}

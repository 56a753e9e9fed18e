/** The ways to give a machine a Docker engine of its own, the safest first. Plain data: knows no engine. */
import type { Need } from '@sandlot/lesson';

export interface Way {
  /** In settings, labels and on pages: `rootless`, `privileged`, or the runtime's own name, `sysbox-runc`. */
  name: string;
  /** For a person. */
  title: string;
  /** How the engine inside is started: see docker/docker/files/docker-engine.sh. */
  inner: 'rootless' | 'rootful';
  /** The engine's container runtime; null: its usual one. */
  runtime: string | null;
  /** A stranger with root in it has no more of the host than in a plain machine. */
  forStrangers: boolean;
}

export const ROOTLESS: Way = {
  name: 'rootless',
  title: 'Rootless Docker in an unprivileged container',
  inner: 'rootless',
  runtime: null,
  forStrangers: true,
};

export const PRIVILEGED: Way = {
  name: 'privileged',
  title: 'Docker in a nearly privileged container',
  inner: 'rootful',
  runtime: null,
  forStrangers: false,
};

/** A container runtime that gives the inside a user namespace of its own, like Sysbox: root in it is nobody outside. */
export const byRuntime = (runtime: string): Way => ({
  name: runtime,
  title: `Docker in a container of the runtime ${runtime}`,
  inner: 'rootful',
  runtime,
  forStrangers: true,
});

/** All ways of an installation, the safest first; `runtimes` are those that the operator names. */
export const allWays = (runtimes: string[]): Way[] => [...runtimes.map(byRuntime), ROOTLESS, PRIVILEGED];

/** What a try of a way has found on this host. */
export interface WayFinding {
  way: string;
  /** What machines made this way have. Empty: it does not work here. */
  gives: Need[];
  /** What was found, a sentence or two. */
  reason: string;
  /** What would give more of it; empty when nothing is missing. */
  remedy: string;
}

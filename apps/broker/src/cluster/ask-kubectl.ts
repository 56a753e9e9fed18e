/**
 * Asks the API of a cluster by the machine's own kubectl, as the student: lists page by page, and watches. The
 * credentials stay on the machine. Knows no objects and no page.
 */
import type { Readable } from 'node:stream';
import { CLUSTER, type ClusterStatus } from '@sandlot/protocol';
import { SandboxError } from '@sandlot/sandbox';
import { boundedLines, type Clock, Pace } from './bounded-lines.ts';
import type { Kind } from './cluster-store.ts';
import { plain } from './kube-text.ts';

const PATHS: Record<Kind, string> = {
  nodes: '/api/v1/nodes',
  pods: '/api/v1/pods',
  services: '/api/v1/services',
  endpointslices: '/apis/discovery.k8s.io/v1/endpointslices',
};
/** Pods of about 10 KiB: a page stays well below the bound. */
const PAGE_OBJECTS = 40;
const LINE_BYTES = 2 ** 20;
/** kubectl pings a server that says nothing by itself, and gives a watch up after 45 s. */
const LIST_WITHIN = '10s';
const FOREVER = '0';

const SCRIPT = `
command -v kubectl >/dev/null || { echo no-kubectl; exit; }
[ -e ~/.kube/config ] || { echo no-config; exit; }
exec kubectl --request-timeout="$1" get --raw "$2" 2>&1
`;

/** Why a cluster cannot be read, with what kubectl said. */
export class NoAnswer extends Error {
  readonly status: Exclude<ClusterStatus, 'connecting' | 'live'>;
  constructor(status: NoAnswer['status'], said: string) {
    super(plain(said, CLUSTER.saidChars).trim());
    this.status = status;
  }
}

/** Runs a program on the machine as the student; see SandboxRuntime.follow. */
export type Follow = (command: string[]) => Promise<Readable>;

export interface WatchEvent {
  type: string;
  object: unknown;
}

interface KubeList {
  items: unknown[];
  /** Where the next page begins; empty: there is none. */
  next: string;
  /** What a watch goes on from. */
  version: string;
}

/** The lines of one machine's kubectl share a pace. */
export class AskKubectl {
  readonly #follow: Follow;
  readonly #pace: Pace;

  constructor(follow: Follow, clock: Clock) {
    this.#follow = follow;
    this.#pace = new Pace(clock);
  }

  /** All objects of a kind, up to `most` and a page, and the version that they are of. Throws NoAnswer. */
  async list(kind: Kind, most: number, signal: AbortSignal): Promise<{ items: unknown[]; version: string }> {
    const items: unknown[] = [];
    for (let next = ''; ; ) {
      const path = `${PATHS[kind]}?limit=${PAGE_OBJECTS}${next && `&continue=${encodeURIComponent(next)}`}`;
      const page = await this.#page(path, signal);
      items.push(...page.items);
      next = page.next;
      if (!next || page.items.length === 0 || items.length >= most) return { items, version: page.version };
    }
  }

  async #page(path: string, signal: AbortSignal): Promise<KubeList> {
    const said: string[] = [];
    for await (const line of this.#lines(LIST_WITHIN, path, signal)) {
      if (line === null)
        throw new NoAnswer('failed', `An answer was longer than ${LINE_BYTES / 2 ** 20} MiB.`);
      const list = readList(line);
      if (list) return list;
      if (said.length < 5) said.push(line);
    }
    throw noAnswer(said);
  }

  /** What happens to a kind after a version. Ends when the server, kubectl or the machine ends it. */
  async *watch(kind: Kind, version: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    const path = `${PATHS[kind]}?watch=1&allowWatchBookmarks=true&resourceVersion=${version}`;
    for await (const line of this.#lines(FOREVER, path, signal)) {
      const event = line === null ? null : (parse(line) as Partial<WatchEvent> | null);
      if (event?.type === 'ERROR') return;
      if (typeof event?.type === 'string') yield { type: event.type, object: event.object };
    }
  }

  async *#lines(timeout: string, path: string, signal: AbortSignal): AsyncGenerator<string | null> {
    const stream = await this.#run(['sh', '-c', SCRIPT, 'sh', timeout, path]);
    const stop = () => stream.destroy();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      yield* boundedLines(stream, { mostBytes: LINE_BYTES, pace: this.#pace, signal });
    } catch (error) {
      if (!signal.aborted) throw error; // it was cut short by us
    } finally {
      signal.removeEventListener('abort', stop);
      stream.destroy();
    }
  }

  async #run(command: string[]): Promise<Readable> {
    try {
      return await this.#follow(command);
    } catch (error) {
      if (error instanceof SandboxError) throw new NoAnswer('machine', error.message);
      throw error;
    }
  }
}

function parse(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function readList(line: string): KubeList | null {
  const list = parse(line) as { items?: unknown; metadata?: Record<string, unknown> } | null;
  if (!list || !Array.isArray(list.items)) return null;
  const { continue: next, resourceVersion } = list.metadata ?? {};
  return {
    items: list.items,
    next: typeof next === 'string' ? next.slice(0, 2000) : '',
    version:
      typeof resourceVersion === 'string' && /^\d{1,30}$/.test(resourceVersion) ? resourceVersion : '0',
  };
}

/** As kubectl and Go say it when nobody is there to answer. */
const UNREACHED =
  /refused|time-?d? ?out|deadline exceeded|no route|unreachable|\bEOF\b|reset by peer|no such host|ServiceUnavailable|InternalError|currently unable/i;

function noAnswer(said: string[]): NoAnswer {
  const [first = ''] = said;
  if (first === 'no-kubectl' || first === 'no-config') return new NoAnswer(first, '');
  const words = said.filter((line) => line.trim() !== '').at(-1) ?? '';
  return new NoAnswer(words === '' || UNREACHED.test(said.join(' ')) ? 'down' : 'failed', words);
}

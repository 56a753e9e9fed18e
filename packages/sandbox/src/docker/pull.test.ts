import { expect, test } from 'vitest';
import type { Engine } from './engine.ts';
import type { OnProgress } from './engine-types.ts';
import { pull } from './pull.ts';

/** An engine that says of one layer, each 5 ms, what `said` gives; it ends with null. */
const engineSaying = (said: () => Parameters<OnProgress>[0] | null): Engine =>
  ({
    hasImage: async () => false,
    pullImage: (_reference: string, onProgress: OnProgress, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const clock = setInterval(() => {
          const message = said();
          if (message) onProgress(message);
          else end(resolve);
        }, 5);
        const end = (how: () => void) => {
          clearInterval(clock);
          how();
        };
        signal.addEventListener('abort', () => end(() => reject(signal.reason)));
      }),
  }) as unknown as Engine;

test('an engine that says the same again and again, while nothing comes, is given up', async () => {
  const stalled = engineSaying(() => ({ id: 'a', status: 'Downloading', progressDetail: { current: 7 } }));
  expect(await pull(stalled, 'up/node:1', () => {}, 100)).toBe('its registry said nothing for 0.1 s');
});

test('what comes slowly is waited for, and each of its states is told once', async () => {
  let current = 0;
  const slow = engineSaying(() => {
    current += 1;
    if (current === 60) return null;
    return { id: 'a', status: current < 30 ? 'Downloading' : 'Extracting', progressDetail: { current } };
  });
  const said: string[] = [];
  expect(await pull(slow, 'up/node:1', (text) => said.push(text), 5_000)).toBeNull();
  expect(said).toEqual([
    'Pulling up/node:1',
    'Pulling up/node:1: Downloading a',
    'Pulling up/node:1: Extracting a',
  ]);
});

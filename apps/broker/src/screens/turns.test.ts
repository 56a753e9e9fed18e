import { expect, test } from 'vitest';
import { until } from './testing/printer.ts';
import { Turns } from './turns.ts';

test('one after the other, each once, with rests between', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const worker = (name: string, ms: number) => ({
    work: async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      log.push(`${name} ends`);
    },
  });
  const a = worker('a', 30);
  const b = worker('b', 5);
  const never = worker('never', 5);
  const start = performance.now();
  turns.ask(a);
  turns.ask(b);
  turns.ask(a);
  turns.ask(never);
  turns.leave(never);
  await until(() => log.length === 4);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  // Nine times as long as it worked, it rests.
  expect(performance.now() - start).toBeGreaterThan(30 * 10);
  turns.ask(b);
  await until(() => log.length === 6);
  expect(performance.now() - start).toBeGreaterThan(1000);
  turns.close();
});

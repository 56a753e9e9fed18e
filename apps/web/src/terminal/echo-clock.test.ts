import { expect, test } from 'vitest';
import { EchoClock } from './echo-clock.ts';

test('the median of key to echo; output without a key counts for nothing', () => {
  let now = 0;
  const clock = new EchoClock(() => now);
  expect(clock.outputCame()).toBe(false);
  for (const took of [2, 40, 3]) {
    clock.inputSent();
    now += took;
    expect(clock.outputCame()).toBe(true);
  }
  expect(clock.medianMs).toBe(3);
});

test('an answer after more than a second is no echo, nor is one over a cut', () => {
  let now = 0;
  const clock = new EchoClock(() => now);
  clock.inputSent();
  now = 1001;
  expect(clock.outputCame()).toBe(false);
  clock.inputSent();
  clock.forget();
  expect(clock.outputCame()).toBe(false);
  expect(clock.medianMs).toBeNull();
});

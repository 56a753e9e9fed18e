import { expect, test } from 'vitest';
import { loadAgain } from './load-again.ts';

function failing(times: number) {
  let asked = 0;
  const load = async () => {
    asked += 1;
    if (asked <= times) throw new Error(`attempt ${asked}`);
    return asked;
  };
  return load;
}

test('what did not come is asked for again, until it comes', async () => {
  expect(await loadAgain(failing(0), 4, 0)).toBe(1);
  expect(await loadAgain(failing(3), 4, 0)).toBe(4);
});

test('after the last attempt it has failed', async () => {
  await expect(loadAgain(failing(9), 2, 0)).rejects.toThrow('attempt 2');
});

import { afterAll, expect, test } from 'vitest';
import { Ring } from '../terminals/ring.ts';
import { ScreenKeeper } from './screen-keeper.ts';
import { Screens } from './screens.ts';

const screens = new Screens();
afterAll(() => screens.close());

const quiet = { checkpoint: () => {}, relief: () => {} };

test('gives the screen after all that was printed, and that of an earlier end', async () => {
  const ring = new Ring(4096);
  const keeper = new ScreenKeeper(screens, ring, { cols: 20, rows: 3 }, quiet);
  const print = (text: string) => {
    const bytes = Buffer.from(text);
    keeper.makeRoom(bytes.length);
    ring.append(bytes);
  };
  print('hello');
  const first = await keeper.snapshot();
  expect(first).toMatchObject({ seq: 5, cols: 20, rows: 3 });
  expect(Buffer.from(first.bytes).toString()).toContain('hello');
  for (let i = 0; i < 2000; i += 1) print(`line ${i}\r\n`);
  const text = Buffer.from((await keeper.snapshot()).bytes).toString();
  expect(text).toContain('line 1999');
  expect(text).toContain('line 1000');
  keeper.close();
  await expect(keeper.snapshot()).rejects.toThrow('closed');
});

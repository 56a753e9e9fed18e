import { expect, test } from 'vitest';
import { Screens } from './screens.ts';

test('a state that is none ends that screen alone', async () => {
  const screens = new Screens();
  const states = { good: null, bad: Buffer.from('no deflated bytes') };
  const gone: unknown[] = [];
  const open = (bytes: Buffer | null) =>
    screens.open({ cols: 80, rows: 24, bytes, deflated: true }, 7, {
      fed: () => {},
      crowded: () => {},
      gone: (error, guilty) => gone.push(error.message, guilty),
    });
  const good = open(states.good);
  await expect(open(states.bad).save(false)).rejects.toThrow('invalid');
  expect(gone).toEqual([expect.stringContaining('invalid'), true]);
  good.feed(Buffer.from('text'));
  expect((await good.save(true)).checkpoint).toMatchObject({ seq: 11, cols: 80, rows: 24 });
  expect(screens.count).toBe(1);
  const asked = expect(good.save(false)).rejects.toThrow('The screen was put away.');
  good.drop();
  await asked;
  expect(screens.count).toBe(0);
  await screens.close();
  expect(() => open(null)).toThrow('The screens are closed.');
});

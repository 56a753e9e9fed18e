import { expect, test } from 'vitest';
import { fittingFont, LEAST_FONT } from './fitting-font.ts';

/** A window of 800 x 400 px whose letters are 0.6 wide and 1.2 high, in whole pixels. */
const measure = (font: number) => ({
  cols: Math.floor(800 / Math.round(font * 0.6)),
  rows: Math.floor(400 / Math.round(font * 1.2)),
});

test('what fits keeps the usual letters', () => {
  expect(fittingFont({ cols: 80, rows: 20 }, 13.5, measure)).toBe(13.5);
});

test('what is larger gets the largest letters that show all of it', () => {
  const font = fittingFont({ cols: 120, rows: 30 }, 13.5, measure);
  expect(measure(font).cols).toBeGreaterThanOrEqual(120);
  expect(measure(font).rows).toBeGreaterThanOrEqual(30);
  expect(measure(font + 1).cols >= 120 && measure(font + 1).rows >= 30).toBe(false);
});

test('letters stay large enough to be read, however large the other window is', () => {
  expect(fittingFont({ cols: 500, rows: 300 }, 13.5, measure)).toBe(LEAST_FONT);
});

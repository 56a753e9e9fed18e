import { expect, test } from 'vitest';
import { variableValues } from './variable-values.ts';

const variables = {
  port: { kind: 'number', from: 20_000, to: 20_004 },
  colour: { kind: 'pick', of: ['red', 'green', 'blue'] },
  word: { kind: 'letters', count: 8 },
} as const;
const of = (n: number) =>
  variableValues(
    { ...variables, colour: { kind: 'pick', of: ['red', 'green', 'blue'] } },
    Buffer.from(`seed ${n}`),
  );

test('the same seed gives the same values, another gives others', () => {
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});

test('values are what the author allows, and each of them is given', () => {
  const many = Array.from({ length: 500 }, (_, n) => of(n));
  expect(new Set(many.map(({ port }) => port))).toEqual(
    new Set(['20000', '20001', '20002', '20003', '20004']),
  );
  expect(new Set(many.map(({ colour }) => colour))).toEqual(new Set(['red', 'green', 'blue']));
  for (const { word } of many) expect(word).toMatch(/^[a-z]{8}$/);
  expect(new Set(many.map(({ word }) => word)).size).toBe(500);
});

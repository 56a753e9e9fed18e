/** Figures for a person: percentiles, and goals beside what was reached. */
import { percentile, round } from '../measure.ts';

export const p = (values: number[], part: number): number => round(percentile(values, part));
export const median = (values: number[]): number => percentile(values, 0.5);

/** One line: what was reached beside what is wanted. */
export function goal(
  what: string,
  reached: number,
  unit: string,
  limit: number,
  better: 'less' | 'more' = 'less',
): void {
  const met = better === 'less' ? reached <= limit : reached >= limit;
  console.log(
    `${what}: ${round(reached)}${unit}, goal ${better === 'less' ? 'at most' : 'at least'} ${limit}${unit}: ${met ? 'met' : 'MISSED'}`,
  );
}

/** A row of figures, each rounded. */
export const rounded = <T extends Record<string, number>>(row: T) =>
  Object.fromEntries(Object.entries(row).map(([name, n]) => [name, round(n)]));

/** What there is to say about a series. */
export const spread = (values: number[]) => ({
  n: values.length,
  p50: p(values, 0.5),
  p99: p(values, 0.99),
  most: round(Math.max(...values)),
});

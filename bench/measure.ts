/** Numbers for people: percentiles, a table, the memory of a process. */
import { readFileSync } from 'node:fs';

export interface Sample {
  name: string;
  values: number[];
  unit: string;
}

export const percentile = (values: number[], p: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
};

export const round = (n: number): number => Number(n.toPrecision(3));

/** Resident memory of a process in MB, and its highest ever. */
export function residentMB(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
  return { now: Math.round(field('VmRSS')), peak: Math.round(field('VmHWM')) };
}

/** Prints p50, p95, p99 of each sample, and its p50 as a ratio to the first one's: the floor. */
export function printSamples(title: string, samples: Sample[]): void {
  const floor = percentile(samples[0]?.values ?? [], 0.5);
  console.log(`\n${title}`);
  console.table(
    samples.map(({ name, values, unit }) => ({
      what: name,
      n: values.length,
      [`p50 ${unit}`]: round(percentile(values, 0.5)),
      [`p95 ${unit}`]: round(percentile(values, 0.95)),
      [`p99 ${unit}`]: round(percentile(values, 0.99)),
      'to the floor': round(percentile(values, 0.5) / floor),
    })),
  );
}

import { expect, test } from 'vitest';
import { HostInfo } from './http.ts';

test('a refusal that passes by itself is marked, and others are as they always were', () => {
  const final = { reason: 'No engine answers.', remedy: 'Start Docker.' };
  const passing = { reason: 'Still finding out.', remedy: 'Wait half a minute.', passing: true };
  const host = { runtime: 'docker', why: '', engineUp: true, engineInside: {} };
  expect(HostInfo.parse({ ...host, cannotRun: { final, passing } }).cannotRun).toEqual({ final, passing });
  const odd = { ...final, passing: false };
  expect(HostInfo.safeParse({ ...host, cannotRun: { odd } }).success).toBe(false);
});

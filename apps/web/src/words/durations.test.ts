import { expect, test } from 'vitest';
import { aboutMinutes, ago, bytes, count, countdown, shortDuration, stopwatch } from './durations.ts';

test('a duration is told in its two largest units and is never negative', () => {
  expect(shortDuration(-5)).toBe('0 s');
  expect(shortDuration(59_900)).toBe('59 s');
  expect(shortDuration(18 * 60_000)).toBe('18 m');
  expect(shortDuration(102 * 60_000)).toBe('1 h 42 m');
  expect(shortDuration(69 * 60_000)).toBe('1 h 09 m');
});

test('the last ten minutes count down in seconds', () => {
  expect(countdown(600_000)).toBe('10 m');
  expect(countdown(245_000)).toBe('4:05');
  expect(countdown(400)).toBe('0:01');
  expect(countdown(-1)).toBe('0:00');
});

test('a clock that runs shows whole seconds, and hours once there are some', () => {
  expect(stopwatch(12_900)).toBe('0:12');
  expect(stopwatch(3_729_000)).toBe('1:02:09');
  expect(stopwatch(-1)).toBe('0:00');
});

test('the past is never told as the future', () => {
  expect(ago(-3000)).toBe('just now');
  expect(ago(2500)).toBe('2 s ago');
  expect(ago(190_000)).toBe('3 m ago');
});

test('sizes and counts', () => {
  expect(bytes(256 * 1024 ** 2)).toBe('256 MB');
  expect(bytes(1.9 * 1024 ** 3)).toBe('1.9 GB');
  expect(bytes(24 * 1024 ** 3)).toBe('24 GB');
  expect(count(1, 'task')).toBe('1 task');
  expect(count(0, 'task')).toBe('0 tasks');
  expect(aboutMinutes(1)).toBe('1 minute');
  expect(aboutMinutes(60)).toBe('1 hour');
  expect(aboutMinutes(90)).toBe('1.5 hours');
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CastEvents } from './cast-events.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function make() {
  const events: [number, string, string][] = [];
  const clock = { startedAtMs: 1_000_000, lastMs: 0, now: () => Date.now() };
  return { events, cast: new CastEvents(clock, (line) => events.push(JSON.parse(line))) };
}

test('what comes close together is one event, at the time of its first byte', () => {
  const { cast, events } = make();
  vi.advanceTimersByTime(100);
  for (const word of ['a', 'b', 'c']) {
    cast.output(Buffer.from(word));
    vi.advanceTimersByTime(5);
  }
  vi.advanceTimersByTime(20);
  cast.output(Buffer.from('later'));
  cast.end();
  expect(events).toEqual([
    [0.1, 'o', 'abc'],
    [0.135, 'o', 'later'],
  ]);
});

test('a flood is cut into events of 32 KiB without waiting for the clock', () => {
  const { cast, events } = make();
  for (let i = 0; i < 8; i += 1) cast.output(Buffer.alloc(16 * 1024, 'x'));
  expect(events.map(([, , text]) => text.length)).toEqual([32_768, 32_768, 32_768, 32_768]);
});

test('characters that chunks cut in pieces come out whole, byte by byte too', () => {
  const { cast, events } = make();
  const text = '\ufeffgrün 日本語 🎉 é';
  for (const byte of Buffer.from(text)) {
    cast.output(Uint8Array.of(byte));
    vi.advanceTimersByTime(20);
  }
  cast.end();
  expect(events.map((event) => event[2]).join('')).toBe(text);
});

test('bytes that are no characters become U+FFFD, half a character at the end too', () => {
  const { cast, events } = make();
  cast.output(Uint8Array.of(0x61, 0xff, 0x62, 0xe6, 0x97));
  cast.end();
  expect(events.map((event) => event[2]).join('')).toBe('a\ufffdb\ufffd');
});

test('a size comes after what was printed before it', () => {
  const { cast, events } = make();
  cast.output(Buffer.from('before'));
  cast.resize(100, 40);
  cast.output(Buffer.from('after'));
  cast.end();
  expect(events.map(([, code, data]) => [code, data])).toEqual([
    ['o', 'before'],
    ['r', '100x40'],
    ['o', 'after'],
  ]);
});

import type { Foreground } from '@sandlot/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PromptState } from './prompt-watch.ts';
import { type RunPlace, RunQueue, type RunState } from './run-queue.ts';

/** A terminal whose every answer a test decides. */
class Place implements RunPlace {
  at: 'open' | 'opening' | 'ended' = 'open';
  state: PromptState = 'prompt';
  typedText: 'nothing' | 'line' | 'lines' = 'nothing';
  foregrounds: Foreground = { shell: true, program: 'bash' };
  promptLike = false;
  quiet = 1000;
  bracketed = false;
  reopened = 0;
  asked = 0;
  readonly keys: string[] = [];
  line = () => this.at;
  reopen = () => {
    this.reopened += 1;
    this.at = 'opening';
  };
  prompt = () => ({ state: this.state, typed: this.typedText });
  looksLikePrompt = () => this.promptLike;
  quietMs = () => this.quiet;
  bracketedPaste = () => this.bracketed;
  type = (text: string) => void this.keys.push(text);
  sent = () => {
    if (this.state !== 'unknown') this.state = 'running';
  };
  foreground = async (): Promise<Foreground | null> => {
    this.asked += 1;
    return this.foregrounds;
  };
}

let place: Place;
let queue: RunQueue;
let states: RunState[];

beforeEach(() => {
  vi.useFakeTimers();
  place = new Place();
  states = [];
  queue = new RunQueue(place, (state) => states.push(state));
});
afterEach(() => {
  queue.stop();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const becomes = (state: PromptState) => {
  place.state = state;
  queue.changed();
};

test('at a prompt it is typed at once, with Enter', () => {
  queue.run('ls -l\n');
  expect(place.keys).toEqual(['ls -l\r']);
  expect(states).toEqual([]);
});

test('a program that runs is waited for and named, and nothing is typed into it', async () => {
  place.state = 'running';
  place.foregrounds = { shell: false, program: 'sleep' };
  queue.run('pwd');
  await pass(5000);
  expect(place.keys).toEqual([]);
  expect(states).toEqual([{ kind: 'waiting', code: 'pwd', program: 'sleep' }]);
  becomes('prompt');
  expect(place.keys).toEqual(['pwd\r']);
  expect(states.at(-1)).toEqual({ kind: 'idle' });
});

test('several run in order, each at its own prompt', async () => {
  queue.run('one');
  queue.run('two');
  queue.run('three');
  expect(place.keys).toEqual(['one\r']);
  await pass(100);
  becomes('prompt');
  expect(place.keys).toEqual(['one\r', 'two\r']);
  await pass(10_000);
  expect(place.keys).toHaveLength(2);
  expect(states.at(-1)).toMatchObject({ kind: 'waiting', code: 'three' });
  becomes('prompt');
  expect(place.keys).toEqual(['one\r', 'two\r', 'three\r']);
  expect(states.at(-1)).toEqual({ kind: 'idle' });
});

test('a command that is soon over shows no waiting', async () => {
  queue.run('one');
  queue.run('two');
  await pass(200);
  becomes('prompt');
  await pass(2000);
  expect(states).toEqual([]);
});

test('without marks the broker is asked, every half second', async () => {
  place.state = 'unknown';
  place.foregrounds = { shell: false, program: 'vim' };
  queue.run('ls');
  await pass(1600);
  expect(place.asked).toBe(4);
  expect(states).toEqual([{ kind: 'waiting', code: 'ls', program: 'vim' }]);
  place.foregrounds = { shell: true, program: 'sh' };
  await pass(500);
  expect(place.keys).toEqual(['ls\r']);
});

test('a shell that still prints is let finish first', async () => {
  place.state = 'unknown';
  place.quiet = 10;
  queue.run('ls');
  await pass(140);
  expect(place.keys).toEqual([]);
  place.quiet = 160;
  await pass(20);
  expect(place.keys).toEqual(['ls\r']);
  expect(states).toEqual([]);
});

test('where even the broker does not know, only what looks like a prompt is one', async () => {
  place.state = 'unknown';
  place.foregrounds = { shell: null, program: null };
  queue.run('ls');
  await pass(1000);
  expect(place.keys).toEqual([]);
  expect(states).toEqual([{ kind: 'waiting', code: 'ls', program: null }]);
  place.promptLike = true;
  await pass(500);
  expect(place.keys).toEqual(['ls\r']);
});

test('a prompt that has lost its marks is known by the broker and by its look', async () => {
  place.state = 'running';
  queue.run('ls');
  await pass(2000);
  expect(place.keys).toEqual([]);
  place.promptLike = true;
  await pass(600);
  expect(place.keys).toEqual(['ls\r']);
});

test('^C first, and then the prompt is waited for', async () => {
  place.state = 'running';
  queue.run('ls', { interrupt: true });
  expect(place.keys).toEqual(['\x03']);
  await pass(50);
  becomes('prompt');
  expect(place.keys).toEqual(['\x03', 'ls\r']);
});

test('a program that takes no ^C is waited for', async () => {
  place.state = 'running';
  place.foregrounds = { shell: false, program: 'vim' };
  queue.run('ls', { interrupt: true });
  await pass(2000);
  expect(place.keys).toEqual(['\x03']);
  expect(states).toEqual([{ kind: 'waiting', code: 'ls', program: 'vim' }]);
});

test('who waits may type anyway, press ^C, or let it be', async () => {
  place.state = 'running';
  queue.run('one');
  queue.run('two');
  await pass(1000);
  queue.runAnyway();
  expect(place.keys).toEqual(['one\r']);
  await pass(1000);
  queue.interruptAndRun();
  expect(place.keys).toEqual(['one\r', '\x03']);
  becomes('prompt');
  expect(place.keys).toEqual(['one\r', '\x03', 'two\r']);
  queue.run('three');
  await pass(1000);
  queue.cancel();
  expect(states.at(-1)).toEqual({ kind: 'idle' });
  becomes('prompt');
  await pass(2000);
  expect(place.keys).toHaveLength(3);
});

test('what a person has typed and not sent makes room', () => {
  place.typedText = 'line';
  queue.run('ls');
  expect(place.keys).toEqual(['\x05\x15ls\r']);
});

test('a command that a person has not finished is waited for', async () => {
  place.typedText = 'lines';
  queue.run('ls');
  await pass(1000);
  expect(place.keys).toEqual([]);
  expect(states.at(-1)).toEqual({ kind: 'waiting', code: 'ls', program: null });
});

test('several lines are one paste where the shell takes pastes, and control characters are none', () => {
  place.bracketed = true;
  queue.run('for i in 1 2\ndo echo $i\x1b[201~\ndone\n');
  expect(place.keys).toEqual(['\x1b[200~for i in 1 2\rdo echo $i[201~\rdone\x1b[201~\r']);
});

test('where it takes none they are typed line by line', () => {
  queue.run('a\nb\n');
  expect(place.keys).toEqual(['a\rb\r']);
});

test('a shell that has ended is opened again, and the command waits for it', async () => {
  place.at = 'ended';
  queue.run('ls');
  expect(place.reopened).toBe(1);
  await pass(2000);
  expect(place.keys).toEqual([]);
  place.at = 'open';
  place.state = 'unknown';
  queue.changed();
  await pass(0);
  expect(place.keys).toEqual(['ls\r']);
});

test('a shell that ends takes what waits for it along', async () => {
  place.state = 'running';
  queue.run('ls');
  await pass(1000);
  place.at = 'ended';
  queue.changed();
  expect(states.at(-1)).toEqual({ kind: 'idle' });
});

test('an answer that comes after the prompt has gone is not believed', async () => {
  place.state = 'unknown';
  let answer: (foreground: Foreground) => void = () => {};
  place.foreground = () => new Promise((resolve) => (answer = resolve));
  queue.run('ls');
  queue.cancel();
  answer({ shell: true, program: 'bash' });
  await pass(1000);
  expect(place.keys).toEqual([]);
});

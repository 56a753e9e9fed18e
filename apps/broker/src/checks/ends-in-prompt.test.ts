import { expect, test, vi } from 'vitest';
import { TestSite } from '../testing/test-broker.ts';
import { endsInPrompt } from './ends-in-prompt.ts';

const PROMPT = '\x1b]133;D;0\x07\x1b]133;A\x07student@box:~$ \x1b]133;B\x07';
const ends = (text: string) => endsInPrompt(Buffer.from(text));

test.each([
  ['a prompt', PROMPT],
  ['output and a prompt', `hello\r\n${PROMPT}`],
  ['a long output and a prompt', `${'x'.repeat(60_000)}\r\n${PROMPT}`],
  ['a prompt, and what the line editor turns on', `${PROMPT}\x1b[?2004h`],
])('%s ends in a prompt', (_what, text) => {
  expect(ends(text)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['the echo of a key', 'l'],
  ['plain output', 'hello\r\n'],
  ['a command that begins', `${PROMPT}sleep 9\r\n\x1b]133;C\x07`],
  ['half a mark', '\x1b]133;A\x07student@box:~$ \x1b]133'],
])('%s does not', (_what, text) => {
  expect(ends(text)).toBe(false);
});

test('a real shell says it at each prompt, and not while a program has the terminal', async () => {
  const site = new TestSite('process');
  const b = await site.start();
  try {
    const { sandboxId } = await b.ready();
    const pty = await b.broker.runtime.openTerminal(sandboxId, 'box', { name: 'marks', cols: 80, rows: 24 });
    let last = false;
    pty.onData((bytes) => {
      last = endsInPrompt(bytes);
    });
    await vi.waitUntil(() => last, { timeout: 10_000 });
    pty.write(Buffer.from('echo on; read -r word\r'));
    await vi.waitUntil(() => !last, { timeout: 10_000 });
    pty.write(Buffer.from('word\r'));
    await vi.waitUntil(() => last, { timeout: 10_000 });
    pty.kill();
  } finally {
    await b.end();
    site.remove();
  }
});

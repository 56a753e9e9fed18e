import type { Element, Nodes, Root } from 'hast';
import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';
import { type LessonText, parseLesson } from './parse-lesson.ts';
import type { Playground } from './types.ts';

const machine = {
  image: 'linux',
  memoryBytes: 2 ** 28,
  cpus: 0.5,
  pids: 256,
  user: 'student',
  users: [],
  networks: ['lan'],
  capabilities: [],
  needs: [],
  kubernetes: 'none' as const,
  diskBytes: 2 ** 30,
};
const pair: Playground = {
  name: 'pair',
  title: 'Pair',
  summary: 'Two.',
  ssh: true,
  networks: ['lan'],
  egress: 'none',
  free: true,
  files: {},
  init: {},
  waitFor: {},
  clusters: [],
  machines: [
    { name: 'm1', ...machine },
    { name: 'm2', ...machine },
  ],
};
const HEAD = '---\ntitle: T\nsummary: S\nlevel: beginner\nminutes: 5\nplayground: pair\n---\n';

function parse(body: string): LessonText {
  const parsed = parseLesson(HEAD + body, 'lesson.md', new Map([['pair', pair]]));
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.lesson;
}

function elements(node: Nodes, tagName: string): Element[] {
  const inside = 'children' in node ? node.children.flatMap((child) => elements(child, tagName)) : [];
  return node.type === 'element' && node.tagName === tagName ? [node, ...inside] : inside;
}

const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

const only = (root: Root, tagName: string): Element => {
  const found = elements(root, tagName);
  expect(found).toHaveLength(1);
  return found[0] as Element;
};

test.each([
  'At 10:30 foo:bar std::vector :run :port',
  'a :note[*with* a label]{and=attributes} b',
  'image debian:trixie-slim, see http://m1:8000/ and :answer',
])('a colon in prose stays what it is: %s', (prose) => {
  expect(textOf(parse(prose).body)).toBe(prose.replaceAll('*', ''));
});

test('hints leave the task and keep their order, their links and their fences', () => {
  const { body, tasks } = parse(
    ':::task{#a title="A"}\nDo [it][x].\n:::hint\nOne, [there][x].\n:::\n:::hint\n```sh\n:::\nls\n```\n:::\nDone.\n:::\n\n[x]: https://x.example/\n',
  );
  expect(textOf(only(body, 'sl-task'))).toMatch(/^\s*Do it\.\s*Done\.\s*$/);
  expect(tasks[0]?.hints.map((hint) => textOf(hint).trim())).toEqual(['One, there.', ':::\nls']);
  expect(only(tasks[0]?.hints[0] as Root, 'a').properties.href).toBe('https://x.example/');
});

test('more colons than three nest as well', () => {
  const { tasks } = parse(':::::task{#a title="A"}\nDo.\n:::hint\nOne.\n:::\n:::::\n');
  expect(tasks.map((task) => task.hints.length)).toEqual([1]);
});

test('a task in a comment or in a fence is none', () => {
  const { tasks } = parse(
    '<!--\n:::task{#a title="A"}\n:::\n-->\n\n~~~text\n:::task{#b title="B"}\n:::\n~~~\n',
  );
  expect(tasks).toEqual([]);
});

test('a fence tells its code, language, machine and whether it can be copied', () => {
  const { body } = parse(
    '```sh run=m2\nls\n```\n\n```yaml copy\na: 1\n```\n\n```sh run\nls\n```\n\n```\nplain\n```\n',
  );
  expect(elements(body, 'sl-code').map((code) => code.properties)).toEqual([
    { code: 'ls', language: 'sh', run: 'm2' },
    { code: 'a: 1', language: 'yaml', copy: true },
    { code: 'ls', language: 'sh', run: '' },
    { code: 'plain', language: 'text' },
  ]);
});

test('a fence may name a terminal of its own, and end what runs there', () => {
  const { body } = parse(
    '```sh run=m2:server interrupt\nls\n```\n\n```sh interrupt run\nls\n```\n\n:run[ls]{machine=m1 terminal=web-2 interrupt}\n',
  );
  expect(elements(body, 'sl-code').map((code) => code.properties)).toEqual([
    { code: 'ls', language: 'sh', run: 'm2', terminal: 'server', interrupt: true },
    { code: 'ls', language: 'sh', run: '', interrupt: true },
  ]);
  expect(only(body, 'sl-run').properties).toEqual({
    code: 'ls',
    machine: 'm1',
    terminal: 'web-2',
    interrupt: true,
  });
});

test('inline buttons take what stands in their brackets as it was written', () => {
  const { body } = parse('Do :run[ls -l *.txt | grep "\\[a\\]" *]{machine=m2}, :copy[a [b] c], :port[8080].');
  expect(only(body, 'sl-run').properties).toEqual({ code: 'ls -l *.txt | grep "[a]" *', machine: 'm2' });
  expect(only(body, 'sl-copy').properties).toEqual({ code: 'a [b] c' });
  expect(only(body, 'sl-port').properties).toEqual({ port: 8080 });
});

test('code is coloured for light and dark, line by line, and says the same', () => {
  const code = '# all of it\nls -l "$HOME" | wc -l\n\necho done';
  const { body } = parse(`\`\`\`sh\n${code}\n\`\`\`\n`);
  highlight(body);
  const shown = only(body, 'sl-code');
  expect(textOf(shown)).toBe(code);
  expect(shown.children.filter((child) => child.type === 'element')).toHaveLength(4);
  const styles = elements(shown, 'span').map((span) => String(span.properties.style ?? ''));
  expect(new Set(styles).size).toBeGreaterThan(3);
  for (const style of styles) expect(style).toMatch(/^$|--shiki-light:#\w{6};.*--shiki-dark:#\w{6}/);
});

test('every known language can be coloured', async () => {
  const { CODE_LANGUAGES } = await import('./code-languages.ts');
  for (const language of CODE_LANGUAGES) {
    const { body } = parse(`\`\`\`${language}\nx: 1\n\`\`\`\n`);
    highlight(body);
    expect(textOf(only(body, 'sl-code'))).toBe('x: 1');
  }
});

test('a task says what it needs, how long it must hold, and whether it happens once', () => {
  const { tasks } = parse(
    ':::task{#a title="A"}\nx\n:::\n\n:::task{#b title="B" needs="a" stable=5s sticky}\nPid :answer{#pid label="Process"}\n:::\n',
  );
  expect(tasks).toMatchObject([
    { kind: 'check', needs: [], stableMs: 0, sticky: false, answers: [] },
    { needs: ['a'], stableMs: 5000, sticky: true, answers: [{ id: 'pid', label: 'Process' }] },
  ]);
});

test('a quiz has options or texts, and neither is in the prose', () => {
  const { body, tasks } = parse(
    `:::quiz{#one title="One"}
Which?
- [ ] *no*
- [x] yes

:::explain
Because.
:::
:::

:::quiz{#more title="More" several}
- [ ] a
- [x] b
:::

:::quiz{#text title="Text" accept="42 | forty-two" needs="one"}
How many?
:::
`,
  );
  expect(tasks).toMatchObject([
    {
      kind: 'quiz',
      question: {
        form: 'one',
        options: [
          { id: '1', right: false },
          { id: '2', right: true },
        ],
      },
    },
    { question: { form: 'several' }, explanation: null },
    { question: { form: 'text', accept: ['42', 'forty-two'] }, needs: ['one'] },
  ]);
  expect(JSON.stringify(body)).not.toMatch(/yes|Because|forty/);
  expect(JSON.stringify(tasks[0])).toContain('Because.');
});

test('asides and tabs become their elements', () => {
  const { body } = parse(
    ':::tip\nDo.\n:::\n\n:::caution{title="Hot"}\nNo.\n:::\n\n:::tabs\n:::tab{title="One"}\n1\n:::\n:::tab{title="Two"}\n2\n:::\n:::\n',
  );
  const elements = body.children.filter((child): child is Element => child.type === 'element');
  expect(elements.map(({ tagName, properties }) => [tagName, properties])).toEqual([
    ['sl-note', { tone: 'tip', title: 'Tip' }],
    ['sl-note', { tone: 'caution', title: 'Hot' }],
    ['sl-tabs', {}],
  ]);
  const tabs = elements[2]?.children.filter((child): child is Element => child.type === 'element');
  expect(tabs?.map(({ tagName, properties }) => [tagName, properties])).toEqual([
    ['sl-tab', { title: 'One' }],
    ['sl-tab', { title: 'Two' }],
  ]);
});

import fc from 'fast-check';
import type { Nodes } from 'hast';
import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';
import { parseLesson } from './parse-lesson.ts';
import { proseOf } from './prose-of.ts';
import type { Playground } from './types.ts';

const HEAD = '---\ntitle: T\nsummary: S\nlevel: beginner\nminutes: 5\nplayground: box\n---\n';
const box: Playground = {
  name: 'box',
  title: 'Box',
  summary: 'One.',
  ssh: false,
  networks: ['lan'],
  egress: 'none',
  free: false,
  files: {},
  init: {},
  waitFor: {},
  clusters: [],
  machines: [
    {
      name: 'box',
      image: 'linux',
      memoryBytes: 2 ** 28,
      cpus: 0.5,
      pids: 256,
      user: 'student',
      users: [],
      networks: ['lan'],
      capabilities: [],
      needs: [],
      kubernetes: 'none',
      diskBytes: 2 ** 30,
    },
  ],
};
const playgrounds = new Map([['box', box]]);

/** Pieces that a lesson may hold, some of them for no good. */
const allowed = [
  ...[
    '\n',
    '\n\n',
    '    ',
    '> ',
    '- ',
    '1. ',
    '| a | b |\n|---|---|\n',
    '<!--',
    '-->',
    '[^1]',
    '[^1]: x',
    '# ',
  ],
  ...[
    '\n\n:::task{#a title="A"}\nx\n:::hint\n[x](javascript:alert(1))\n:::\n:::\n',
    '\n```sh run\n<script>\n```\n',
    '\n\n:::note{title="<script>"}\n<javascript:alert(1)>\n:::\n',
    '\n\n:::tabs\n:::tab{title="onload=x"}\n[x](javascript:alert(1))\n:::\n:::\n',
    '\n\n:::quiz{#q title="Q"}\n- [x] [x](vbscript:x)\n- [ ] *b*\n\n:::explain\n[x](data:text/html,x)\n:::\n:::\n',
    '\n\n:::task{#c title="C"}\n:answer{#d label="<img src=x>"}\n:::\n',
  ],
  ...[
    '[x](javascript:alert(1))',
    '[y]',
    '\n\n[y]: JaVaScRiPt:alert(1)\n\n',
    '<javascript:alert(1)>',
    '[z](data:text/html,x)',
  ],
  ...[
    '[t](&#106;avascript:alert(1) "onclick=x")',
    '[v](vbscript:x)',
    '[w](java\tscript:x)',
    '[f](file:///etc/passwd)',
  ],
  ...[
    ':run[<script>]',
    ':copy["><script>]',
    ':port[80]',
    ':x[*b*]{onload=y}',
    '10:30',
    '{',
    '}',
    '\\',
    '*',
    '`',
    ' ',
  ],
  ...['\u0000', '\ufeff', '\u202e', '\ud800', 'https://a.example:80/', 'x'],
];
/** And those that upset a parser. */
const refused = [
  ...[
    ':::',
    '::::',
    ':::task{#b title="B" machine=box}',
    ':::hint',
    ':::quiz{#e title="E" accept="1|"}',
    ':::explain',
    ':::tabs',
    ':::tab{title="T"}',
    ':::tip',
    ':answer{#f label="F" onclick=x}',
    '- [x] ',
    '---\n',
    '```',
    '~~~',
    '::leaf',
    'title="',
    '#a',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">',
    '<sl-task id=x>',
  ],
  ...[':run[', ']{machine=box}', ':copy[a]{onclick=x}', '![i](data:text/html,x)', '"'],
];
const markdown = (...parts: fc.Arbitrary<string>[]) =>
  fc.array(fc.oneof(...parts), { maxLength: 40 }).map((found) => found.join(''));
const sound = markdown(fc.constantFrom(...allowed));
const wild = markdown(
  fc.constantFrom(...allowed),
  fc.constantFrom(...refused),
  fc.string({ unit: 'binary' }),
);
/** Where a link leads: browsers skip white space and control characters before the scheme. */
const scheme = (url: unknown) => /^(\w+):/.exec(String(url).replace(/[\s\p{Cc}]/gu, ''))?.[1]?.toLowerCase();

function expectHarmless(node: Nodes): void {
  expect(['root', 'element', 'text']).toContain(node.type);
  if (node.type === 'element') {
    expect([
      'script',
      'style',
      'iframe',
      'object',
      'embed',
      'form',
      'svg',
      'base',
      'meta',
      'link',
    ]).not.toContain(node.tagName);
    for (const [name, value] of Object.entries(node.properties)) {
      expect(name).not.toMatch(/^on/i);
      if (['href', 'src'].includes(name))
        expect([undefined, 'http', 'https', 'mailto']).toContain(scheme(value));
    }
  }
  if ('children' in node) for (const child of node.children) expectHarmless(child);
}

const TIMEOUT_MS = 60_000;

test(
  'what gets through to a page is harmless',
  () => {
    let bodies = 0;
    fc.assert(
      fc.property(sound, (body) => {
        const parsed = parseLesson(HEAD + body, 'lesson.md', playgrounds);
        if ('problems' in parsed) return;
        bodies++;
        for (const tree of [parsed.lesson.body, ...parsed.lesson.tasks.flatMap(proseOf)]) {
          expectHarmless(tree);
          highlight(tree);
          expectHarmless(tree);
        }
      }),
      { numRuns: 500, seed: 4223 },
    );
    expect(bodies).toBeGreaterThan(100);
  },
  TIMEOUT_MS,
);

test(
  'whatever the text, the parser answers, with a place and a remedy for each problem',
  () => {
    fc.assert(
      fc.property(fc.tuple(fc.constantFrom(HEAD, ''), wild), ([head, body]) => {
        const text = head + body;
        const parsed = parseLesson(text, 'lesson.md', playgrounds);
        if ('lesson' in parsed) return expectHarmless(parsed.lesson.body);
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const { line, column, message, remedy } of parsed.problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length);
          expect(column).toBeGreaterThan(0);
          expect(message).not.toBe('');
          expect(remedy).not.toBe('');
        }
      }),
      { numRuns: 500, seed: 4223 },
    );
  },
  TIMEOUT_MS,
);

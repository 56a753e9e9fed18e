/** The tables of docs/authors.md, out of the schemas that read what authors write. */
import { z } from 'zod';
import { CODE_LANGUAGES } from './code-languages.ts';
import {
  AnswerAttributes,
  CourseFile,
  DiagramOptions,
  FenceOptions,
  FileAttributes,
  LessonFrontMatter,
  NoteAttributes,
  PlaygroundFile,
  PlaygroundMachineFile,
  PortAttributes,
  QuizAttributes,
  RunAttributes,
  TabAttributes,
  TaskAttributes,
} from './schemas.ts';

const START = '<!-- reference: made by packages/lesson/src/write-author-reference.ts, do not edit -->';
const END = '<!-- end of reference -->';

const PARTS: [title: string, what: string, schema: z.ZodObject][] = [
  ['`lesson.md`, front matter', 'Key', LessonFrontMatter],
  ['`:::task`', 'Attribute', TaskAttributes],
  ['`:::quiz`', 'Attribute', QuizAttributes],
  ['`:::note`, `:::tip`, `:::caution`', 'Attribute', NoteAttributes],
  ['`:::tab`, in `:::tabs`', 'Attribute', TabAttributes],
  ['`:answer{...}`', 'Attribute', AnswerAttributes],
  ['Fences, behind the language', 'Option', FenceOptions],
  ['Behind `mermaid`', 'Option', DiagramOptions],
  ['`:run[command]`', 'Attribute', RunAttributes],
  ['`:port[8080]`', 'Attribute', PortAttributes],
  ['`:file[/etc/hosts]`', 'Attribute', FileAttributes],
  ['`course.yaml`', 'Key', CourseFile],
  ['`playgrounds/NAME.yaml`', 'Key', PlaygroundFile],
  ['Each of its `machines`', 'Key', PlaygroundMachineFile],
];

/** `page` with its reference made anew. Throws when the marks are missing. */
export function withReference(page: string): string {
  const from = page.indexOf(START);
  const to = page.indexOf(END);
  if (from < 0 || to < from)
    throw new Error(`The page lacks its marks: put "${START}" and "${END}" into it.`);
  const tables = PARTS.map(([title, what, schema]) => `### ${title}\n\n${table(what, schema)}`);
  const languages = `Languages: ${CODE_LANGUAGES.map((name) => `\`${name}\``).join(', ')}.`;
  return `${page.slice(0, from)}${START}\n\n${[...tables, languages].join('\n\n')}\n\n${page.slice(to)}`;
}

function table(what: string, schema: z.ZodObject): string {
  const rows = Object.entries(schema.shape as Record<string, z.ZodType>).map(
    ([name, field]) => `| \`${name}\` | ${without(field)} | ${field.description ?? ''} |`,
  );
  return [`| ${what} | Left out | Meaning |`, '|---|---|---|', ...rows].join('\n');
}

/** What happens when the author leaves a field out. */
function without(field: z.ZodType): string {
  if (field instanceof z.ZodPrefault) return `\`${field.def.defaultValue}\``;
  return field instanceof z.ZodOptional ? 'optional' : 'an error';
}

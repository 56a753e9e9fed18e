/** `sandlot lesson new`: a small lesson that proves itself, to begin from. */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { Failure } from '../failure.ts';
import type { Settings } from '../settings.ts';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const lessonText = (title: string, playground: string): string => `---
title: ${title}
summary: One sentence that says what the student can do afterwards.
level: beginner
minutes: 10
playground: ${playground}
---
Say first why this is worth knowing. A command to try is a click away: :run[ls -l].

:::task{#note title="Leave a note"}
Write your user name into the file \`~/note\`.

\`\`\`sh run copy
whoami
\`\`\`

:::hint
What a program prints can go to a file instead.
:::
:::hint
\`command > file\` puts it there.
:::
:::
`;

const FILES: Record<string, string> = {
  'checks/note.sh': `# 0: done. 1: not yet, and the first line tells the student what was found. Anything else: we could not look.
[ -f "$STUDENT_HOME/note" ] || not_yet "There is no file ~/note yet."
found=$(head -n 1 "$STUDENT_HOME/note")
[ "$found" = "$STUDENT_USER" ] || not_yet "~/note holds \\"$found\\", but you are $STUDENT_USER."
`,
  'solutions/note.sh': 'whoami > ~/note\n',
  'wrong/note-empty.sh': 'touch ~/note\n',
  'wrong/note-other-name.sh': 'echo nobody > ~/note\n',
};

/** Writes the lesson; throws a Failure when something of it is there already, or the name is none. */
export async function newLesson(
  { lessons: root }: Settings,
  where: string,
  playground: string,
  say: (line: string) => void,
): Promise<void> {
  const [course = '', slug = '', more] = where.split('/');
  if (!NAME.test(course) || !NAME.test(slug) || more !== undefined)
    throw new Failure(
      `"${where}" is no name for a lesson. Write COURSE/LESSON, each of lower-case letters, digits and single hyphens.`,
    );
  const folder = path.join(root, 'courses', course, slug);
  if (await isThere(folder))
    throw new Failure(`${folder} is there already. Take another name, or remove it.`);
  if (!(await isThere(path.join(root, 'playgrounds', `${playground}.yaml`))))
    throw new Failure(
      `There is no playground ${playground}: ${path.join(root, 'playgrounds', `${playground}.yaml`)} is missing.`,
    );
  const title = slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('-', ' ');
  const files = { 'lesson.md': lessonText(title, playground), ...FILES };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
    say(`wrote   ${path.relative(root, file)}`);
  }
  say(`${await listLesson(root, course, slug)} courses/${course}/course.yaml`);
  say(`\nProve it:  sandlot lesson test ${where}\nSee it:    sandlot lesson preview ${where}`);
}

/** Adds the lesson to its course's list, comments kept; makes the course when it is new. Says which it was. */
async function listLesson(root: string, course: string, slug: string): Promise<string> {
  const file = path.join(root, 'courses', course, 'course.yaml');
  if (await isThere(file)) {
    const document = parseDocument(await readFile(file, 'utf8'));
    document.addIn(['lessons'], slug);
    await writeFile(file, document.toString());
    return 'changed';
  }
  const title = course.charAt(0).toUpperCase() + course.slice(1).replaceAll('-', ' ');
  const text = `title: ${title}\nsummary: What this course is about, in one or two sentences.\nlessons:\n  - ${slug}\n`;
  await writeFile(file, text);
  return 'wrote  ';
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

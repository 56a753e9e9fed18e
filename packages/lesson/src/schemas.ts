/**
 * What an author may write, key by key. The descriptions are the author's documentation: docs/authors.md
 * and every remedy are made from them.
 */
import { z } from 'zod';
import { CAPABILITIES, EGRESS, KUBERNETES, LEVELS, NEEDS } from './types.ts';

const MiB = 1024 * 1024;
const text = (most: number) => z.string().trim().min(1).max(most);
/** A word that is safe in paths, host names and URLs. */
const slug = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const SLUG = 'lower-case letters, digits and single hyphens, a letter first';

/** A word of one part or more, as in `{{ word }}`; `ip` alone would look like an address without a machine. */
const variableName = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const bound = z.int().min(0).max(1_000_000_000);
const VALUE =
  '`{from: 20000, to: 29999}` is a whole number, both ends included (0 to 1000000000); `{pick: [red, green]}` one of 2 to 100 texts; `{letters: 8}` so many lower-case letters, 1 to 32.';
const variable = z
  .union([
    z
      .strictObject({ from: bound, to: bound })
      .refine(({ from, to }) => from <= to)
      .transform(({ from, to }) => ({ kind: 'number' as const, from, to })),
    z
      .strictObject({ pick: z.array(z.string().min(1).max(200)).min(2).max(100) })
      .transform(({ pick }) => ({ kind: 'pick' as const, of: pick })),
    z
      .strictObject({ letters: z.int().min(1).max(32) })
      .transform(({ letters }) => ({ kind: 'letters' as const, count: letters })),
  ])
  .describe(VALUE);

const VARIABLE_NAMES = `A name is of ${SLUG}, at most 40.`;

export const LessonFrontMatter = z.strictObject({
  title: text(80).describe('Shown in the catalogue and above the lesson. 1 to 80 characters.'),
  summary: text(240).describe('One or two sentences for the catalogue. 1 to 240 characters.'),
  level: z.enum(LEVELS).describe('How much the student should know: beginner, intermediate or advanced.'),
  minutes: z.int().min(1).max(600).describe('How long the lesson takes, in whole minutes from 1 to 600.'),
  playground: slug(40).describe(
    'The machines to work on: the name of a file in playgrounds/, without `.yaml`.',
  ),
  variables: z
    .record(variableName, variable)
    .optional()
    .transform((written) => written ?? {})
    .describe(
      `Values that differ from student to student, each a name and a value. ${VARIABLE_NAMES} ${VALUE}`,
    ),
});

export const CourseFile = z.strictObject({
  title: text(80).describe('Shown in the catalogue. 1 to 80 characters.'),
  summary: text(240).describe('What the course is about, in one or two sentences. 1 to 240 characters.'),
  lessons: z
    .array(slug(60))
    .min(1)
    .describe('The lesson folders of this course, in their order. At least one; every folder is listed.'),
  order: z
    .int()
    .min(1)
    .max(1000)
    .prefault(1000)
    .describe(
      'Its place among the courses, from 1 to 1000; those of one place stand by the name of their folder.',
    ),
});

/** `256MiB` or `2GiB`, exactly, as bytes. */
export const size = (least: number, most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}(MiB|GiB)$/)
    .transform((written) => Number.parseInt(written, 10) * (written.endsWith('GiB') ? 1024 * MiB : MiB))
    .refine((bytes) => bytes >= least && bytes <= most);

export const PlaygroundMachineFile = z.strictObject({
  name: slug(32).describe(`The host name, also used by checks and fences: ${SLUG}, at most 32.`),
  image: slug(40).describe('The system it starts from: the name of a folder in docker/.'),
  memory: size(32 * MiB, 32 * 1024 * MiB)
    .prefault('256MiB')
    .describe('A whole number and `MiB` or `GiB`, from 32MiB to 32GiB.'),
  disk: size(16 * MiB, 256 * 1024 * MiB)
    .prefault('1GiB')
    .describe('What may be written on it, in the same form, from 16MiB to 256GiB.'),
  cpus: z
    .number()
    .min(0.1)
    .max(16)
    .prefault(0.5)
    .describe('Cores it may use, from 0.1 to 16; 1 is one core.'),
  pids: z.int().min(32).max(16384).prefault(256).describe('Processes it may have at once, from 32 to 16384.'),
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/)
    .prefault('student')
    .describe('Who the student is on it: the name of a user of the image.'),
  users: z
    .array(z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/))
    .max(20)
    .prefault([])
    .describe('Further accounts, each with a home and no password: at most 20 names.'),
  networks: z
    .array(slug(32))
    .min(1)
    .optional()
    .describe(
      "Those of the playground's networks that it is on, the main one first. The first when left out.",
    ),
  capabilities: z
    .array(z.enum(CAPABILITIES))
    .prefault([])
    .describe(
      'Powers for root on it: NET_ADMIN, to change its own addresses, routes and packet rules. Nothing else.',
    ),
  needs: z
    .array(z.enum(NEEDS))
    .prefault([])
    .describe(
      'For containers on the machine: `engine`, a Docker engine of its own; `limits`, memory and processor limits of its containers that work; `privileged`, containers of it that are privileged.',
    ),
  kubernetes: z
    .enum(KUBERNETES)
    .prefault('none')
    .describe(
      'For the image `kind`: `tools`, kind and kubectl without a cluster; `one-node` or `two-nodes`, a cluster `lab` that is ready before the student arrives. Brings `privileged` to `needs`.',
    ),
  cluster: z
    .boolean()
    .optional()
    .describe(
      'true: its user reaches a Kubernetes cluster by `kubectl`, and the lesson page offers a view of it. When left out, true where `kubernetes` is not `none`.',
    ),
  'wait-for': z
    .array(
      z.union([
        z.strictObject({ port: z.int().min(1).max(65_535) }),
        z.strictObject({ file: z.string().regex(/^\/.{1,1000}$/) }),
      ]),
    )
    .max(20)
    .prefault([])
    .describe(
      'What must be there before the student arrives: `port: 80` (something listens) or `file: /run/ready`, at most 20.',
    ),
});

export const PlaygroundFile = z.strictObject({
  title: text(80).describe('Shown to the student. 1 to 80 characters.'),
  summary: text(240).describe('What it gives, in one or two sentences. 1 to 240 characters.'),
  ssh: z
    .boolean()
    .prefault(false)
    .describe('true: `ssh NAME` works between its machines without a password. true or false.'),
  free: z.boolean().prefault(true).describe('true: students may use it without a lesson. true or false.'),
  egress: z
    .enum(EGRESS)
    .prefault('none')
    .describe(
      'Whom its machines reach outside: `none`, or `open` for the internet, where the admin allows it.',
    ),
  networks: z
    .array(slug(32))
    .min(1)
    .max(5)
    .prefault(['lan'])
    .describe('Its networks, 1 to 5 names. Machines reach each other only over one that both are on.'),
  machines: z
    .array(PlaygroundMachineFile)
    .min(1)
    .max(10)
    .describe('Its machines, the main one first: 1 to 10, each with the keys below.'),
});

const machine = slug(32).describe("One of the playground's machines.");
/** `a b`: ids of earlier tasks. */
const needs = z
  .string()
  .regex(/^[a-z][a-z0-9-]*( +[a-z][a-z0-9-]*)*$/)
  .transform((written) => written.split(/ +/))
  .optional()
  .describe('Ids of earlier tasks, with spaces between, that must have passed first.');
const flag = z.literal('').optional();
const id = slug(40);
const title = text(80);

/** A terminal's name, `main` left out: that is what the machine alone means. */
const terminal = slug(40).refine((name) => name !== 'main');
const INTERRUPT = 'Ctrl+C comes first, and ends what runs there.';

export const TaskAttributes = z.strictObject({
  id: id.describe(`Written \`#id\`, it names its check, solution and wrong attempts: ${SLUG}, at most 40.`),
  title: title.describe('What is to be done. 1 to 80 characters.'),
  machine: machine.optional().describe("Where the check runs. The playground's first machine when left out."),
  timeout: z
    .string()
    .regex(/^([1-9]|[1-5]\d|60)s$/)
    .prefault('10s')
    .describe('How long the check may take, from 1s to 60s.'),
  needs,
  stable: z
    .string()
    .regex(/^([1-9]|[1-5]\d|60)s$/)
    .optional()
    .describe('How long the check must go on passing before it counts, from 1s to 60s.'),
  sticky: flag.describe(
    'Written alone, for what happens once: when it has passed, it is never looked at again.',
  ),
});
export const QuizAttributes = z.strictObject({
  id: id.describe(`Written \`#id\`: ${SLUG}, at most 40.`),
  title: title.describe('What it is about. 1 to 80 characters.'),
  needs,
  several: flag.describe('Written alone: more than one option may be chosen, though just one is right.'),
  accept: text(400)
    .optional()
    .describe(
      'In place of options, the answers that are right, with `|` between. Capitals and spaces at the ends make no difference.',
    ),
});
export const ExplainAttributes = z.strictObject({});
export const AnswerAttributes = z.strictObject({
  id: id.describe(
    `Written \`#id\`; the check finds it as ANSWER_ID, and as ANSWER when it is the only one: ${SLUG}, at most 40.`,
  ),
  label: text(60).describe('What the field is called. 1 to 60 characters.'),
});
export const NoteAttributes = z.strictObject({
  title: title.optional().describe('Stands in place of "Note", "Tip" or "Caution". 1 to 80 characters.'),
});
export const TabsAttributes = z.strictObject({});
export const TabAttributes = z.strictObject({ title: title.describe('1 to 80 characters.') });
export const HintAttributes = z.strictObject({});
export const RunAttributes = z.strictObject({
  machine: machine.optional().describe("Where it runs. The student's open terminal when left out."),
  terminal: terminal
    .optional()
    .describe(
      `A terminal of its own on that machine, opened when needed: ${SLUG}, at most 40, not \`main\`. The machine's first terminal when left out.`,
    ),
  interrupt: z.literal('').optional().describe(`Written alone, without a value. ${INTERRUPT}`),
});
export const CopyAttributes = z.strictObject({});
export const PortAttributes = z.strictObject({
  machine: machine.optional().describe("Whose port it is. The playground's first machine when left out."),
  path: z
    .string()
    .regex(/^\/[!-~]{0,500}$/)
    .optional()
    .describe('Which page of it: a path that begins with `/`, without spaces.'),
});
export const FileAttributes = z.strictObject({
  machine: machine.optional().describe("On which machine it lies. The playground's first when left out."),
});

/** What may follow `mermaid`. */
export const DiagramOptions = z.strictObject({
  title: text(200).describe('Written `title="..."`: what the diagram shows, for those who cannot see it.'),
});

/** `machine` or `machine:terminal`. */
const place = z.string().refine((written) => {
  const [on, name] = written.split(/:(.*)/s);
  return machine.safeParse(on).success && terminal.optional().safeParse(name).success;
});

/** What may follow a fence's language. */
export const FenceOptions = z.strictObject({
  run: z
    .union([z.literal(true), place])
    .optional()
    .describe(
      "`run`: a button runs it in the open terminal. `run=NAME`: on that machine's first terminal. `run=NAME:TERMINAL`: in a terminal of that name there, opened when needed.",
    ),
  interrupt: z.literal(true).optional().describe(`Behind \`run\`: ${INTERRUPT}`),
  copy: z.literal(true).optional().describe('A button copies it.'),
});

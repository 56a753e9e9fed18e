/** What a lesson, a course and a playground are once read. Plain data; knows no file system and no page. */
import type { Root } from 'hast';

export const LEVELS = ['beginner', 'intermediate', 'advanced'] as const;
export type Level = (typeof LEVELS)[number];

/** A course: lessons in their order. */
export interface Course {
  slug: string;
  title: string;
  summary: string;
  /** Slugs of the lessons that loaded, in course.yaml's order. */
  lessons: string[];
}

/** A file that is copied onto a machine before the student arrives. */
export interface LessonFile {
  /** Absolute path on the machine. */
  path: string;
  bytes: Uint8Array;
  /** Permission bits: 0o755 when the author's file is executable, else 0o644. */
  mode: number;
}

/** What every task has. */
interface TaskBase {
  id: string;
  title: string;
  /** Ids of earlier tasks that must have passed first. */
  needs: string[];
  /** Graded, the mildest first; each is prose. */
  hints: Root[];
}

/** A field in a task's prose that the student fills in; its check finds the text in its environment. */
export interface AnswerField {
  id: string;
  /** What the field is called on the page. */
  label: string;
}

/** Shell functions that checks share. */
export interface FunctionsFile {
  /** Relative to the project's root. */
  file: string;
  text: string;
}

/** A task whose state on a machine tells whether it is done. */
export interface CheckTask extends TaskBase {
  kind: 'check';
  /** Where the check runs. */
  machine: string;
  /** The check's script. Never reaches a browser. */
  check: string;
  /** What stands before the check, in this order: its course's functions.sh and its lesson's. Never reaches a browser. */
  functions: FunctionsFile[];
  /** The check's time limit, in ms. */
  checkTimeoutMs: number;
  /** The check must go on passing for this long before it counts, in ms; 0: at once. */
  stableMs: number;
  /** Once passed, it stays so: a one-time event, which is never looked at again. */
  sticky: boolean;
  answers: AnswerField[];
  /** The solution, to run on `machine`. Never reaches a browser unasked. */
  solution: string;
  /** Attempts that must not pass: file name without the task's id and `.sh` -> script, to run on `machine`. */
  wrong: Record<string, string>;
}

/** What may be chosen; `id` is "1" for the first. */
export interface QuizOption {
  id: string;
  body: Root;
  /** Never reaches a browser before the question is answered. */
  right: boolean;
}

/** A question that is graded by the platform, without a machine. Once right, it stays so. */
export interface QuizTask extends TaskBase {
  kind: 'quiz';
  question:
    | { form: 'one' | 'several'; options: QuizOption[] }
    /** Right when the answer, trimmed, in lower case and with single spaces, is one of these. */
    | { form: 'text'; accept: string[] };
  /** Shown once the question is answered rightly, or its solution is asked for; null when there is none. */
  explanation: Root | null;
}

export type Task = CheckTask | QuizTask;

/** A value that differs from student to student. */
export type Variable =
  /** A whole number from `from` to `to`, both included. */
  | { kind: 'number'; from: number; to: number }
  | { kind: 'pick'; of: string[] }
  /** That many lower-case letters. */
  | { kind: 'letters'; count: number };

/** A picture of a lesson, in its folder images/. */
export interface LessonImage {
  /** `shop.svg`. */
  name: string;
  bytes: Uint8Array;
  /** `image/svg+xml`, `image/png`, `image/webp` or `image/jpeg`, as its bytes say. */
  type: string;
  /** In CSS pixels. */
  width: number;
  height: number;
}

/** All of a lesson, secrets included. For browsers see PublicLesson. */
export interface Lesson {
  /** `course/lesson`. */
  path: string;
  course: string;
  slug: string;
  title: string;
  summary: string;
  level: Level;
  minutes: number;
  /** Name of the playground. A lesson of course `playgrounds` is the playground alone, for free play. */
  playground: string;
  /**
   * The prose, sanitised. Beside HTML's own it holds these elements, for the page to draw:
   *   sl-task {id}                     stands where task `id` stands; its children are the task's prose, hints left out
   *   sl-code {code, language, run?, terminal?, interrupt?, copy?}  a fence; children are highlighted lines; `run` names
   *                               a machine ("" = the current one), `terminal` one of its terminals (its first when left out)
   *   sl-run {code, machine?, terminal?, interrupt?}  sl-copy {code}  sl-port {port, machine?, path?}   inline
   *   sl-file {path, machine?}    inline: shows a file of the machine
   *   sl-answer {id, label}       inline, in a task: a field of the task around
   *   sl-var {name}               stands for a value of the student's: a variable, `MACHINE.ip`, `MACHINE.NETWORK.ip`.
   *                               In the attribute `code` (and `path`) the same is written `{{ name }}`.
   *   sl-note {tone, title}       an aside; tone is note, tip or caution
   *   sl-tabs, its children sl-tab {title}
   *   sl-diagram {code, title}   Mermaid
   *   sl-image {name, alt, width, height, title?}   a picture of the lesson's, see `images`
   */
  body: Root;
  tasks: Task[];
  variables: Record<string, Variable>;
  images: LessonImage[];
  /** Changes when anything of the lesson or its playground does; letters and digits. */
  revision: string;
  /** Machine -> script that runs as root before the student arrives. Must be repeatable. */
  init: Record<string, string>;
  /** Machine -> files that are copied before init runs. */
  files: Record<string, LessonFile[]>;
}

/** What a list shows of a lesson; a Lesson is one, too. */
export interface LessonHead
  extends Pick<
    Lesson,
    'path' | 'course' | 'slug' | 'title' | 'summary' | 'level' | 'minutes' | 'playground'
  > {
  tasks: Pick<Task, 'kind' | 'id' | 'title'>[];
}

/** A task as a browser may have it: no script, no right answer. */
export type PublicTask = Pick<TaskBase, 'id' | 'title' | 'needs' | 'hints'> &
  (
    | Pick<CheckTask, 'kind' | 'machine' | 'answers' | 'sticky'>
    | {
        kind: 'quiz';
        question: { form: 'one' | 'several'; options: Pick<QuizOption, 'id' | 'body'>[] } | { form: 'text' };
      }
  );

/** What a browser may have. */
export interface PublicLesson extends Omit<Lesson, 'tasks' | 'init' | 'files' | 'variables' | 'images'> {
  tasks: PublicTask[];
}

/** A power that a playground may give root on a machine, inside the machine's own namespaces. */
export const CAPABILITIES = ['NET_ADMIN'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/**
 * What a machine that runs containers itself needs: a Docker engine of its own; memory and processor limits of its
 * containers that work; containers of it that are privileged. Each of the latter brings an engine, too.
 */
export const NEEDS = ['engine', 'limits', 'privileged'] as const;
export type Need = (typeof NEEDS)[number];

/**
 * Kubernetes on a machine: kind and its tools alone; or a cluster `lab` beside them that is ready before the student
 * arrives, of one node, or of a control plane and a worker.
 */
export const KUBERNETES = ['none', 'tools', 'one-node', 'two-nodes'] as const;
export type Kubernetes = (typeof KUBERNETES)[number];

/** Whom an operator lets in: oneself, a class that one answers for, or anybody. Decides what needs may be met. */
export const TRUSTS = ['personal', 'classroom', 'public'] as const;
export type Trust = (typeof TRUSTS)[number];

export interface PlaygroundMachine {
  name: string;
  /** Folder name under docker/. */
  image: string;
  memoryBytes: number;
  /** What it may write, its containers' files included. */
  diskBytes: number;
  /** 1 is one core. */
  cpus: number;
  pids: number;
  /** Who the student is on it. */
  user: string;
  /** Further accounts that are made before the student arrives, each with a home and no password. */
  users: string[];
  /** The networks it is on, the first being its own address's; at least one. */
  networks: string[];
  capabilities: Capability[];
  /** Empty for a plain machine. */
  needs: Need[];
  /** Other than `none`: `needs` has what kind wants. */
  kubernetes: Kubernetes;
}

/** What a machine must show before the student arrives. */
export type WaitFor = { port: number } | { file: string };

/** Whom machines may reach outside. A list of hosts may follow. */
export const EGRESS = ['none', 'open'] as const;
export type Egress = (typeof EGRESS)[number];

/** A declared topology. */
export interface Playground {
  name: string;
  title: string;
  summary: string;
  machines: PlaygroundMachine[];
  /** Names; machines reach each other only over one that both are on. `lan` when the author names none. */
  networks: string[];
  egress: Egress;
  /** The student may `ssh` from each machine to each other by name, without a password. */
  ssh: boolean;
  /** It may be used without a lesson. */
  free: boolean;
  /** Machine -> files that are copied before init runs; those of a lesson come after them. */
  files: Record<string, LessonFile[]>;
  /** Machine -> script that runs as root before the lesson's own. Must be repeatable. */
  init: Record<string, string>;
  /** Machine -> what is waited for after init. */
  waitFor: Record<string, WaitFor[]>;
  /** Machines whose user reaches a Kubernetes cluster by `kubectl`: the lesson page offers a view of it. */
  clusters: string[];
}

/** What is wrong with an author's file, and what would be right. */
export interface Problem {
  /** Relative to the project's root. */
  file: string;
  /** 1-based; 1 when the whole file is meant. */
  line: number;
  column: number;
  /** What is wrong. */
  message: string;
  /** What would be right. */
  remedy: string;
}

/** Whole lessons by path. A catalogue that serves reads each when it is asked for: see `heads` for all of them. */
export type Lessons = Pick<ReadonlyMap<string, Lesson>, 'get' | 'has' | 'keys' | 'values' | 'size'>;

/** All that loaded, and what did not. One broken lesson never takes another down. */
export interface Catalogue {
  courses: Course[];
  /** By path: those that are in `lessons`. */
  heads: ReadonlyMap<string, LessonHead>;
  lessons: Lessons;
  /** By name. */
  playgrounds: Map<string, Playground>;
  problems: Problem[];
}

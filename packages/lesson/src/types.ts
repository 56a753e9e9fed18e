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

export interface Task {
  id: string;
  title: string;
  /** Where the check runs. */
  machine: string;
  /** The check's script. Never reaches a browser. */
  check: string;
  /** The check's time limit, in ms. */
  checkTimeoutMs: number;
  /** Graded, the mildest first; each is prose. */
  hints: Root[];
  /** The solution, to run on `machine`. Never reaches a browser unasked. */
  solution: string;
  /** Attempts that must not pass: file name without the task's id and `.sh` -> script, to run on `machine`. */
  wrong: Record<string, string>;
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
  /** Name of the playground. */
  playground: string;
  /**
   * The prose, sanitised. Beside HTML's own it holds these elements, for the page to draw:
   *   sl-task {id}                     stands where task `id` stands; its children are the task's prose, hints left out
   *   sl-code {code, language, run?, terminal?, interrupt?, copy?}  a fence; children are highlighted lines; `run` names
   *                               a machine ("" = the current one), `terminal` one of its terminals (its first when left out)
   *   sl-run {code, machine?, terminal?, interrupt?}  sl-copy {code}  sl-port {port, machine?}   inline
   */
  body: Root;
  tasks: Task[];
  /** Machine -> script that runs as root before the student arrives. Must be repeatable. */
  init: Record<string, string>;
  /** Machine -> files that are copied before init runs. */
  files: Record<string, LessonFile[]>;
}

/** What a browser may have. */
export interface PublicLesson extends Omit<Lesson, 'tasks' | 'init' | 'files'> {
  tasks: Pick<Task, 'id' | 'title' | 'machine' | 'hints'>[];
}

export interface PlaygroundMachine {
  name: string;
  /** Folder name under docker/. */
  image: string;
  memoryBytes: number;
  /** 1 is one core. */
  cpus: number;
  pids: number;
  /** Who the student is on it. */
  user: string;
}

/** A declared topology. */
export interface Playground {
  name: string;
  title: string;
  summary: string;
  machines: PlaygroundMachine[];
  /** The student may `ssh` from each machine to each other by name, without a password. */
  ssh: boolean;
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

/** All that loaded, and what did not. One broken lesson never takes another down. */
export interface Catalogue {
  courses: Course[];
  /** By path. */
  lessons: Map<string, Lesson>;
  /** By name. */
  playgrounds: Map<string, Playground>;
  problems: Problem[];
}

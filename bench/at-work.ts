/** A student with a lesson's page open, as the page has it: its stream of states, and the first machine's terminal. */
import type { Student, TerminalWire, Watch } from '../apps/broker/src/testing/student.ts';
import type { LessonState } from '../packages/protocol/src/index.ts';
import { MACHINE } from './peers/sandlot.ts';

const START_MS = 300_000;

export class AtWork {
  readonly student: Student;
  readonly lesson: string;
  readonly sandboxId: string;
  readonly watch: Watch<LessonState>;
  readonly wire: TerminalWire;

  private constructor(
    student: Student,
    lesson: string,
    sandboxId: string,
    watch: Watch<LessonState>,
    wire: TerminalWire,
  ) {
    this.student = student;
    this.lesson = lesson;
    this.sandboxId = sandboxId;
    this.watch = watch;
    this.wire = wire;
  }

  /** Opens a lesson's page, starts a sandbox where there is none, and waits for the prompt. */
  static async open(student: Student, lesson: string): Promise<AtWork> {
    await student.start(lesson);
    const watch = await student.watchLesson(lesson);
    const { sandbox, ended } = await watch.until(
      (s) => s.sandbox?.state === 'ready' || s.ended !== null,
      START_MS,
    );
    if (!sandbox) throw new Error(`no sandbox: ${ended?.message}`);
    const wire = await student.terminal(sandbox.id, MACHINE);
    await wire.until((w) => w.atPrompt, START_MS);
    return new AtWork(student, lesson, sandbox.id, watch, wire);
  }

  /** Runs a command in the terminal to its next prompt. */
  async run(command: string): Promise<void> {
    this.wire.clear();
    this.wire.type(`${command}\r`);
    await this.wire.until((w) => w.text.includes('\n') && w.atPrompt);
  }

  /** Closes the page; the sandbox stays. */
  leave(): void {
    this.watch.socket.terminate();
    this.wire.socket.terminate();
  }
}

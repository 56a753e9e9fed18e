/** From the click on Start to a prompt, over the public port as a browser goes. */
import { Student } from '../apps/broker/src/testing/student.ts';

export interface Started {
  /** To the state `ready`: the engine inside answers by then. */
  readyMs: number;
  promptMs: number;
  student: Student;
  sandboxId: string;
}

/** Throws when the sandbox cannot be made. The student is a new one, and the sandbox stays. */
export async function clickToPrompt(origin: string, lesson: string): Promise<Started> {
  const student = new Student(origin);
  const began = performance.now();
  await student.start(lesson);
  const watch = await student.watchLesson(lesson);
  const { sandbox } = await watch.until((s) => s.sandbox?.state === 'ready' || s.ended !== null, 120_000);
  if (!sandbox) throw new Error(`no sandbox: ${watch.last?.ended?.message}`);
  const readyMs = performance.now() - began;
  const terminal = await student.terminal(sandbox.id, sandbox.machines[0]?.name ?? '');
  await terminal.until((t) => t.atPrompt);
  return { readyMs, promptMs: performance.now() - began, student, sandboxId: sandbox.id };
}

/** A sandbox for a lesson without a broker: what proves lessons, and previews them. */
import { randomBytes } from 'node:crypto';
import { type CheckTask, type Lesson, type Playground, variableValues } from '@sandlot/lesson';
import { type RunResult, SandboxError, type SandboxRuntime } from '../runtime.ts';
import { addressValues } from './address-values.ts';
import { provision } from './provision.ts';
import { type CheckResult, runCheck } from './run-check.ts';
import { answerEnvironment, type ScriptMachine, scriptEnvironment } from './script-environment.ts';
import { sshKeysOf } from './ssh-keys.ts';

const LIFE_MS = 3_600_000;

export class PlaygroundSandbox {
  readonly id = randomBytes(8).toString('hex');
  readonly #runtime: SandboxRuntime;
  readonly #lesson: Lesson;
  readonly #playground: Playground;
  readonly #machines: ScriptMachine[];
  readonly #secret = randomBytes(32);
  readonly #answers = new Map<string, Record<string, string>>();
  /** See scriptEnvironment; with addresses once it has started. */
  #values: Record<string, string>;

  constructor(runtime: SandboxRuntime, lesson: Lesson, playground: Playground) {
    this.#runtime = runtime;
    this.#lesson = lesson;
    this.#playground = playground;
    this.#machines = playground.machines.map((spec) => ({ spec, generation: 1 }));
    this.#values = variableValues(lesson.variables, this.#secret);
  }

  /** Makes it ready. Throws SandboxError, and leaves nothing then. */
  async start(): Promise<void> {
    const createdAtMs = Date.now();
    const { machines, name, networks, egress } = this.#playground;
    const topology = { playground: name, machines, networks, egress };
    const spec = { id: this.id, userId: 'prover', lesson: this.#lesson.path, ...topology };
    await this.#runtime.create({ ...spec, createdAtMs, expiresAtMs: createdAtMs + LIFE_MS }, () => {});
    try {
      Object.assign(this.#values, addressValues(await this.#runtime.addresses(this.id)));
      await Promise.all(machines.map((machine) => this.#finish(machine.name)));
    } catch (error) {
      await this.remove();
      throw error;
    }
  }

  async reset(machine: string): Promise<void> {
    const live = this.#machines.find((m) => m.spec.name === machine);
    if (!live)
      throw new SandboxError('not_found', `There is no machine ${machine} in ${this.#playground.name}.`);
    live.generation = await this.#runtime.reset(this.id, machine);
    await this.#finish(machine);
  }

  async check(task: CheckTask): Promise<CheckResult> {
    const answers = this.#answers.get(task.id) ?? {};
    if (task.answers.some(({ id }) => !answers[id]))
      return { outcome: 'pending', message: 'Write your answer first.', durationMs: 0, exitCode: null };
    return runCheck(this.#runtime, this.id, task, {
      ...scriptEnvironment(task.machine, this.#machines, this.#values),
      ...answerEnvironment(task.answers, answers),
    });
  }

  /** Writes something into a field of a task, as on its page. */
  answer(task: string, field: string, text: string): void {
    this.#answers.set(task, { ...this.#answers.get(task), [field]: text });
  }

  /** Leaves the fields of a task empty again. */
  forgetAnswers(task: string): void {
    this.#answers.delete(task);
  }

  runAsStudent(machine: string, script: string, timeoutMs: number): Promise<RunResult> {
    const user = this.#machines.find((m) => m.spec.name === machine)?.spec.user ?? 'root';
    const env = scriptEnvironment(machine, this.#machines, this.#values);
    return this.#runtime.run(this.id, machine, { script, timeoutMs, env, user });
  }

  /** Does once more what made the machines ready, as after a restart of the platform. Throws SandboxError. */
  async provisionAgain(): Promise<void> {
    for (const { spec } of this.#machines) await this.#finish(spec.name);
  }

  remove(): Promise<void> {
    return this.#runtime.remove(this.id);
  }

  async #finish(machine: string): Promise<void> {
    const what = {
      runtime: this.#runtime,
      sandboxId: this.id,
      lesson: this.#lesson,
      playground: this.#playground,
    };
    await provision(
      { ...what, machines: this.#machines, values: this.#values, sshKeys: sshKeysOf(this.#secret, this.id) },
      machine,
    );
    await this.#runtime.markReady(this.id, machine);
  }
}

/** `sandlot lesson test`: proves lessons in real sandboxes. */
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type Catalogue, type Lesson, loadCatalogue, nodesOf, type Playground } from '@sandlot/lesson';
import { Gate, type ProofStep, proveLesson, SandboxError, type SandboxRuntime } from '@sandlot/sandbox';
import { Failure } from '../failure.ts';
import type { Settings } from '../settings.ts';
import { junitOf } from './junit.ts';
import { ownInstance } from './own-instance.ts';
import { failures, tableOf } from './proof-report.ts';
import { placeOf, selectLessons } from './select-lessons.ts';
import { together } from './together.ts';

export interface TestOptions {
  parallel?: string;
  junit?: string;
  /** Leaves the wrong attempts out. */
  solutionsOnly?: boolean;
  stop: AbortSignal;
}

/** What came of one lesson. */
export interface Proof {
  lesson: Lesson;
  steps: ProofStep[];
  /** Why this host could not run it; null: it was proved. */
  skipped: string | null;
  durationMs: number;
}

/** Says what it finds; the exit code: 0 when every lesson that this host can run holds, else 1. */
export async function testLessons(
  settings: Settings,
  paths: string[],
  options: TestOptions,
  say: (line: string) => void,
): Promise<number> {
  const parallel = readParallel(options.parallel);
  const catalogue = await loadCatalogue(settings.lessons);
  const { lessons, problems } = selectLessons(catalogue, settings.lessons, paths);
  for (const problem of problems) say(`✗ ${placeOf(problem)}  ${problem.message}. ${problem.remedy}`);
  const { runtime, release } = await ownInstance(settings).catch(asFailure);
  const proofs: Proof[] = [];
  try {
    const stop = new AbortController();
    const signal = AbortSignal.any([options.stop, stop.signal]);
    const gate = new Gate(parallel);
    const { solutionsOnly = false } = options;
    const prepared = await together(
      lessons.map((lesson) => prepare(runtime, lesson, catalogue, signal)),
      stop,
    );
    const all = prepared.toSorted(longestFirst).map(async (one) => {
      const proof = await prove(runtime, one, { gate, signal, solutionsOnly });
      proofs.push(proof);
      tell(proof, say);
    });
    await together(all, stop);
  } catch (error) {
    if (!options.stop.aborted) throw asError(error);
    say('Given up; what was made is removed.');
  } finally {
    await release().catch((error: Error) => say(`Not all of it could be removed: ${error.message}`));
  }
  if (options.junit) await writeFile(options.junit, junitOf(proofs, problems));
  const failed = proofs.filter(({ steps }) => failures(steps).length > 0).length;
  const skipped = proofs.filter((proof) => proof.skipped !== null).length;
  const held = proofs.length - failed - skipped;
  const files = new Set(problems.map(({ file }) => file)).size;
  say(
    `${held} of ${lessons.length} ${lessons.length === 1 ? 'lesson' : 'lessons'} proved, ${failed} failed, ${skipped} skipped${files > 0 ? `, ${files} unreadable files` : ''}.`,
  );
  return failed > 0 || problems.length > 0 || options.stop.aborted ? 1 : 0;
}

/** A lesson with all it needs of this host, or why it cannot run here. */
interface Prepared {
  lesson: Lesson;
  playground: Playground;
  cannot: ReturnType<SandboxRuntime['cannotRun']>;
}

async function prepare(
  runtime: SandboxRuntime,
  lesson: Lesson,
  { playgrounds }: Catalogue,
  signal: AbortSignal,
): Promise<Prepared> {
  const playground = playgrounds.get(lesson.playground);
  if (!playground) throw new Failure(`${lesson.path} has no playground.`);
  const images = async () => {
    for (const image of new Set(playground.machines.map((machine) => machine.image)))
      await runtime.ensureImage(image, () => {}, signal);
  };
  if (playground.machines.some(({ needs }) => needs.length > 0)) {
    await images().catch(() => {}); // what is in the way is said below
    await runtime.prepare(playground.machines);
  }
  const cannot = runtime.cannotRun(playground.machines, playground.egress);
  if (!cannot) await images();
  return { lesson, playground, cannot };
}

async function prove(
  runtime: SandboxRuntime,
  { lesson, playground, cannot }: Prepared,
  { gate, signal, solutionsOnly }: { gate: Gate; signal: AbortSignal; solutionsOnly: boolean },
): Promise<Proof> {
  const proof = { lesson, steps: [] as ProofStep[] };
  if (cannot) return { ...proof, skipped: `${cannot.reason} ${cannot.remedy}`, durationMs: 0 };
  let began: number | undefined;
  const through = (work: () => Promise<void>) =>
    gate.through(() => {
      began ??= performance.now();
      return work();
    }, placesOf(playground));
  const tried = solutionsOnly ? withoutWrong(lesson) : lesson;
  await proveLesson(runtime, tried, playground, (step) => proof.steps.push(step), { through, signal });
  return { ...proof, skipped: null, durationMs: performance.now() - (began ?? performance.now()) };
}

/** So that no long one is left alone at the end, with nothing beside it. */
const longestFirst = (a: Prepared, b: Prepared): number => mostMs(b) - mostMs(a);

/** How long its checks may take, in all they are asked, by their own limits. Exact enough to compare. */
const mostMs = ({ lesson, playground }: Prepared): number =>
  placesOf(playground) *
  lesson.tasks.reduce(
    (sum, task) =>
      task.kind === 'check' ? sum + task.checkTimeoutMs * (3 + Object.keys(task.wrong).length) : sum,
    0,
  );

const withoutWrong = (lesson: Lesson): Lesson => ({
  ...lesson,
  tasks: lesson.tasks.map((task) => (task.kind === 'check' ? { ...task, wrong: {} } : task)),
});

/** A cluster keeps a core busy by itself, half of the time. */
const placesOf = ({ machines }: Playground): number => (machines.some((one) => nodesOf(one) > 0) ? 2 : 1);

function tell({ lesson, steps, skipped, durationMs }: Proof, say: (line: string) => void): void {
  if (skipped !== null) {
    say(`- ${lesson.path}: skipped. ${skipped}\n`);
    return;
  }
  const found = failures(steps);
  say(`${found.length > 0 ? '✗' : '✓'} ${lesson.path}  ${(durationMs / 1000).toFixed(1)} s`);
  say(tableOf(lesson, steps));
  for (const line of found) say(`  ${line}`);
  say('');
}

function readParallel(written: string | undefined): number {
  if (written === undefined) return 2 * availableParallelism();
  const number = Number(written);
  if (Number.isInteger(number) && number >= 1 && number <= 64) return number;
  throw new Failure(`--parallel can't be "${written}": write a whole number from 1 to 64.`);
}

const asError = (error: unknown) =>
  error instanceof SandboxError ? new Failure(error.message, { cause: error }) : error;
const asFailure = (error: unknown): never => {
  throw asError(error);
};

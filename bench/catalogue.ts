/**
 * A catalogue of many lessons: how long it takes to load, what it holds in memory, how long the first opening of a lesson
 * takes, how long from a save to the lesson being read again, and how long the proof-reading of all takes; beside the
 * bare floor of reading the same files, in the same run.
 */
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FreshCatalogue } from '../packages/lesson/src/index.ts';
import { printSamples } from './measure.ts';

const SHIPPED = path.resolve(import.meta.dirname, '..');

/** Copies of the lessons that ship, fifty to a course. */
async function makeCatalogue(root: string, count: number): Promise<void> {
  await cp(path.join(SHIPPED, 'playgrounds'), path.join(root, 'playgrounds'), { recursive: true });
  const courses = await readdir(path.join(SHIPPED, 'courses'));
  const models: string[] = [];
  for (const course of courses)
    for (const entry of await readdir(path.join(SHIPPED, 'courses', course), { withFileTypes: true }))
      if (entry.isDirectory()) models.push(path.join(SHIPPED, 'courses', course, entry.name));
  const lists = new Map<string, string[]>();
  for (let i = 0; i < count; i++) {
    const course = `course-${Math.floor(i / 50)}`;
    const slug = `lesson-${i}`;
    await mkdir(path.join(root, 'courses', course), { recursive: true });
    await cp(models[i % models.length] ?? '', path.join(root, 'courses', course, slug), { recursive: true });
    lists.set(course, [...(lists.get(course) ?? []), slug]);
  }
  for (const [course, slugs] of lists) {
    const yaml = `title: ${course}\nsummary: Copies.\nlessons: [${slugs.join(', ')}]\n`;
    await writeFile(path.join(root, 'courses', course, 'course.yaml'), yaml);
  }
}

async function readAll(root: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await readFile(path.join(entry.parentPath, entry.name))).length;
  return bytes;
}

/** From a save of one lesson after the other to its being read again. */
async function measureSaves(root: string, fresh: FreshCatalogue, rounds: number): Promise<void> {
  const reread: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const lesson = path.join(root, 'courses', `course-${Math.floor(i / 50)}`, `lesson-${i}`, 'lesson.md');
    const began = performance.now();
    const told = new Promise<string[]>((resolve) => {
      const end = fresh.onChange((change) => {
        end();
        resolve(change.lessons);
      });
    });
    await appendFile(lesson, '\nMore.\n');
    const changed = await told;
    reread.push(performance.now() - began);
    if (changed.length !== 1) throw new Error(`${changed.length} lessons changed by one save`);
  }
  printSamples('From a save to the lesson read again, it alone', [
    { name: 'catalogue', values: reread, unit: 'ms' },
  ]);
}

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

/** Each lesson's first reading as a whole, which is when somebody opens its page. */
function measureOpenings(fresh: FreshCatalogue, rounds: number): void {
  const values: number[] = [];
  for (const path of [...fresh.current.heads.keys()].slice(-rounds)) {
    const began = performance.now();
    fresh.current.lessons.get(path);
    values.push(performance.now() - began);
  }
  printSamples('First opening of a lesson', [{ name: 'catalogue', values, unit: 'ms' }]);
}

/** All lessons, as fast as it goes; a broker takes a tenth of a core for it. */
async function measureProof(root: string): Promise<void> {
  const before = process.cpuUsage();
  const fresh = await FreshCatalogue.open(root, { proofShare: 1 });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
  const began = performance.now();
  await fresh.proven;
  clearInterval(watch);
  const { user, system } = process.cpuUsage(before);
  console.log(
    `  proof-read    ${((performance.now() - began) / 1000).toFixed(1)} s without pauses, ${((user + system) / 1e6).toFixed(1)} s of processor, ${mebibytes(peak)} at most`,
  );
  await fresh.close();
}

/** Makes `count` lessons, measures, prints, and removes them. */
export async function measureCatalogue(count: number, rounds: number): Promise<void> {
  const root = await mkdtemp(path.join(tmpdir(), 'sandlot-bench-lessons-'));
  try {
    await makeCatalogue(root, count);
    await readAll(root); // once, so that both find the files in memory
    let began = performance.now();
    const bytes = await readAll(root);
    const floor = performance.now() - began;
    const before = process.memoryUsage().rss;
    began = performance.now();
    const fresh = await FreshCatalogue.open(root);
    const load = performance.now() - began;
    const after = process.memoryUsage().rss;
    const lessons = [...fresh.current.heads.values()].filter(({ tasks }) => tasks.length > 0).length;
    if (lessons !== count)
      throw new Error(`${lessons} of ${count} lessons loaded: ${fresh.current.problems[0]?.message}`);
    console.log(`\n${count} lessons, ${(bytes / 1e6).toFixed(1)} MB in files`);
    console.log(
      `  load          ${load.toFixed(0)} ms (goal 2000), reading the files alone ${floor.toFixed(0)} ms: ${(load / floor).toFixed(2)}×`,
    );
    console.log(`  memory        ${mebibytes(after)} resident (goal 300 MiB), ${mebibytes(before)} before`);
    measureOpenings(fresh, rounds);
    await measureSaves(root, fresh, rounds);
    await fresh.close();
    await measureProof(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

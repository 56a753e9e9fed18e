/** Proofs as JUnit XML, for build servers. */
import type { Problem } from '@sandlot/lesson';
import { holds } from '@sandlot/sandbox';
import builder, { type Builder } from 'junit-report-builder';
import { explain } from './proof-report.ts';
import { placeOf } from './select-lessons.ts';
import type { Proof } from './test-lessons.ts';

/** A suite for each lesson, a case for each thing that was tried, and one for each problem of a file. */
export function junitOf(proofs: Proof[], problems: Problem[]): string {
  // The package says that it has a default export, and is the builder itself.
  const report = (builder as unknown as Builder).newBuilder();
  for (const problem of problems) {
    const name = placeOf(problem);
    report.testCase().className('files').name(name).failure(`${problem.message}. ${problem.remedy}`);
  }
  for (const { lesson, steps, skipped, durationMs } of proofs) {
    const suite = report
      .testSuite()
      .name(lesson.path)
      .time(durationMs / 1000);
    if (skipped !== null) suite.testCase().className(lesson.path).name('all of it').skipped();
    for (const step of steps) {
      const one = suite
        .testCase()
        .className(`${lesson.path}/${step.task}`)
        .name(step.attempt)
        .time(step.durationMs / 1000);
      if (!holds(step)) one.failure(explain(step));
    }
  }
  return report.build();
}

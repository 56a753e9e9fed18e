/** What a student does at a task without a terminal. */
import type { LessonState, Progress, Solution } from '@sandlot/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Student } from '../testing/student.ts';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

const LESSON = 'asked/all';
let site: TestSite;
let b: TestBroker;
let student: Student;
beforeAll(async () => {
  site = new TestSite('process');
  b = await site.start();
  student = b.student();
});
afterAll(async () => {
  await b.end();
  site.remove();
});

const ask = <T = LessonState>(what: string, body: unknown) =>
  student.ask<T>('POST', `/api/lessons/${LESSON}/${what}`, body);
const task = (state: LessonState, id: string) => state.tasks.find((one) => one.id === id);

test('opened hints are kept, also before there is a sandbox; more than there are is refused', async () => {
  expect(task(await ask('hints', { task: 'number', opened: 1 }), 'number')?.hintsOpened).toBe(1);
  await expect(ask('hints', { task: 'number', opened: 3 })).rejects.toThrow(
    'The task number has 2 hints, and not 3.',
  );
  expect(task(await student.state(LESSON), 'number')).toMatchObject({
    hintsOpened: 1,
    maySeeSolution: false,
  });
});

test('no solution before a try; no answer to a field or a task that is not there; nor to a closed one', async () => {
  await expect(ask('solution', { task: 'number' })).rejects.toThrow('Try it first: press Check now');
  await expect(ask('answer', { task: 'number', answers: { other: 'x' } })).rejects.toThrow(
    'The task number has these fields: code.',
  );
  await expect(ask('answer', { task: 'none', answers: { code: 'x' } })).rejects.toThrow(
    'There is no task none in asked/all.',
  );
  await expect(ask('answer', { task: 'which', answers: { quiz: '2' } })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('an answer is kept and looked at; a wrong one allows the solution; all together completes the lesson', async () => {
  await student.start(LESSON);
  const watch = await student.watchLesson(LESSON);
  await watch.until(({ sandbox }) => sandbox?.state === 'ready');
  const wrong = task(await ask('answer', { task: 'number', answers: { code: '7' } }), 'number');
  expect(wrong).toMatchObject({ tries: 1, answers: { code: '7' }, maySeeSolution: true, passedAtMs: null });
  expect(wrong?.last).toMatchObject({ outcome: 'pending', message: 'Not 7.', exitCode: 1, machine: 'box' });
  const { values } = await student.state(LESSON);
  const solution = await ask<Solution>('solution', { task: 'number' });
  expect(solution.script).toBe(`# Write what this prints into the field "Code":\necho ${values.code}\n`);
  const right = await ask('answer', { task: 'number', answers: { code: values.code } });
  expect(task(right, 'number')?.last?.outcome).toBe('passed');
  expect(task(right, 'which')?.waitsFor).toEqual([]);
  const quiz = task(await ask('answer', { task: 'which', answers: { quiz: '1' } }), 'which');
  expect(quiz).toMatchObject({ passedAtMs: null, answers: { quiz: '1' } });
  await ask('answer', { task: 'which', answers: { quiz: '2' } });
  expect(await ask<Solution>('solution', { task: 'which' })).toMatchObject({ right: ['2'], script: null });
  await watch.until(({ completedAtMs }) => completedAtMs !== null);
  const progress = await student.ask<Progress>('GET', '/api/progress');
  expect(progress.lessons).toMatchObject([
    {
      lesson: LESSON,
      completedAtMs: expect.any(Number),
      passed: { number: expect.any(Number), which: expect.any(Number) },
    },
  ]);
});

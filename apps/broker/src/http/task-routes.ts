/** What a student does at a task without a terminal: opens hints, answers, asks for the solution. */
import type { Lesson, Task } from '@sandlot/lesson';
import { AnswerBody, HintsBody, type Progress, type Solution, TaskBody } from '@sandlot/protocol';
import { scriptEnvironment } from '@sandlot/sandbox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import { gradeQuiz, QUIZ_FIELD } from '../lessons/grade-quiz.ts';
import { readableSolution } from '../lessons/readable-solution.ts';
import { maySeeSolution, taskRecord } from '../lessons/task-state.ts';
import { valuesOf } from '../sandboxes/values-of.ts';
import { body } from './body.ts';
import { type LessonParams, lessonPath } from './lesson-path.ts';
import type { Services } from './services.ts';

export function taskRoutes(app: FastifyInstance, s: Services): void {
  const { db, now } = s.parts;
  const taskOf = (request: FastifyRequest<LessonParams>, id: string): { lesson: Lesson; task: Task } => {
    const path = lessonPath(request.params);
    const lesson = s.parts.catalogue().lessons.get(path);
    const task = lesson?.tasks.find((one) => one.id === id);
    if (!lesson || !task) throw new ApiError('not_found', `There is no task ${id} in ${path}.`);
    return { lesson, task };
  };

  app.post<LessonParams>('/api/lessons/:course/:lesson/hints', async (request, reply) => {
    const { task: id, opened } = body(HintsBody, request);
    const { lesson, task } = taskOf(request, id);
    if (opened > task.hints.length)
      throw new ApiError('bad_request', `The task ${id} has ${task.hints.length} hints, and not ${opened}.`);
    const userId = await s.identity.userOrGuest(request, reply);
    await db.openHints(userId, lesson.path, id, opened, now());
    return s.view.changedState(userId, lesson.path);
  });

  app.post<LessonParams>('/api/lessons/:course/:lesson/answer', async (request, reply) => {
    const { task: id, answers } = body(AnswerBody, request);
    const { lesson, task } = taskOf(request, id);
    const fields = task.kind === 'quiz' ? [QUIZ_FIELD] : task.answers.map((field) => field.id);
    const unknown = Object.keys(answers).find((field) => !fields.includes(field));
    if (unknown !== undefined || Object.keys(answers).length === 0)
      throw new ApiError('bad_request', `The task ${id} has these fields: ${fields.join(', ') || 'none'}.`);
    const userId = await s.identity.userOrGuest(request, reply);
    await s.view.mustBeOpen(userId, lesson.path, task);
    await db.noteTry(userId, lesson.path, id, answers, now());
    await db.noteSeen(userId, lesson.path, now());
    const sandbox = s.sandboxes.of(userId, lesson.path);
    const checks = sandbox && s.checks.of(sandbox);
    if (task.kind === 'check') await checks?.check(id);
    else if (gradeQuiz(task, answers[QUIZ_FIELD] ?? '')) {
      await db.passTask(userId, lesson.path, id, now());
      if (lesson.tasks.every(({ kind }) => kind === 'quiz')) await completeByQuizzes(userId, lesson);
      else await checks?.passedElsewhere();
    }
    return s.view.changedState(userId, lesson.path);
  });

  /** A lesson of nothing but questions has no sandbox that could look once more. */
  async function completeByQuizzes(userId: string, lesson: Lesson): Promise<void> {
    const attempt = await db.attempt(userId, lesson.path);
    const done = lesson.tasks.every(({ id }) => taskRecord(attempt, id).firstPassedAtMs !== null);
    if (done) await db.completeAttempt(userId, lesson.path, now());
  }

  app.post<LessonParams>('/api/lessons/:course/:lesson/solution', async (request): Promise<Solution> => {
    const { task: id } = body(TaskBody, request);
    const { lesson, task } = taskOf(request, id);
    const userId = await s.identity.mustUser(request);
    const record = taskRecord(await db.attempt(userId, lesson.path), id);
    if (!maySeeSolution(task, record))
      throw new ApiError('conflict', 'Try it first: press Check now, give an answer, or open all its hints.');
    await db.noteSolution(userId, lesson.path, id, now());
    s.view.changed(userId, lesson.path);
    return solutionOf(task, await environmentOf(userId, lesson, task));
  });

  /** As far as it is known: without a sandbox there are no addresses. */
  async function environmentOf(userId: string, lesson: Lesson, task: Task): Promise<Record<string, string>> {
    if (task.kind === 'quiz') return {};
    const sandbox = s.sandboxes.of(userId, lesson.path);
    const plain = () => s.parts.values(userId, lesson, null);
    const values = sandbox ? await valuesOf(s.parts, sandbox, lesson).catch(plain) : await plain();
    return scriptEnvironment(task.machine, sandbox?.scriptMachines() ?? [], values);
  }

  app.get('/api/progress', async (request): Promise<Progress> => {
    const attempts = await db.attempts(await s.identity.mustUser(request));
    return {
      lessons: attempts.map(({ lesson, startedAtMs, seenAtMs, completedAtMs, tasks }) => ({
        lesson,
        startedAtMs,
        seenAtMs,
        completedAtMs,
        passed: Object.fromEntries(
          [...tasks].flatMap(([id, { firstPassedAtMs }]) =>
            firstPassedAtMs === null ? [] : [[id, firstPassedAtMs]],
          ),
        ),
      })),
    };
  });
}

function solutionOf(task: Task, env: Record<string, string>): Solution {
  if (task.kind === 'check') {
    const script = readableSolution(task, env);
    return { task: task.id, machine: task.machine, script, right: [], explanation: null };
  }
  const { question, explanation } = task;
  const right =
    question.form === 'text'
      ? question.accept.slice(0, 1)
      : question.options.filter((option) => option.right).map(({ id }) => id);
  return { task: task.id, machine: null, script: null, right, explanation };
}

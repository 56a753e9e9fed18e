import 'server-only';
import type { PublicLesson } from '@sandlot/lesson';
import { LessonState } from '@sandlot/protocol';
import { cookies } from 'next/headers';
import { settings } from './settings.ts';

const ANSWER_WITHIN_MS = 1500;

/**
 * The state with which a lesson's page begins: the broker's, or, when it does not answer, what the database
 * knows, with `engineUp` false. The page's own line brings the rest.
 */
export async function firstState(
  lesson: Pick<PublicLesson, 'path' | 'revision' | 'tasks'>,
  passed: Map<string, number>,
): Promise<LessonState> {
  try {
    const answer = await fetch(new URL(`/api/lessons/${lesson.path}/state`, settings().brokerUrl), {
      headers: { cookie: (await cookies()).toString() },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      cache: 'no-store',
    });
    if (answer.ok) return LessonState.parse(await answer.json());
  } catch {
    // the broker is down or slow; the page says so by engineUp
  }
  return {
    lesson: lesson.path,
    revision: lesson.revision,
    values: {},
    completedAtMs: null,
    nowMs: Date.now(),
    engineUp: false,
    tasks: lesson.tasks.map(({ id, needs }) => ({
      id,
      passedAtMs: passed.get(id) ?? null,
      last: null,
      checking: false,
      holdingSinceMs: null,
      stableMs: 0,
      waitsFor: needs.filter((need) => !passed.has(need)),
      hintsOpened: 0,
      tries: 0,
      answers: {},
      maySeeSolution: false,
      solutionSeenAtMs: null,
    })),
    sandbox: null,
    ended: null,
  };
}

import { LessonPath } from '@sandlot/protocol';
import { ApiError } from '../errors.ts';

export type LessonParams = { Params: { course: string; lesson: string } };

/** The lesson that a path of the API names. Throws ApiError not_found for what can't be one. */
export function lessonPath({ course, lesson }: LessonParams['Params']): string {
  const path = LessonPath.safeParse(`${course}/${lesson}`);
  if (!path.success) throw new ApiError('not_found', 'There is no such lesson.');
  return path.data;
}

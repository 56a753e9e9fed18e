import type { Catalogue } from '@sandlot/lesson';
import { ApiError } from '../errors.ts';

/** Why there is no lesson of that path: nobody wrote one, or its files have mistakes. `catalogue` is that of this moment. */
export function noLesson({ problems }: Catalogue, path: string): ApiError {
  const mistakes = problems.filter(({ file }) => file.startsWith(`courses/${path}/`)).length;
  if (mistakes === 0) return new ApiError('not_found', `There is no lesson ${path}.`);
  const count = mistakes === 1 ? '1 mistake' : `${mistakes} mistakes`;
  return new ApiError(
    'not_found',
    `The lesson ${path} can't be read: its files have ${count}. The admin's page says where; it is back once they are mended.`,
  );
}

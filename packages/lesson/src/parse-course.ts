/** course.yaml -> a course's head. Knows no file system. */
import { list } from './nearest.ts';
import { type Place, parseYaml } from './parse-yaml.ts';
import { CourseFile } from './schemas.ts';
import type { Problem } from './types.ts';

export interface CourseHead {
  title: string;
  summary: string;
  lessons: string[];
  order: number;
  /** Where the list, or its item of that index, stands. */
  place: (index?: number) => Place;
}

/** Reads the text of a course.yaml; `file` is what problems call it. */
export function parseCourse(text: string, file: string): { course: CourseHead } | { problems: Problem[] } {
  const parsed = parseYaml(text, CourseFile, file);
  if ('problems' in parsed) return parsed;
  const { lessons } = parsed.value;
  const place = (index?: number) =>
    index === undefined ? parsed.place(['lessons'], true) : parsed.place(['lessons', index]);
  const twice = lessons.findIndex((slug, index) => lessons.indexOf(slug) !== index);
  if (twice >= 0) {
    return {
      problems: [
        {
          file,
          ...place(twice),
          message: `The lesson \`${lessons[twice]}\` is listed twice`,
          remedy: `Name each folder once; listed are ${list(lessons)}.`,
        },
      ],
    };
  }
  return { course: { ...parsed.value, place } };
}

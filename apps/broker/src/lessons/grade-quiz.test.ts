import { expect, test } from 'vitest';
import { gradeQuiz } from './grade-quiz.ts';

const body = { type: 'root', children: [] } as const;
const option = (id: string, right: boolean) => ({ id, right, body: { ...body, children: [] } });
const several = {
  form: 'several' as const,
  options: [option('1', true), option('2', false), option('3', true)],
};

test.each([
  ['1,3', true],
  ['3,1', true],
  ['1', false],
  ['1,2,3', false],
  ['', false],
  ['1,3,4', false],
])('several options, %s: %s', (answer, right) => {
  expect(gradeQuiz({ question: several }, answer)).toBe(right);
});

test.each([
  ['Forty-Two', true],
  ['  forty  two ', true],
  ['42', false],
  ['', false],
])('text, %s: %s', (answer, right) => {
  expect(gradeQuiz({ question: { form: 'text', accept: ['forty-two', 'Forty two'] } }, answer)).toBe(right);
});

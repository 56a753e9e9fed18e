import { expect, test } from 'vitest';
import { attemptSteps } from './attempt-script.ts';

test('splits at platform lines, and leaves out what is empty', () => {
  expect(attemptSteps('a\nb\n# platform: reset m2\n\n')).toEqual([{ run: 'a\nb' }, { reset: 'm2' }]);
  expect(attemptSteps('# platform: reset m2\nc\n')).toEqual([{ reset: 'm2' }, { run: 'c\n' }]);
  expect(attemptSteps('# platform resets m2\n')).toEqual([{ run: '# platform resets m2\n' }]);
});

import { expect, test } from 'vitest';
import { attemptSteps, splitUndo } from './attempt-script.ts';

test('splits at platform lines, and leaves out what is empty', () => {
  expect(attemptSteps('a\nb\n# platform: reset m2\n\n')).toEqual([{ run: 'a\nb' }, { reset: 'm2' }]);
  expect(attemptSteps('# platform: reset m2\nc\n')).toEqual([{ reset: 'm2' }, { run: 'c\n' }]);
  expect(attemptSteps('# platform resets m2\n')).toEqual([{ run: '# platform resets m2\n' }]);
});

test('what takes a wrong attempt back stands below its line, and may be nothing', () => {
  expect(splitUndo('a\n# platform: undo\nb\n')).toEqual({ attempt: 'a\n', undo: '\nb\n' });
  expect(splitUndo('a\n# platform: undo')).toEqual({ attempt: 'a\n', undo: '' });
  expect(splitUndo('a\n# platform: undone\n')).toEqual({ attempt: 'a\n# platform: undone\n', undo: null });
});

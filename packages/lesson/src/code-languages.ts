/** What may stand behind a fence's three marks. */
export const CODE_LANGUAGES: readonly string[] = [
  'sh',
  'bash',
  'console',
  'yaml',
  'json',
  'python',
  'dockerfile',
  'go',
  'diff',
  'text',
];

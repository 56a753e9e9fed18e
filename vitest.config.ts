/** Unit, integration and contract tests of all packages and apps. The browser's are in playwright.config.ts. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  css: { postcss: { plugins: [] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.{ts,tsx}',
      'scripts/**/*.test.mjs',
      'bench/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    // Real engines, databases and processes: few at once, with time.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    allowOnly: false,
    reporters: ['default', ['json', { outputFile: '.sandlot/vitest.json' }]],
  },
});

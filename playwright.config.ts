/** End to end: a real browser on the real product, started as a user would, on ports and data of its own. */
import path from 'node:path';
import { defineConfig } from '@playwright/test';

const root = import.meta.dirname;
const port = Number(process.env.SANDLOT_E2E_PORT ?? 4390);
export const E2E = {
  origin: `http://127.0.0.1:${port}`,
  data: path.join(root, `.sandlot/e2e-${port}`),
} as const;

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.sandlot/e2e-results',
  // Tests of one product come after each other; those with products of their own run beside them.
  workers: 2,
  projects: [
    { name: 'common', testIgnore: 'own/**', workers: 1 },
    { name: 'own', testMatch: 'own/**/*.spec.ts', workers: 1 },
  ],
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '.sandlot/e2e.json' }]],
  globalSetup: './e2e/clear.ts',
  globalTeardown: './e2e/clear.ts',
  use: {
    baseURL: E2E.origin,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--enable-unsafe-swiftshader',
      ],
    },
  },
  webServer: {
    command: 'node apps/cli/src/main.ts up',
    url: `${E2E.origin}/api/health`,
    reuseExistingServer: false,
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'pipe',
    env: {
      SANDLOT_PORT: String(port),
      SANDLOT_DATA: E2E.data,
      SANDLOT_RUNTIME: 'docker',
      SANDLOT_IDLE_MS: '600000',
    },
  },
});

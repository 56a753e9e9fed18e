#!/usr/bin/env node
// The door to main.ts for any Node: an older one cannot read TypeScript, so it only finds a newer one and hands over.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const main = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'src/main.ts');
const bundled = path.resolve(path.dirname(main), '../../../node_modules/.bin/node');
if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import(main);
} else if (existsSync(bundled)) {
  const { status, signal } = spawnSync(bundled, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(signal ? 1 : (status ?? 1));
} else {
  console.error(
    `Sandlot needs Node 24 or newer and this is ${process.versions.node}. Run \`npm ci\` in the project, which brings one, or install Node 24.`,
  );
  process.exit(1);
}

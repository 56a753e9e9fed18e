/** `sandlot doctor`: what this host can run, and what would help where it cannot. */
import type { Finding } from '@sandlot/sandbox';
import { type Examined, examineRuntimes, pickedRuntime } from '../runtimes.ts';
import type { Settings } from '../settings.ts';
import { hostFindings } from './host-findings.ts';

interface Report {
  /** Title -> lines. */
  findings: Record<string, Finding[]>;
  /** The runtime that a start would take; null when none works. */
  runtime: string | null;
  /** Why that one, or why none. */
  why: string;
}

/** Prints the report and returns the exit code: 1 when no runtime works, or the one that was asked for does not. */
export async function doctor(settings: Settings, json: boolean, say: (line: string) => void): Promise<0 | 1> {
  const report = await examine(settings);
  if (json) say(JSON.stringify(report, null, 2));
  else printReport(report, say);
  return report.runtime ? 0 : 1;
}

async function examine(settings: Settings): Promise<Report> {
  const [host, runtimes] = await Promise.all([hostFindings(settings), examineRuntimes(settings)]);
  const findings = {
    'This host': host,
    'Docker: sandboxes for every lesson, with limits': runtimes.docker.findings,
    'Without Docker: plain Linux lessons, for oneself (bubblewrap)': runtimes.process.findings,
  };
  return { findings, ...(await choose(settings, runtimes)) };
}

async function choose(
  settings: Settings,
  runtimes: Record<'docker' | 'process', Examined>,
): Promise<Pick<Report, 'runtime' | 'why'>> {
  try {
    const { runtime, why } = await pickedRuntime(settings);
    const { fault } = runtimes[runtime.kind];
    return fault ? { runtime: null, why: `${why} ${fault}` } : { runtime: runtime.kind, why };
  } catch (error) {
    return { runtime: null, why: (error as Error).message };
  }
}

function printReport({ findings, runtime, why }: Report, say: (line: string) => void): void {
  for (const [title, lines] of Object.entries(findings)) {
    say(title);
    const width = Math.max(...lines.map((line) => line.name.length));
    for (const { name, ok, reason, remedy } of lines) {
      say(`  ${ok ? '✓' : '✗'} ${name.padEnd(width)}  ${reason}`);
      if (remedy) say(`    ${''.padEnd(width)}  ${remedy}`);
    }
    say('');
  }
  say(runtime ? `Sandlot would use ${runtime}: ${why}` : `Sandlot cannot run sandboxes here: ${why}`);
}

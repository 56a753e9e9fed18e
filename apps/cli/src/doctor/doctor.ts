/** `sandlot doctor`: what this host can run, and what would help where it cannot. */
import type { Finding } from '@sandlot/sandbox';
import { openRuntimes, pickedRuntime } from '../runtimes.ts';
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
  const { docker, process } = await openRuntimes(settings);
  const [host, dockerFindings, processFindings] = await Promise.all([
    hostFindings(settings),
    docker.findings(),
    process.findings(),
  ]);
  const findings = {
    'This host': host,
    'Docker: sandboxes for every lesson, with limits': dockerFindings,
    'Without Docker: plain Linux lessons, for oneself (bubblewrap)': processFindings,
  };
  return { findings, ...(await choose(settings, { docker: dockerFindings, process: processFindings })) };
}

/** A runtime's first line says whether it can run anything at all; the others say how well. */
async function choose(
  settings: Settings,
  findings: Record<'docker' | 'process', Finding[]>,
): Promise<Pick<Report, 'runtime' | 'why'>> {
  try {
    const { runtime, why } = await pickedRuntime(settings);
    const first = findings[runtime.kind][0];
    return first?.ok
      ? { runtime: runtime.kind, why }
      : { runtime: null, why: `${why} ${first?.reason ?? ''}` };
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

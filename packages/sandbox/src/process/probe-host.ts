/** Tries on a throw-away machine what the embedded runtime does. */
import type { MachineSpec, Pty } from '../runtime.ts';
import { bootMachine } from './boot-machine.ts';
import { explainFailure, type Lack, missingProgram } from './host-findings.ts';
import { type HostProcess, killProcess } from './host-process.ts';
import { openMachineTerminal } from './machine-terminal.ts';

const SPEC: MachineSpec = {
  name: 'probe',
  image: 'linux',
  memoryBytes: 2 ** 28,
  cpus: 1,
  pids: 64,
  user: 'student',
  users: [],
  networks: ['lan'],
  capabilities: [],
  needs: [],
  kubernetes: 'none',
  diskBytes: 2 ** 30,
};
const PROMPT = `${SPEC.user}@${SPEC.name}`;
const PROMPT_TIMEOUT_MS = 5000;

/** Waits for a prompt, then hangs up. Gives what came instead of one, or null. */
function untilPrompt(pty: Pty): Promise<string | null> {
  return new Promise((resolve) => {
    let seen = '';
    const timer = setTimeout(() => pty.kill(), PROMPT_TIMEOUT_MS);
    pty.onData((bytes) => {
      seen += bytes.toString();
      if (seen.includes(PROMPT)) pty.kill();
    });
    pty.onExit(() => {
      clearTimeout(timer);
      resolve(seen.includes(PROMPT) ? null : seen.trim() || 'no prompt came.');
    });
  });
}

/** null when machines and terminals work here; else the first thing that is missing. `search` is a PATH. */
export async function probeHost(outerUid: number | null, search?: string): Promise<Lack | null> {
  const missing = missingProgram(search);
  if (missing) return missing;
  let init: HostProcess | null = null;
  try {
    init = await bootMachine({ spec: SPEC, outerUid, temporary: true, onInit: () => {} });
    const said = await untilPrompt(
      openMachineTerminal({ spec: SPEC, pid: init.pid, outerUid }, { cols: 80, rows: 24 }),
    );
    return said === null
      ? null
      : {
          name: 'node-pty',
          reason: `A terminal was tried and did not work: ${said}`,
          remedy: 'Install the dependencies again (npm ci), or install Docker.',
        };
  } catch (error) {
    return explainFailure((error as Error).message);
  } finally {
    if (init) killProcess(init);
  }
}

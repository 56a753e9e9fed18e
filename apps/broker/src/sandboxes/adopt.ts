/** A broker's first act: take over what runs, clear away what an earlier one left half-made. */
import type { SandboxRecord } from '@sandlot/db';
import type { FoundSandbox } from '@sandlot/sandbox';
import type { Parts } from '../parts.ts';
import { POOL_USER } from '../pool/warm-pool.ts';
import { LiveSandbox } from './live-sandbox.ts';
import type { SandboxService } from './sandbox-service.ts';

const RESTARTED = 'The platform restarted before your sandbox was ready. Start it again.';
const VANISHED = 'The machines of your sandbox were gone when the platform came back. Start it again.';

/** What a sandbox found at start needs: nothing, some machines made anew, or removal. */
export function judge(found: FoundSandbox): { adopt: false } | { adopt: true; remake: string[] } {
  const good = new Set(found.machines.filter((m) => m.ready).map((m) => m.spec.name));
  const half = new Set(found.machines.filter((m) => !m.ready).map((m) => m.spec.name));
  if (good.size === 0) return { adopt: false };
  return { adopt: true, remake: found.expected.filter((name) => !good.has(name) || half.has(name)) };
}

async function adoptOne(
  parts: Parts,
  service: SandboxService,
  found: FoundSandbox,
  record: SandboxRecord | null,
  remake: string[],
) {
  const { db, now } = parts;
  // One out of the pool was made for nobody: who has got it stands in the record alone.
  const { id, userId, lesson, createdAtMs } = record ?? found;
  await db.ensureUser(userId, 'guest');
  if (!record) await db.addSandbox(found);
  const specs =
    parts.catalogue().playgrounds.get(found.playground)?.machines ?? found.machines.map((m) => m.spec);
  const identity = { id, userId, lesson, createdAtMs, playground: found.playground };
  const sandbox = new LiveSandbox(identity, specs, 'ready', record?.expiresAtMs ?? found.expiresAtMs, now());
  sandbox.progress = 'Ready';
  for (const machine of found.machines) {
    const live = sandbox.machines.get(machine.spec.name);
    if (!live || !machine.ready) continue;
    live.generation = machine.generation;
    live.state = machine.running ? 'ready' : 'stopped';
    live.message = machine.message;
  }
  service.adopt(sandbox);
  for (const name of remake) {
    // The failure is shown on the machine; the others go on.
    void service.resetMachine(sandbox, name).catch((error) => parts.log.warn({ error, name }, 'remake'));
  }
}

/** Adopts what carries our label and is whole, removes the rest, and notes what has vanished. */
export async function adopt(
  parts: Parts,
  service: SandboxService,
): Promise<{ adopted: number; removed: number }> {
  const { runtime, db, now } = parts;
  const found = await runtime.list();
  let adopted = 0;
  for (const sandbox of found) {
    const verdict = judge(sandbox);
    const record = await db.sandbox(sandbox.id);
    const over = record?.endedAtMs != null;
    const nobodys = !record && sandbox.userId === POOL_USER;
    if (over || nobodys || !verdict.adopt) {
      await runtime.remove(sandbox.id);
      await db.endSandbox(sandbox.id, 'restart', RESTARTED, now());
      continue;
    }
    await adoptOne(parts, service, sandbox, record, verdict.remake);
    adopted += 1;
  }
  for (const record of await db.openSandboxes()) {
    if (!service.get(record.id)) await db.endSandbox(record.id, 'restart', VANISHED, now());
  }
  return { adopted, removed: found.length - adopted };
}

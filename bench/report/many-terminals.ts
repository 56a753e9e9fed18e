/** The tables of questions 3 and 4. */
import { LIMITS } from '@sandlot/protocol';
import type { Many } from '../many.ts';
import { percentile, round } from '../measure.ts';
import type { BrokerMemory } from '../product.ts';
import { goal, rounded, spread } from './figures.ts';

const KIB = 1024;

function perTerminal(from: BrokerMemory, to: BrokerMemory, count: number, ring: number) {
  const of = (field: keyof BrokerMemory) => (to[field] - from[field]) / KIB / count;
  return {
    resident: of('resident') - ring,
    'heap and buffers': of('main') - ring,
    'other threads, with garbage': of('threads'),
  };
}

export function reportMemory({ memory, idleCount, busyCount }: Many): void {
  const ring = LIMITS.ringBytes / KIB;
  const idle = perTerminal(memory.warm, memory.idle, idleCount, 0);
  console.log('\n3. Broker memory, garbage collected in its main thread, KiB a terminal');
  console.table({
    [`idle at a prompt, with what its ring holds (mean of ${idleCount})`]: rounded(idle),
    [`what printing without pause adds beside its full ring of ${ring} KiB (mean of ${busyCount})`]: rounded(
      perTerminal(memory.idle, memory.busy, busyCount, ring),
    ),
  });
  const whole = (one: BrokerMemory) => `${Math.round(one.resident / KIB / KIB)} MiB`;
  console.log(
    `The broker as a whole: ${whole(memory.warm)} before, ${whole(memory.idle)} with all of them, ${whole(memory.busy)} with ${busyCount} that print without pause.`,
  );
  goal('idle terminal, resident', idle.resident, ' KiB', 100);
}

export function reportMany(many: Many): void {
  const { terminals, startedMs, openedMs, idleCount, busyCount, idleEcho, busyEcho } = many;
  console.log(`\n4. ${terminals} attached terminals on one broker: keystroke to echo in one of them, ms`);
  console.table({
    'all idle': spread(idleEcho),
    [`${busyCount} of them print a line each 10 ms`]: spread(busyEcho),
  });
  console.log(
    `Their sandboxes took ${round(startedMs / 1000)} s to start, and ${idleCount} terminals ${round(openedMs / 1000)} s to open.`,
  );
  goal(`echo p99 of ${terminals}`, percentile(idleEcho, 0.99), ' ms', 50);
  goal(`echo p99 of ${terminals}, ${busyCount} busy`, percentile(busyEcho, 0.99), ' ms', 50);
}

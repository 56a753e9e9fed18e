import type { AdminSandbox } from '@sandlot/protocol';

/** The sandboxes in which every word of `query` occurs: student, lesson, machine, state or id. Oldest first. */
export function findSandboxes(sandboxes: AdminSandbox[], query: string): AdminSandbox[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (one: AdminSandbox) => {
    const text = [
      one.userName,
      one.userId,
      one.lessonTitle,
      one.lesson,
      one.state,
      one.id,
      ...one.machines.map((m) => m.name),
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return sandboxes.filter(matches).sort((a, b) => a.createdAtMs - b.createdAtMs || a.id.localeCompare(b.id));
}

/** A playground's YAML -> Playground. Knows no file system. */
import { list } from './nearest.ts';
import { parseYaml } from './parse-yaml.ts';
import { PlaygroundFile } from './schemas.ts';
import type { Playground, Problem } from './types.ts';

/** Reads the text of `playgrounds/NAME.yaml`; `file` is what problems call it. */
export function parsePlayground(
  text: string,
  name: string,
  file: string,
): { playground: Playground } | { problems: Problem[] } {
  const parsed = parseYaml(text, PlaygroundFile, file);
  if ('problems' in parsed) return parsed;
  const { machines, ...rest } = parsed.value;
  const problems: Problem[] = [];
  for (const [index, machine] of machines.entries()) {
    if (machines.findIndex((other) => other.name === machine.name) === index) continue;
    problems.push({
      file,
      ...parsed.place(['machines', index, 'name']),
      message: `There are two machines named \`${machine.name}\``,
      remedy: `Give each its own name; so far: ${list(machines.map((each) => each.name))}.`,
    });
  }
  if (problems.length > 0) return { problems };
  return {
    playground: {
      name,
      ...rest,
      machines: machines.map(({ memory, ...machine }) => ({
        ...machine,
        memoryBytes: memory,
        users: [],
        networks: ['lan'],
        capabilities: [],
      })),
      networks: ['lan'],
      egress: 'none',
      free: true,
      files: {},
      init: {},
      waitFor: {},
    },
  };
}

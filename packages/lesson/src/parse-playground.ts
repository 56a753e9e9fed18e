/** A playground's YAML -> Playground. Knows no file system. */
import { didYouMean, list } from './nearest.ts';
import { type ParsedYaml, parseYaml } from './parse-yaml.ts';
import { PlaygroundFile } from './schemas.ts';
import type { Need, Playground, PlaygroundMachine, Problem } from './types.ts';

type Read = Extract<ParsedYaml<(typeof PlaygroundFile)['_output']>, { value: unknown }>;

/** Reads the text of `playgrounds/NAME.yaml`; `file` is what problems call it. Its folder is still to come. */
export function parsePlayground(
  text: string,
  name: string,
  file: string,
): { playground: Playground } | { problems: Problem[] } {
  const parsed = parseYaml(text, PlaygroundFile, file);
  if ('problems' in parsed) return parsed;
  const { machines, ...rest } = parsed.value;
  const problems = [...twice(parsed, file), ...networkProblems(parsed, file)];
  if (problems.length > 0) return { problems };
  return {
    playground: {
      name,
      ...rest,
      machines: machines.map(({ memory, disk, networks, 'wait-for': _, cluster: __, ...machine }) => ({
        ...machine,
        memoryBytes: memory,
        diskBytes: disk,
        networks: networks ?? rest.networks.slice(0, 1),
        needs: withKind(machine),
      })),
      files: {},
      init: {},
      waitFor: Object.fromEntries(
        machines.flatMap((machine) =>
          machine['wait-for'].length === 0 ? [] : [[machine.name, machine['wait-for']]],
        ),
      ),
      clusters: machines
        .filter(({ kubernetes, cluster = kubernetes !== 'none' }) => cluster)
        .map(({ name }) => name),
    },
  };
}

/** kind's nodes are privileged containers. */
function withKind({ needs, kubernetes }: Pick<PlaygroundMachine, 'needs' | 'kubernetes'>): Need[] {
  return kubernetes === 'none' || needs.includes('privileged') ? needs : [...needs, 'privileged'];
}

/** Names that two things of a kind have. */
function twice({ value: { machines, networks }, place }: Read, file: string): Problem[] {
  const kinds = [
    { what: 'machines', all: machines.map(({ name }) => name), at: (n: number) => ['machines', n, 'name'] },
    { what: 'networks', all: networks, at: (n: number) => ['networks', n] },
  ];
  return kinds.flatMap(({ what, all, at }) =>
    all.flatMap((name, index): Problem[] => {
      if (all.indexOf(name) === index) return [];
      const message = `There are two ${what} named \`${name}\``;
      return [
        { file, ...place(at(index)), message, remedy: `Give each its own name; so far: ${list(all)}.` },
      ];
    }),
  );
}

function networkProblems({ value: { machines, networks }, place }: Read, file: string): Problem[] {
  const used = machines.flatMap((machine) => machine.networks ?? networks.slice(0, 1));
  const unknown = machines.flatMap((machine, index) =>
    (machine.networks ?? []).flatMap((name, at): Problem[] => {
      const first = (machine.networks ?? []).indexOf(name) === at;
      if (first && networks.includes(name)) return [];
      const where = { file, ...place(['machines', index, 'networks', at]) };
      if (!first)
        return [
          { ...where, message: `The network \`${name}\` is named twice here`, remedy: 'Name it once.' },
        ];
      const remedy = `${didYouMean(name, networks)}Add it to \`networks\`, or take one of ${list(networks)}.`;
      return [{ ...where, message: `There is no network \`${name}\``, remedy }];
    }),
  );
  const idle = networks.flatMap((name, index): Problem[] => {
    if (used.includes(name)) return [];
    const remedy = 'Put a machine on it by its `networks`, or remove it.';
    return [
      { file, ...place(['networks', index]), message: `No machine is on the network \`${name}\``, remedy },
    ];
  });
  return [...unknown, ...idle];
}

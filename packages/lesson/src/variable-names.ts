import type { Playground } from './types.ts';

/** What a lesson may write between `{{ ` and ` }}`: its own variables, `MACHINE.ip`, `MACHINE.NETWORK.ip`. */
export function variableNames(variables: Record<string, unknown>, playground: Playground | null): string[] {
  const addresses = (playground?.machines ?? []).flatMap(({ name, networks }) => [
    `${name}.ip`,
    ...networks.map((network) => `${name}.${network}.ip`),
  ]);
  return [...Object.keys(variables), ...addresses];
}

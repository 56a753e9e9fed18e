import type { ContainerBody, Engine } from './engine.ts';
import { removed } from './removed.ts';

/** Makes a container, starts it, and removes it once `use` has ended, whatever came of it. Gives what `use` gives. */
export async function withContainer<T>(
  engine: Engine,
  name: string,
  body: ContainerBody,
  use: (id: string) => Promise<T>,
): Promise<T> {
  const id = await engine.createContainer(name, body);
  try {
    await engine.startContainer(id);
    return await use(id);
  } finally {
    await removed(() => engine.removeContainer(id));
  }
}

/** The same for one that ends by itself. Gives its exit code. */
export const runContainer = (engine: Engine, name: string, body: ContainerBody): Promise<number> =>
  withContainer(engine, name, body, (id) => engine.waitContainer(id));

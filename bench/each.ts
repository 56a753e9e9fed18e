/** Calls `make` for 0 up to `count`, `atOnce` of them at a time; gives what they made, in order. */
export async function each<T>(
  count: number,
  atOnce: number,
  make: (number: number) => Promise<T>,
): Promise<T[]> {
  const all: T[] = [];
  let next = 0;
  const work = async () => {
    for (let i = next++; i < count; i = next++) all[i] = await make(i);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return all;
}

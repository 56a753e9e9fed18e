/** How many sandboxes an operator wants to have ready: `2` of each playground, or `docker=2,pair=1`. */

/** The number for a playground. */
export type PoolSizes = (playground: string) => number;

const MOST = 100;

/** Reads the setting. Throws an Error that says what would be right. */
export function readPoolSizes(written: string): PoolSizes {
  const wrong = () =>
    new Error(
      `"${written}" is no size of a pool: write a number from 0 to ${MOST}, or NAME=NUMBER,NAME=NUMBER`,
    );
  const number = (text: string) => {
    if (!/^\d{1,3}$/.test(text) || Number(text) > MOST) throw wrong();
    return Number(text);
  };
  if (!written.includes('=')) {
    const each = number(written.trim());
    return () => each;
  }
  const sizes = new Map(
    written.split(',').map((part): [string, number] => {
      const [name = '', size = '', more] = part.trim().split('=');
      if (!/^[a-z][a-z0-9-]*$/.test(name) || more !== undefined) throw wrong();
      return [name, number(size)];
    }),
  );
  return (playground) => sizes.get(playground) ?? 0;
}

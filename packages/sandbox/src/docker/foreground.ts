/** What has the keyboard of a terminal that goes over an exec: asked of the kernel, inside the machine. */
import type { Foreground } from '../runtime.ts';
import type { Engine } from './engine.ts';
import { Head, Unframer } from './exec-output.ts';

/** The fields after the name, which is in brackets and may hold anything: state, parent, group, session, tty, foreground. */
const ASK = `read -r stat <"/proc/$1/stat" || exit
set -- \${stat##*) }
echo "$3 $6"
read -r name <"/proc/$6/comm" && echo "$name"`;

/** Never rejects: what cannot be known is null. */
export async function foregroundOf(engine: Engine, containerId: string, shell: number): Promise<Foreground> {
  const said = new Head(256);
  const unframer = new Unframer();
  try {
    const command = ['/bin/sh', '-c', ASK, 'sh', String(shell)];
    const { stream } = await engine.exec(containerId, { command, user: 'root', env: [], tty: false });
    stream.on('error', () => {}); // its close says enough
    stream.on('data', (chunk: Buffer) => {
      for (const payload of unframer.push(chunk)) said.push(payload);
    });
    await new Promise((resolve) => stream.once('close', resolve).end());
  } catch {
    return { shell: null, program: null };
  }
  const [groups = '', program = ''] = said.text().split('\n');
  const [own, foreground] = groups.split(' ');
  const known = Boolean(own && foreground);
  return { shell: known ? own === foreground : null, program: program.replace(/\p{C}/gu, '') || null };
}

/** The program of the holder, started by terminal-post.ts: `node holder-main.ts FOLDER`. */
import { TerminalHolder } from './terminal-holder.ts';

for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // meant for the broker
new TerminalHolder(process.argv[2] ?? '.', () => process.exit(0));

/** The broker as a process: settings in, signals out. Ends with its parent. */
import { Socket } from 'node:net';
import { pino } from 'pino';
import { startBroker } from './broker.ts';
import { readConfig } from './config.ts';

const config = readConfig(process.env);
const log = pino({ level: config.logLevel });
try {
  const broker = await startBroker(config, log);
  const stop = () => void broker.stop().finally(() => process.exit(0));
  process.on('message', (message, handle) => {
    if (handle instanceof Socket) broker.take(message, handle);
  });
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, stop);
} catch (error) {
  // Whoever started us shows this line to a person.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  log.debug({ error }, 'start failed');
  process.exit(1);
}

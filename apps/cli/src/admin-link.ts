/** `sandlot admin link`: asks the Sandlot that runs on a data folder for a new link. */
import { requestAdminLink, timeLeft } from './broker-client.ts';
import { Failure } from './failure.ts';
import type { Settings } from './settings.ts';
import { readRunning } from './up/lock.ts';
import { readSecrets } from './up/secrets.ts';

/** Prints the link. Throws a Failure when no Sandlot runs on that folder. */
export async function adminLink(settings: Settings, say: (line: string) => void): Promise<void> {
  const running = await readRunning(settings.data);
  const none = new Failure(
    `No Sandlot runs on ${settings.data}. Start it with npm start, or name its folder: npx sandlot admin link --data FOLDER`,
  );
  if (!running) throw none;
  const { internal } = await readSecrets(settings.data, say);
  const link = await requestAdminLink(running.brokerUrl, internal, running.address).catch((error) => {
    throw error instanceof Failure && error.cause ? none : error;
  });
  say(link.url);
  say(`It works once, for ${timeLeft(link.expiresAtMs)}.`);
}

/** The worker of the screens, with a fault: one word of output keeps it busy for ever. */
import { Screen } from '../screen.ts';

const STUCK = 'for ever and ever';

const { feed } = Screen.prototype;
Screen.prototype.feed = function (this: Screen, bytes: Uint8Array): void {
  while (Buffer.from(bytes).includes(STUCK));
  feed.call(this, bytes);
};
await import('../screen-worker.ts');

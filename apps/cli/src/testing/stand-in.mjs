// Stands in for the broker or the web server: answers what the launcher asks, and fails when it is told to.
// Usage: stand-in.mjs broker|web; STAND_IN_FAULTS: space-separated words, see below.
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import process from 'node:process';

const [, , role] = process.argv;
const e = process.env;
const faults = (e.STAND_IN_FAULTS ?? '').split(' ');
appendFileSync(e.STAND_IN_PIDS, `${process.pid}\n`);
const started = readFileSync(e.STAND_IN_PIDS, 'utf8').trim().split('\n').length;
if (faults.includes(`${role}-ends-at-start`)) {
  console.error('A first line that nobody needs.\nThe stand-in cannot start: buy a bigger one.');
  process.exit(1);
}
if (faults.includes(`${role}-breaks`)) throw new TypeError('this is a bug');
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => {
  if (!faults.includes(`${role}-ignores-term`)) process.exit(0);
});

const broker = {
  '/api/health': () => ({ ok: true, engineUp: true }),
  '/api/host': () => ({ runtime: 'process', why: 'This is a stand-in.' }),
  '/internal/admin-link': (request) =>
    request.headers.authorization === `Bearer ${e.SANDLOT_INTERNAL}`
      ? { token: 'a-token-for-once', expiresAtMs: Date.now() + 900_000 }
      : null,
};
async function answer(request, response) {
  if (request.url === '/die') process.exit(3);
  if (role === 'web') {
    const upstream = await fetch(`${e.SANDLOT_BROKER_URL}${request.url}`).catch(() => ({ status: 502 }));
    response.writeHead(upstream.status).end();
    answered ||= upstream.status === 200;
    return;
  }
  const body = broker[request.url]?.(request);
  response.writeHead(body ? 200 : 404).end(JSON.stringify(body ?? {}));
}
/** The launcher must have its first answer, or it is no death but a failed start. Nobody asks after a restart. */
let answered = started > 2;
function dieSoon() {
  if (answered) process.exit(7);
}
const port = role === 'web' ? e.SANDLOT_PORT : e.SANDLOT_BROKER_PORT;
const server = createServer(answer).listen(Number(port), '127.0.0.1');
// The web server gives every upgrade away; the broker says what it got, and ends it.
server.on('upgrade', (request, socket) => {
  socket.server = null;
  process.send(request.url, socket);
});
process.on('message', (url, socket) => socket?.end(`HTTP/1.1 101 Given\r\n\r\n${url}`));
if (faults.includes(`${role}-dies-often`)) setInterval(dieSoon, 200);

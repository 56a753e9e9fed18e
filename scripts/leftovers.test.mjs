/** What a run is found to have left behind, on a real engine. */
import http from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { dockerTarget } from './engine.mjs';
import { labelled } from './leftovers.mjs';

const NAMES = ['sandlot.instance', 'sandlot.probe'].map((label) => ({
  label,
  name: `sandlot-leftover-${process.pid}-${label.replace('.', '-')}`,
}));

/** The status of a request with a JSON body, or without one. */
function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const request = http.request({ ...dockerTarget(), method, path, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    request.once('error', reject).end(body && JSON.stringify(body));
  });
}
const removeAll = () => Promise.all(NAMES.map(({ name }) => ask('DELETE', `/volumes/${name}`)));
afterAll(removeAll);

test('a volume that is left is told, what was tried with too, and none once it has gone', async () => {
  for (const { label, name } of NAMES) {
    expect(await labelled()).not.toContain(`volume ${name}`);
    expect(await ask('POST', '/volumes/create', { Name: name, Labels: { [label]: 'leftover' } })).toBe(201);
    expect(await labelled()).toContain(`volume ${name}`);
  }
  await removeAll();
  const lines = await labelled();
  for (const { name } of NAMES) expect(lines).not.toContain(`volume ${name}`);
});

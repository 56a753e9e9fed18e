import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { TestSite } from '../testing/test-broker.ts';

test('a database that fails strands no sandbox: it is removed all the same', async () => {
  const site = new TestSite('process');
  const b = await site.start();
  const { student, sandboxId } = await b.ready();
  const database = new DatabaseSync(path.join(site.dir, 'data/sandlot.db'));
  database.exec('DROP TABLE "Audit"');
  database.close();
  await student.ask('DELETE', `/api/sandboxes/${sandboxId}`);
  expect(b.broker.sandboxes.get(sandboxId)).toBeUndefined();
  expect(await b.broker.runtime.list()).toEqual([]);
  await b.end();
  site.remove();
});

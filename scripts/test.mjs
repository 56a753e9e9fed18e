/**
 * `npm test`: sets up what is missing, then runs the tests. `npm test unit`, `npm test lessons` and `npm test e2e` run a
 * part; `npm test kind` the tests of clusters, which are in no other.
 */
import { fileURLToPath } from 'node:url';
import { main } from './program.mjs';
import { environment } from './project.mjs';
import { bringEngine, bringTestPackages, chosenSuites, conclude, SUITES } from './run-tests.mjs';
import { bringNode, build, makeClients, makeClusterImage, makeImages } from './set-up.mjs';
import { sum } from './test-results.mjs';

await main(async () => {
  const suites = chosenSuites();
  const node = await bringNode(fileURLToPath(import.meta.url));
  if (!node.goOn) return node.code;
  await makeClients();
  await bringTestPackages();
  await bringEngine();
  await build();
  await makeImages({ sure: true });
  if (suites.includes('kind')) await makeClusterImage();
  const counts = [];
  for (const suite of suites) counts.push(await SUITES[suite]());
  return conclude(sum(counts), environment.ci);
});

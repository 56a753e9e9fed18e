/** `npm start`: sets up what is missing, then serves everything until Ctrl-C. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { handOver, main } from './program.mjs';
import { Failure } from './project.mjs';
import { bringNode, bringRuntime, build, makeClients, makeImages } from './set-up.mjs';

await main(async () => {
  const node = await bringNode(fileURLToPath(import.meta.url));
  if (!node.goOn) return node.code;
  await makeClients();
  await build();
  // An image that was removed meanwhile is built when the first student needs it.
  if (await bringRuntime())
    await makeImages({ sure: false }).catch((error) => {
      if (!(error instanceof Failure)) throw error;
      console.error(`${error.message}\nSandlot starts nevertheless; lessons that need the image say so.`);
    });
  return handOver(process.execPath, ['apps/cli/src/main.ts', 'up', ...process.argv.slice(2)]);
});

/** Clusters in real machines: `npm test kind`. They need the image `kind`, so they are apart from the other tests. */
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By name: the first file makes clusters of its own, the others share one. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

export default defineConfig({
  css: { postcss: { plugins: [] } },
  test: {
    root: import.meta.dirname,
    include: ['*.kind.ts'],
    globalSetup: './sandbox.ts',
    maxWorkers: 1,
    fileParallelism: false,
    sequence: { sequencer: ByName },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    allowOnly: false,
    reporters: ['default', ['json', { outputFile: '../../.sandlot/kind.json' }]],
  },
});

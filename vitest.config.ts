/** How Vitest runs the tests; started by tools/test/test.ts, which installs and prepares what they need. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { DearestFirst } from './tools/test/dearest-first.js';

const all = ['test/**/*.test.ts'];
const never = ['**/node_modules/**'];

/** Files that run Temporal's core themselves, of which a process has one: each has a process of its own. */
const temporalCore = [
  ...['fuzz', 'guards', 'replay', 'step-kinds', 'time', 'workflows'].map(
    (folder) => `test/${folder}/**/*.test.ts`,
  ),
  'test/simulator/{events-server,same-as-product-server,server}.test.ts',
  'test/server/{flood,model,neighbours,slow-store}.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      // Files of a worker share the modules that they load: loading them anew costs more than most tests.
      {
        extends: true,
        test: {
          name: 'shared',
          include: all,
          exclude: [...never, ...temporalCore],
          isolate: false,
          env: { ORDERLY_TEST_SHARED: '1' },
        },
      },
      { extends: true, test: { name: 'alone', include: temporalCore, exclude: never, isolate: true } },
    ],
    pool: 'forks',
    // Whole stacks wait more than they work: two files more than there are cores.
    maxWorkers: availableParallelism() + 2,
    // A young generation of 64 MB spares a fifth of the time, which the collector takes else.
    execArgv: ['--max-semi-space-size=64'],
    setupFiles: ['test/support/each-file.ts'],
    sequence: { sequencer: DearestFirst },
    // Ends what hangs; a slow machine takes most of a minute to open an embedded store under load.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

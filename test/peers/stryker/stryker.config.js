/** Mutation testing of the interpreter. Nothing is left out: every kind of mutant, and every string. */
export default {
  mutate: ['src/workflows/interpreter/**/*.ts'],
  plugins: ['./test/peers/stryker/runner.ts'],
  testRunner: 'in-process',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Endless loops are found by counting; time alone must not kill, whatever else the machine does.
  timeoutMS: 8_000,
  incremental: true,
  incrementalFile: '.cache/mutation/incremental.json',
  tempDirName: '.cache/mutation/sandbox',
  ignorePatterns: ['**', '!src/**', '!test/workflows/interpreter/**', '!package.json'],
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  htmlReporter: { fileName: '.cache/mutation/report.html' },
  thresholds: { high: 90, low: 85, break: 85 },
};

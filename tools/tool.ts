/** `npm run tool -- <name> [args]`: what is seldom run; without a name it lists all of it. */
import { fileURLToPath } from 'node:url';
import { nearest } from '../src/flows/yaml/suggest.js';
import { runNode } from './run-tool.js';

interface Tool {
  file: string;
  /** What stands before the caller's own arguments. */
  args?: readonly string[];
  /** The tool that must have run before. */
  after?: string;
  /** One line for people. */
  does: string;
}

/** Every tool by its name. */
export const tools: Readonly<Record<string, Tool>> = {
  coverage: { file: 'tools/coverage.ts', does: 'which branches of the interpreter its tests take' },
  peers: {
    file: 'tools/test/install-peers.ts',
    does: 'installs the systems of others that tests compare with',
  },
  'long-run': {
    file: 'tools/test/long-runs.ts',
    does: 'plays schedules, kinds or watched for as long as they take',
  },
  mutants: {
    file: 'tools/mutants/play.ts',
    does: 'changes what guards money and keys; `npm test` must fail each time',
  },
  mutation: { file: 'tools/mutation.ts', does: 'changes the interpreter; a test must fail each time' },
  record: {
    file: 'tools/record-histories.ts',
    does: 'records workflow histories for the replay test; `cost-page` after it',
  },
  schemas: { file: 'tools/docs/write-schemas.ts', does: 'writes schemas/, by which editors complete YAML' },
  package: {
    file: 'tools/release/package.ts',
    does: 'packs what `npm run build` has built as orderly-<version>.tgz',
  },
  desk: {
    file: 'tools/release/build-desk.ts',
    does: 'builds the pages of the desk; `--watch` again at each change',
  },
  'desk-types': {
    file: 'tools/docs/write-desk-types.ts',
    does: 'writes types/desk-api.d.ts, by which the desk’s pages know the API',
  },
  'errors-page': { file: 'tools/docs/write-errors-page.ts', does: 'writes docs/reference/errors.md' },
  'steps-page': { file: 'tools/docs/write-steps-page.ts', does: 'writes docs/reference/steps.md' },
  monitoring: {
    file: 'tools/monitoring/write-monitoring.ts',
    does: 'writes deploy/prometheus, deploy/grafana and the tables of docs/operating/metrics.md',
  },
  'connectors-page': {
    file: 'tools/docs/write-connectors-page.ts',
    does: 'writes docs/connectors/matrix.md',
  },
  'cost-page': {
    file: 'tools/docs/write-cost-page.ts',
    does: 'writes docs/development/cost-of-a-message.md',
  },
  'data-points-page': {
    file: 'tools/docs/write-data-points-page.ts',
    does: 'writes docs/reference/data-points.md',
  },
  'intents-page': { file: 'tools/docs/write-intents-page.ts', does: 'writes docs/reference/intents.md' },
  'sentences-page': {
    file: 'tools/docs/write-sentences-page.ts',
    does: 'writes docs/reference/sentences.md',
  },
  diagrams: { file: 'tools/docs/write-diagrams.ts', does: 'writes docs/authoring/shipped-flows.md' },
  'import-figures': {
    file: 'tools/import-figures/import-figures.ts',
    does: 'how much of published descriptions `orderly connections import` gets right; fetches them',
  },
  mixtures: {
    file: 'tools/mixtures.ts',
    does: 'plays all shipped flows at merchants of several systems, and prints a table',
  },
  'exam-conversations': {
    file: 'tools/exam-conversations.ts',
    does: 'plays conversations by strangers with the demo’s merchant; --only <id>, --show, --from <folder>',
  },
  'exam-retail': {
    file: 'tools/exam-retail.ts',
    does: 'plays the retail tasks of ORDERLY_CONFORMANCE_DATA against a shop of tests; --task <id>',
  },
  'exam-answers': {
    file: 'tools/exam-answers.ts',
    does: 'plays answers to open questions from a file, and prints a table by set and language',
  },
  labels: { file: 'model/write-labels.ts', does: 'adds new fine intents to what a model learns' },
  kernel: { file: 'model/kernel.ts', does: "compiles the transformer's WebAssembly kernel" },
  'train-yes': {
    file: 'model/train-yes.ts',
    does: 'learns how a yes is told from what people said to questions; `--folds` judges it',
  },
  'train-meanings': {
    file: 'model/train-meanings.ts',
    does: 'learns what answers to menus mean from what people said; `--folds` judges it',
  },
  train: { file: 'model/train.ts', after: 'labels', does: 'learns the n-grams and the mix; some minutes' },
  'fine-tune': {
    ...{ file: 'model/train.ts', args: ['--transformer'], after: 'labels' },
    does: 'the same with the transformer, by Python; about an hour',
  },
  eval: { file: 'model/eval.ts', does: 'judges understanding on the held-out set, or on --file' },
  report: { file: 'model/eval.ts', args: ['--write'], does: 'the same, and writes the committed report' },
};

/** All tools, a line each. */
export function listOf(): string {
  const width = Math.max(...Object.keys(tools).map((name) => name.length));
  const lines = Object.entries(tools).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`);
  return ['npm run tool -- <name> [args]', ...lines].join('\n');
}

/** What to say of a name that is none. */
export function unknownTool(name: string): string {
  const near = nearest(name, Object.keys(tools));
  const hint = near === undefined ? '`npm run tool` lists them all.' : `Did you mean \`${near}\`?`;
  return `There is no tool \`${name}\`.\n${hint}`;
}

async function run({ file, args = [], after }: Tool, more: readonly string[]): Promise<number> {
  const before = after === undefined ? undefined : tools[after];
  const code = before === undefined ? 0 : await run(before, []);
  return code === 0 ? runNode(['--import', 'tsx', file, ...args, ...more]) : code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, ...more] = process.argv.slice(2);
  const tool = name !== undefined && Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (name === undefined) process.stdout.write(`${listOf()}\n`);
  else if (tool === undefined) {
    process.stderr.write(`${unknownTool(name)}\n`);
    process.exitCode = 2;
  } else process.exitCode = await run(tool, more);
}

/** `npm run tool -- eval`: judges understanding on the held-out set, or on anybody's file of messages. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printFailure } from '../src/platform/observability/print-failure.js';
import { OrderlyError } from '../src/contracts/errors/orderly-error.js';
import { figuresOf } from './evaluation/figures.js';
import { judge, type Judged } from './evaluation/judge.js';
import { type GoldMessage, readMessageFolder, readMessages } from './evaluation/messages.js';
import { type ProviderName, providers } from './evaluation/providers.js';
import { honestParts } from './evaluation/parts.js';
import { figuresByPart, type Report, tables, worse } from './evaluation/report.js';
import { writeReport } from './write-report.js';

const honest = new URL('../test/understanding/honest/', import.meta.url);
const heldOut = new URL('../test/understanding/held-out/', import.meta.url);
const committed = new URL('../docs/development/understanding/report.json', import.meta.url);

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    provider: { type: 'string', default: 'embedded' },
  },
});

try {
  if (values.file === undefined) await judgeHeldOut();
  else await judgeFile(values.file);
} catch (error) {
  process.exitCode = printFailure(error, { debug: false });
}
// The embedded model's thread has nothing to do any more.
process.exit();

async function judgeFile(file: string): Promise<void> {
  const figures = figuresOf(
    await judgeWith(named(values.provider), readMessages(file, readFileSync(file, 'utf8'))),
  );
  if (values.json) console.log(JSON.stringify(figures));
  else console.log(tables({ [values.provider]: { [file]: figures } }));
}

async function judgeHeldOut(): Promise<void> {
  const messages = readMessageFolder(heldOut);
  const judged: Partial<Record<ProviderName, Judged[]>> = {};
  for (const name of ['embedded', 'ngrams', 'keywords'] as const)
    judged[name] = await judgeWith(name, messages);
  const report: Report = Object.fromEntries(
    Object.entries(judged).map(([name, answers]) => [name, figuresByPart(answers)]),
  );
  const apart = await judgeWith('embedded', readMessageFolder(honest));
  report['embedded, honest set'] = figuresByPart(apart, honestParts);
  console.log(values.json ? JSON.stringify(report) : tables(report));
  if (values.write) await writeReport(report, judged.embedded ?? []);
  else compare(report);
}

async function judgeWith(name: ProviderName, messages: readonly GoldMessage[]): Promise<Judged[]> {
  const provider = await providers[name]();
  // What is measured is the work, not the first call's compilation.
  await judge(messages.slice(0, 20), provider);
  return judge(messages, provider);
}

function named(name: string): ProviderName {
  const known = Object.keys(providers).find((each): each is ProviderName => each === name);
  if (known !== undefined) return known;
  throw new RangeError(`--provider ${name} is none of ${Object.keys(providers).join(', ')}`);
}

function compare(report: Report): void {
  const fallen = worse(JSON.parse(readFileSync(committed, 'utf8')) as Report, report);
  if (fallen.length > 0) throw new OrderlyError('evaluation_worse', fallen.join('; '));
  if (!values.json) console.log('\nNothing fell against docs/development/understanding/report.json.');
}

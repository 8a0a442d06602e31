/** `orderly check`: everything that is wrong with flows, connections and merchants, at once. */
import { relative } from 'node:path';
import type { Command } from 'commander';
import { OrderlyError } from '../../errors/orderly-error.js';
import type { Issue } from '../../flows/issue.js';
import type { LoadedMerchants } from '../../merchants/load-merchants.js';
import { type CheckTarget, isWithin, targetOf } from '../check-paths.js';
import { addCommand } from '../command.js';
import { exitCodes } from '../fail.js';
import { plain, printJson, printLine } from '../print.js';

interface CheckOptions {
  json?: boolean;
}

/** A sentence of a flow that a language of the merchant lacks: it is told in the flow's own words. */
interface MissingTranslation {
  merchant: string;
  language: string;
  sentence: string;
}

interface Findings {
  issues: Issue[];
  /** Merchants that have no issue. */
  fine: string[];
  missingTranslations: MissingTranslation[];
}

/** Language of the shipped flows, in which their sentences need no translation. */
const flowLanguage = 'en';

/** Adds the command. */
export function addCheck(program: Command): void {
  addCommand(program, {
    usage: 'check [path...]',
    summary: 'Check flows, connections and merchants; by default all that are shipped and configured.',
    examples: ['orderly check', 'orderly check merchants/acme flows/refund-order.yaml'],
  })
    .option('--json', 'print one JSON object: issues, merchants that are fine, missing translations')
    .action(check);
}

async function check(paths: string[], { json }: CheckOptions): Promise<void> {
  const findings = await find(paths);
  if (json === true) printJson(findings);
  else await tell(findings);
  if (findings.issues.length > 0) process.exitCode = exitCodes.failed;
}

async function find(paths: readonly string[]): Promise<Findings> {
  const [{ loadConfig }, { shippedFlows }] = await Promise.all([
    import('../../config.js'),
    import('../../merchants/serve-merchants.js'),
  ]);
  const config = await loadConfig();
  const folders = { merchants: config.merchantsFolder, flows: config.flowsFolder ?? shippedFlows };
  const given = paths.length === 0 ? [folders.merchants] : paths;
  const found: Findings[] = [];
  for (const path of given) found.push(await findAt(await targetOf(path, folders), folders.flows));
  return {
    issues: distinct(found.flatMap(({ issues }) => issues)),
    fine: [...new Set(found.flatMap(({ fine }) => fine))],
    missingTranslations: found.flatMap(({ missingTranslations }) => missingTranslations),
  };
}

async function findAt(
  { merchants, only, drafts, within }: CheckTarget,
  flowsFolder: string,
): Promise<Findings> {
  const [{ loadMerchants }, { checkConnection }] = await Promise.all([
    import('../../merchants/load-merchants.js'),
    import('../../connectors/build-connection.js'),
  ]);
  const loaded = await loadMerchants(merchants, {
    flowsFolder,
    buildConnection: (file, text) => checkConnection({ file, text }),
    ...(only === undefined ? {} : { only: [only] }),
    drafts,
  });
  if (loaded.merchants.size + loaded.refused.length === 0) throw noMerchant(merchants);
  const own =
    within === undefined ? loaded.issues : loaded.issues.filter(({ file }) => isWithin(file, within));
  return {
    issues: own.map((issue) => ({ ...issue, file: shown(issue.file) })),
    fine: [...loaded.merchants.keys()],
    missingTranslations: within === undefined ? await missingIn(loaded) : [],
  };
}

function noMerchant(folder: string): OrderlyError {
  const hint =
    'Set ORDERLY_MERCHANTS to the folder of your merchants: flows are checked for those that run them.';
  return new OrderlyError('path_missing', `There is no merchant in ${folder}`, { hint });
}

/** The path as it is typed from here. */
function shown(file: string): string {
  const path = relative('', file);
  return path.startsWith('..') ? file : path;
}

async function missingIn({ merchants }: LoadedMerchants): Promise<MissingTranslation[]> {
  const { missingTranslations } = await import('../../flows/translations.js');
  return [...merchants.values()].flatMap(({ config: { merchant }, flows, translations }) =>
    Object.entries(translations)
      .filter(([language]) => language !== flowLanguage)
      .flatMap(([language, known]) =>
        missingTranslations(
          [...flows.values()].map(({ ir }) => ir),
          known,
        ).map((sentence) => ({ merchant, language, sentence })),
      ),
  );
}

async function tell({ issues, fine, missingTranslations }: Findings): Promise<void> {
  const { printIssues } = await import('../../flows/print-issues.js');
  for (const { merchant, language, sentence } of missingTranslations) {
    printLine(`note: ${merchant} has no \`${language}\` for: ${plain(sentence)}`);
  }
  if (issues.length > 0) printLine(`${plain(printIssues(issues))}\n`);
  const files = new Set(issues.map(({ file }) => file)).size;
  const merchants = fine.length === 0 ? '' : ` Fine: ${fine.join(', ')}.`;
  printLine(
    issues.length === 0
      ? `No issues.${merchants}`
      : `${counted(issues.length, 'issue')} in ${counted(files, 'file')}.${merchants}`,
  );
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** A shipped flow is loaded once for each path. */
function distinct(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}

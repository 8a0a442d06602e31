/** `orderly flows check`: everything that is wrong with flows, connections and merchants, at once. */
import { relative } from 'node:path';
import type { Command } from 'commander';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import type { Issue } from '../../../contracts/issue.js';
import type { LoadedMerchants } from '../../../merchants/load-merchants.js';
import type { MissingOffer } from '../../../merchants/missing-offers.js';
import { type CheckTarget, type Folders, isWithin, targetOf } from '../../check-target.js';
import { addCommand } from '../../command.js';
import { exitCodes } from '../../../platform/observability/print-failure.js';
import { configuredFolders } from '../../merchant-files.js';
import { plain } from '../../../platform/observability/print-failure.js';
import { printJson, printLine } from '../../print.js';
import type { WaitingDrafts } from '../../text-command-options.js';

/** The issues and warnings found, the merchants without issues, and what merchants do not offer. */
interface Findings {
  issues: Issue[];
  /** What is probably wrong but may be meant. */
  warnings: Issue[];
  fine: string[];
  notOffered: MissingOffer[];
  /** Texts that a language model drafted and nobody has accepted yet. */
  drafts?: WaitingDrafts[];
}

/** Adds the command. */
export function addCheck(flows: Command): void {
  addCommand(flows, {
    usage: 'check [path...]',
    summary: 'Check flows, connections and merchants, by default all of them.',
    examples: [
      'orderly flows check',
      'orderly flows check demo',
      'orderly flows check merchants/acme flows/refund-order.yaml',
    ],
  })
    .option('--json', 'print one JSON object: issues, warnings, fine, notOffered, drafts')
    .action(check);
}

async function check(paths: string[], { json }: { json?: boolean }): Promise<void> {
  const findings = { ...(await find(paths)), ...(await draftsThere()) };
  if (json === true) printJson(findings);
  else await printFindings(findings);
  if (findings.issues.length > 0) process.exitCode = exitCodes.failed;
}

async function find(paths: readonly string[]): Promise<Findings> {
  const folders = await configuredFolders();
  const given =
    paths.length === 0 ? [folders.merchants] : paths.filter((path) => !path.endsWith('.test.yaml'));
  const found: Findings[] = [];
  for (const path of given) found.push(await findAt(await targetOf(path, folders), folders.flows));
  const ofTests = await issuesOfTests(paths, folders);
  found.push({
    issues: ofTests.filter(({ level }) => level === undefined),
    warnings: ofTests.filter(({ level }) => level === 'warning'),
    fine: [],
    notOffered: [],
  });
  return {
    issues: distinct(found.flatMap(({ issues }) => issues)),
    warnings: distinct(found.flatMap(({ warnings }) => warnings)),
    fine: [...new Set(found.flatMap(({ fine }) => fine))],
    notOffered: distinct(found.flatMap(({ notOffered }) => notOffered)),
  };
}

/** The tests of flows are read, not run. */
async function issuesOfTests(paths: readonly string[], folders: Folders): Promise<Issue[]> {
  const [{ checkFlowTests }, { checkConnection }] = await Promise.all([
    import('../../../simulator/run-tests.js'),
    import('../../../connectors/build-connection.js'),
  ]);
  const buildConnection = checkConnection;
  const found: Issue[] = [];
  for (const given of paths.length === 0 ? [[]] : paths.map((path) => [path]))
    found.push(...(await checkFlowTests(given, { folders, buildConnection, show: shown })));
  return found;
}

async function findAt(
  { merchants, only, drafts, within }: CheckTarget,
  flowsFolder: string,
): Promise<Findings> {
  const [{ loadMerchants }, { missingOffers }, { checkConnection }] = await Promise.all([
    import('../../../merchants/load-merchants.js'),
    import('../../../merchants/missing-offers.js'),
    import('../../../connectors/build-connection.js'),
  ]);
  const loaded = await loadMerchants(merchants, {
    flowsFolder,
    buildConnection: checkConnection,
    ...(only === undefined ? {} : { only: [only] }),
    drafts,
  });
  if (loaded.merchants.size + loaded.refused.length === 0) throw noMerchant(merchants);
  const own = (found: readonly Issue[]): Issue[] =>
    found
      .filter(({ file }) => within === undefined || isWithin(file, within))
      .map((issue) => ({ ...issue, file: shown(issue.file) }));
  return {
    issues: own(issuesOf(loaded)),
    warnings: own(loaded.warnings),
    fine: [...loaded.merchants.keys()].filter(
      (name) => !loaded.untranslated.has(name) && !loaded.unanswered.has(name),
    ),
    notOffered: [...loaded.merchants.values()].flatMap(missingOffers),
  };
}

/** Includes issues that keep no merchant from being served, such as missing translations. */
const issuesOf = ({ issues, untranslated, unanswered }: LoadedMerchants): Issue[] => [
  ...issues,
  ...[...untranslated.values(), ...unanswered.values()].flat(),
];

function noMerchant(folder: string): OrderlyError {
  const hint =
    'Set ORDERLY_MERCHANTS to your merchants’ folder; flows are checked for the merchants that run them.';
  return new OrderlyError('path_missing', `There is no merchant in ${folder}`, { hint });
}

/** The path relative to the working directory. */
function shown(file: string): string {
  const path = relative('', file);
  return path.startsWith('..') ? file : path;
}

/** Drafts awaiting review are not issues. */
async function draftsThere(): Promise<Pick<Findings, 'drafts'>> {
  const { waitingDrafts } = await import('../../text-command-options.js');
  const drafts = await waitingDrafts(await configuredFolders());
  return drafts.length === 0 ? {} : { drafts };
}

async function printFindings({ issues, warnings, fine, notOffered, drafts = [] }: Findings): Promise<void> {
  const { printIssues } = await import('../../../flows/print-issues.js');
  const found = [...issues, ...warnings];
  if (found.length > 0) printLine(`${plain(printIssues(found))}\n`);
  if (drafts.length > 0)
    printLine(
      `Drafts to review: ${drafts.map(({ file, sentences }) => `${file} (${sentences})`).join(', ')}.`,
    );
  for (const { merchant, flow, because } of notOffered)
    printLine(plain(`${merchant} does not offer ${flow}: ${because}.`));
  const files = new Set(found.map(({ file }) => file)).size;
  const merchants = fine.length === 0 ? '' : ` Fine: ${fine.join(', ')}.`;
  const said = warnings.length === 0 ? '' : `, ${counted(warnings.length, 'warning')}`;
  printLine(
    found.length === 0
      ? `No issues.${merchants}`
      : `${issues.length === 0 ? 'No issues' : counted(issues.length, 'issue')}${said} in ${counted(files, 'file')}.${merchants}`,
  );
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Removes duplicates: a shipped flow is loaded once per path. */
function distinct<T>(found: readonly T[]): T[] {
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

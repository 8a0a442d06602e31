/** `orderly approvals list`: what waits, or what became of what had waited. */
import { type Command, Option } from 'commander';
import { ApprovalsReader, type ApprovalItem } from '../../../client/approvals-reader.js';
import { sentApproval } from '../../../client/rows-as-json.js';
import { errorCatalogue, isErrorCode } from '../../../contracts/errors/catalogue.js';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { plainAmount } from '../../../contracts/currency.js';
import { plainDuration, plainMoment } from '../../../texts/languages/printed-time.js';
import type { HandedDecision } from '../../../store/approvals.js';
import type { Store } from '../../../store/store.js';
import { addCommand, timeBack, week, wholeNumber } from '../../command.js';
import { openStoreContext } from '../../context.js';
import { requireMerchant, requireRole } from '../../require-known-names.js';
import { printJson, printLine, printTable } from '../../print.js';

interface ListOptions {
  role?: string;
  decided?: boolean;
  since: number;
  limit: number;
  json?: boolean;
}

/** Adds the command. */
export function addApprovalList(approvals: Command): void {
  addCommand(approvals, {
    usage: 'list <merchant>',
    summary: 'List open approval requests, oldest first, or decided ones, newest first.',
    examples: [
      'orderly approvals list demo --role refund-approver',
      'orderly approvals list demo --decided --since 30d',
    ],
  })
    .option('--role <role>', 'only requests that this role may decide now')
    .option('--decided', 'list decided, expired and withdrawn requests instead')
    .addOption(
      new Option('--since <time>', 'with --decided: how far back, such as 12h or 7d')
        .argParser(timeBack)
        .default(week, '7d'),
    )
    .option('--limit <n>', 'with --decided: maximum number of requests', wholeNumber(1), 50)
    .option('--json', 'print a JSON list')
    .action((merchant: string, options: ListOptions, command: Command) => {
      if (options.decided === true && options.role !== undefined)
        command.error('error: --role and --decided cannot be combined');
      return list(merchant, options);
    });
}

async function list(merchant: string, options: ListOptions): Promise<void> {
  await using context = await openStoreContext();
  const approvals = new ApprovalsReader(context.store);
  const { role, decided = false, since, limit, json } = options;
  const items = decided
    ? await approvals.ended(merchant, { since: Date.now() - since, limit })
    : await approvals.list(merchant, role);
  if (items.length === 0) await requireKnown(context.store, merchant, role);
  if (json === true) printJson(items.map(sentApproval));
  else if (items.length > 0 && decided) printEnded(items);
  else if (items.length > 0) printWaiting(items);
  else if (context.unreadable() === 0) printLine(nothing(merchant, options));
  // What is listed is not all that there is.
  if (context.unreadable() > 0)
    throw new OrderlyError(
      'approval_unreadable',
      `${context.unreadable()} of the approval requests at ${merchant} cannot be decrypted, and are not listed`,
    );
}

async function requireKnown({ flowVersions }: Store, merchant: string, role?: string): Promise<void> {
  await requireMerchant(flowVersions, merchant);
  if (role !== undefined) await requireRole(flowVersions, merchant, role);
}

const nothing = (merchant: string, { role, decided, since }: ListOptions): string =>
  decided === true
    ? `No approval requests were decided at ${merchant} in the last ${plainDuration(since)}.`
    : `No open approval requests at ${merchant}${role === undefined ? '' : ` for ${role}`}.`;

function printWaiting(items: readonly ApprovalItem[]): void {
  const anyHanded = items.some(({ handed }) => handed !== undefined);
  printTable(
    ['NUMBER', 'WHAT', 'AMOUNT', 'ROLE', 'WAITING', 'EXPIRES', ...(anyHanded ? ['DECISION'] : [])],
    items.map((item) => [
      String(item.number),
      whatOf(item),
      amountOf(item),
      rolesOf(item),
      `${plainDuration(Date.now() - item.requestedAt)}${item.reminded ? ' (overdue)' : ''}`,
      plainMoment(item.expiresAt, item.zone),
      ...(anyHanded ? [(item.handed ?? []).map((each) => underWay(each, item.zone)).join('; ')] : []),
    ]),
  );
}

function printEnded(items: readonly ApprovalItem[]): void {
  printTable(
    ['NUMBER', 'WHAT', 'AMOUNT', 'STATE', 'BY', 'WHEN', 'REASON'],
    items.map((item) => [
      String(item.number),
      whatOf(item),
      amountOf(item),
      item.state,
      item.decidedBy ?? '',
      plainMoment(item.endedAt ?? item.expiresAt, item.zone),
      item.comment ?? '',
    ]),
  );
}

/** The operation in words. */
export const whatOf = ({ summary, operation }: ApprovalItem): string =>
  typeof summary['what'] === 'string' ? summary['what'] : operation;

/** The amount, or nothing. */
export const amountOf = ({ amount }: ApprovalItem): string =>
  amount === undefined ? '' : plainAmount(amount);

/** Who may decide now. */
export const rolesOf = ({ role, escalated, escalateTo }: ApprovalItem): string =>
  escalated && escalateTo !== undefined ? `${role}, ${escalateTo}` : role;

/** A decision that no worker has judged yet, or that does not count, in words. */
export function underWay({ decision, approver, until, refused }: HandedDecision, zone: string): string {
  const what = `${decision} by ${approver}`;
  if (refused !== undefined) {
    const why = isErrorCode(refused) ? `${refused}: ${errorCatalogue[refused].title}` : refused;
    return `${what} does not count (${why})`;
  }
  const moment = plainMoment(until, zone);
  return until > Date.now()
    ? `${what} has not been processed yet; valid until ${moment}`
    : `${what} was not processed in time; it was valid until ${moment}`;
}

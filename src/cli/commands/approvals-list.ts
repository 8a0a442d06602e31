/** `orderly approvals list` and `show`: open requests. */
import type { Command } from 'commander';
import type { ApprovalItem } from '../../client/approvals.js';
import type { Store } from '../../store/store.js';
import { addCommand } from '../command.js';
import { askWorker, openContext } from '../context.js';
import { requireMerchant, requireRole } from '../known-names.js';
import {
  inWords,
  moment,
  money,
  printFields,
  printJson,
  printLine,
  printTable,
  valueText,
} from '../print.js';

interface ListOptions {
  role?: string;
  json?: boolean;
}

/** Adds the commands. */
export function addApprovalLists(approvals: Command): void {
  addCommand(approvals, {
    usage: 'list <merchant>',
    summary: 'List the open requests of a merchant, oldest first.',
    examples: ['orderly approvals list demo --role refund-approver'],
  })
    .option('--role <role>', 'only those that this role may decide now')
    .option('--json', 'print a JSON list')
    .action(list);
  addCommand(approvals, {
    usage: 'show <request>',
    summary: 'Show one open request, with everything that will be executed.',
    examples: ["orderly approvals show 'demo/5f0c…/2b81…#refund#1'"],
  })
    .option('--json', 'print a JSON object')
    .action(show);
}

async function list(merchant: string, { role, json }: ListOptions): Promise<void> {
  await using context = await openContext();
  const items = await askWorker(context, () => context.client.approvals.list(merchant, role));
  if (items.length === 0) await requireKnown(context.store, merchant, role);
  if (json === true) {
    printJson(items);
    return;
  }
  if (items.length === 0) {
    printLine(`Nothing waits for an approval at ${merchant}${role === undefined ? '' : ` by ${role}`}.`);
    return;
  }
  printTable(
    ['WHAT', 'AMOUNT', 'ROLE', 'SINCE', 'EXPIRES', 'REQUEST'],
    items.map((item) => [
      what(item),
      amount(item),
      roles(item),
      `${moment(item.requestedAt)}${item.reminded ? ' (overdue)' : ''}`,
      moment(item.expiresAt),
      item.id,
    ]),
  );
}

async function requireKnown({ flowVersions }: Store, merchant: string, role?: string): Promise<void> {
  await requireMerchant(flowVersions, merchant);
  if (role !== undefined) await requireRole(flowVersions, merchant, role);
}

async function show(requestId: string, { json }: ListOptions): Promise<void> {
  await using context = await openContext();
  const item = await askWorker(context, () => context.client.approvals.show(requestId));
  if (json === true) {
    printJson(item);
    return;
  }
  const facts = Object.entries(item.summary).filter(([name]) => name !== 'what' && name !== 'amount');
  printFields({
    request: item.id,
    what: what(item),
    amount: amount(item),
    ...Object.fromEntries(facts.map(([name, value]) => [inWords(name), valueText(value)])),
    flow: item.flow,
    role: roles(item),
    since: moment(item.requestedAt),
    expires: moment(item.expiresAt),
    digest: item.digest,
  });
}

const what = ({ summary, operation }: ApprovalItem): string =>
  typeof summary['what'] === 'string' ? summary['what'] : operation;

const amount = (item: ApprovalItem): string => (item.amount === undefined ? '' : money(item.amount));

const roles = ({ role, escalated, escalateTo }: ApprovalItem): string =>
  escalated && escalateTo !== undefined ? `${role}, ${escalateTo}` : role;

/** `orderly approvals show`: what will be executed, what led to it, and how it stands. */
import type { Command } from 'commander';
import { plainAmount } from '../../../contracts/currency.js';
import { type ApprovalDetails, ApprovalsReader } from '../../../client/approvals-reader.js';
import { plainDuration, plainMoment } from '../../../texts/languages/printed-time.js';
import type { NotificationKind, NotificationRow } from '../../../store/approvals.js';
import { sentApprovalDetails } from '../../../client/rows-as-json.js';
import type { Words } from '../../../client/readable-message.js';
import { plain } from '../../../platform/observability/print-failure.js';
import { addCommand } from '../../command.js';
import { openStoreContext } from '../../context.js';
import { inWords, printFields, printJson, printLine, valueText } from '../../print.js';
import { amountOf, rolesOf, underWay, whatOf } from './list.js';

/** Adds the command. */
export function addApprovalShow(approvals: Command): void {
  addCommand(approvals, {
    usage: 'show <request>',
    summary: 'Show a request: what will be executed, and what the customer wrote.',
    examples: ['orderly approvals show 4711', 'orderly approvals show demo/4711'],
  })
    .option('--json', 'print a JSON object')
    .action(show);
}

async function show(reference: string, { json }: { json?: boolean }): Promise<void> {
  await using context = await openStoreContext();
  const item = await new ApprovalsReader(context.store).show(reference);
  if (json === true) {
    printJson(sentApprovalDetails(item));
    return;
  }
  printFields(fieldsOf(item));
  for (const line of itemLines(item)) printLine(plain(line));
  if (item.words.length === 0) return;
  printLine('\nThe customer wrote:');
  for (const message of item.words) printLine(lineOf(message, item.zone));
}

function fieldsOf(item: ApprovalDetails): Record<string, string> {
  const { zone, summary, requestedAt, expiresAt, notifications, handed = [] } = item;
  const facts = Object.entries(summary).filter(([name]) => name !== 'what' && name !== 'amount');
  const at = (ms: number): string => plainMoment(ms, zone);
  const ago = plainDuration(Date.now() - requestedAt);
  return {
    number: String(item.number),
    state: stateOf(item, at),
    what: whatOf(item),
    amount: amountOf(item),
    ...Object.fromEntries(facts.map(([name, value]) => [inWords(name), valueText(value)])),
    flow: item.flow,
    role: rolesOf(item),
    since: `${at(requestedAt)}, ${ago} ago`,
    expires: at(expiresAt),
    ...(handed.length === 0 ? {} : { decision: handed.map((each) => underWay(each, zone)).join('; ') }),
    ...(notifications.length === 0
      ? {}
      : { notified: notifications.map((notification) => notificationText(notification, zone)).join('; ') }),
    request: item.id,
    digest: item.digest,
  };
}

/** What the record consists of: context, for only what is above is approved. */
const itemLines = ({ items = [] }: ApprovalDetails): string[] => [
  ...(items.length === 0 ? [] : ['\nThe items of the record, as context:']),
  ...items.map(({ quantity, name, variant, amount }) =>
    [
      `  ${quantity} × ${name}`,
      ...(variant === undefined ? [] : [variant]),
      ...(amount === undefined ? [] : [plainAmount(amount)]),
    ].join(', '),
  ),
];

function stateOf(
  { state, decidedBy, endedAt, comment }: ApprovalDetails,
  at: (ms: number) => string,
): string {
  const by = decidedBy === undefined ? '' : ` by ${decidedBy}`;
  const when = endedAt === undefined ? '' : `, ${at(endedAt)}`;
  return `${state}${by}${when}${comment === undefined ? '' : `: ${comment}`}`;
}

const kinds: Readonly<Record<NotificationKind, string>> = {
  requested: '',
  reminder: 'reminder to ',
  escalated: 'escalation to ',
};

const states: Readonly<Record<NotificationRow['state'], string>> = {
  due: 'due',
  sent: 'sent',
  given_up: 'not sent',
};

const notificationText = ({ kind, target, state, at }: NotificationRow, zone: string): string =>
  `${kinds[kind]}${target} ${states[state]} ${plainMoment(at, zone)}`;

/** What is printed of one message; the whole of it is in the JSON. */
const longest = 2_000;

function lineOf({ text, sentAt, startedBy }: Words, zone: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)} …` : text;
  const by = startedBy === undefined ? '' : ` (${plain(startedBy)}, for the customer)`;
  const head = `  ${plainMoment(Date.parse(sentAt), zone)}${by}  `;
  return `${head}${plain(cut).replaceAll('\n', `\n${' '.repeat(head.length)}`)}`;
}

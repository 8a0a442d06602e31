/** `orderly approvals approve` and `reject`: a decision, signed with a personal key. */
import type { Command } from 'commander';
import type { ApprovalItem } from '../../../client/approvals.js';
import { sentAnswer } from '../../../client/rows-as-json.js';
import { errorCatalogue, type ErrorCode, isErrorCode } from '../../../contracts/errors/catalogue.js';
import { maxDecisionLifeMs, signDecision } from '../../../security/decision-token.js';
import type { DecisionAnswer, DecisionMessage } from '../../../contracts/workflow-messages.js';
import { addCommand } from '../../command.js';
import { type CommandContext, openContext } from '../../context.js';
import { exitCodes, printProblem } from '../../../platform/observability/print-failure.js';
import { plainMoment } from '../../../texts/languages/printed-time.js';
import { readKeyFile } from '../../key-file.js';
import { printJson, printLine } from '../../print.js';

interface DecideOptions {
  as: string;
  key: string;
  comment?: string;
  print?: boolean;
  json?: boolean;
}

type Decision = 'approved' | 'rejected';

/** Adds the commands. */
export function addDecisions(approvals: Command): void {
  addDecision(approvals, 'approve', 'approved', 'Approve a request with your personal key.');
  addDecision(approvals, 'reject', 'rejected', 'Reject a request with your personal key.');
}

function addDecision(approvals: Command, name: string, decision: Decision, summary: string): void {
  addCommand(approvals, {
    usage: `${name} <request>`,
    summary,
    examples: [`orderly approvals ${name} 4711 --as anna --key ~/anna.key`],
  })
    .requiredOption('--as <approver>', 'your name under `approvers:` in merchant.yaml')
    .requiredOption('--key <file>', 'file with your private key')
    .option('--comment <text>', 'reason, for the audit trail')
    .option('--print', 'only print the body for the HTTP API’s `POST approvals/<id>/decision`')
    .option('--json', 'print a JSON object')
    .action((request: string, options: DecideOptions) => decide(request, decision, options));
}

async function decide(reference: string, decision: Decision, options: DecideOptions): Promise<void> {
  const key = readKeyFile(options.key);
  await using context = await openContext();
  const item = await context.client.approvals.find(reference);
  if (options.print === true) {
    printJson(bodyOf(signed(item, decision, { ...options, key })));
    return;
  }
  const answer = endOf(item) ?? (await sendDecision(context, item, decision, { ...options, key }));
  const { number } = item;
  if (options.json === true) printJson({ number, ...sentAnswer(answer) });
  else if (answer.accepted) printLine(`${decision} by ${options.as}: ${number}`);
  if (answer.accepted) return;
  printRefusal(answer, item.zone);
  process.exitCode = exitCodes.failed;
}

/** The answer for a request that has ended, whose run may be over; the run itself decides on any other. */
function endOf({ state, decidedBy }: ApprovalItem): DecisionAnswer | undefined {
  switch (state) {
    case 'open':
      return undefined;
    case 'approved':
    case 'rejected':
      return decided(state, decidedBy);
    case 'superseded':
      return decided('approved', decidedBy);
    case 'expired':
    case 'withdrawn':
      return { accepted: false, code: 'approval_expired' };
  }
}

const decided = (decision: Decision, approver: string | undefined): DecisionAnswer => ({
  accepted: false,
  code: 'approval_decided',
  decision,
  ...(approver === undefined ? {} : { approver }),
});

async function sendDecision(
  context: CommandContext,
  item: ApprovalItem,
  decision: Decision,
  options: DecideOptions,
): Promise<DecisionAnswer> {
  const message = signed(item, decision, options);
  return context.client.approvals.decide(message);
}

function signed(
  { id, digest, merchant }: ApprovalItem,
  decision: Decision,
  { as: approver, key, comment }: DecideOptions,
): DecisionMessage {
  const issuedAt = Date.now();
  const claims = { approver, merchant, requestId: id, digest, decision, issuedAt };
  const token = signDecision({ ...claims, expiresAt: issuedAt + maxDecisionLifeMs }, key);
  return { requestId: id, digest, decision, token, ...(comment === undefined ? {} : { comment }) };
}

/** The address of the request names it. */
const bodyOf = ({ requestId: _id, ...body }: DecisionMessage): Omit<DecisionMessage, 'requestId'> => body;

function printRefusal(
  { code = 'internal', approver, decision, countsUntil }: DecisionAnswer,
  zone: string,
): void {
  // A newer worker may return a code that is unknown here.
  const known: ErrorCode = isErrorCode(code) ? code : 'internal';
  const { title, hint } = errorCatalogue[known];
  const first = approver === undefined || decision === undefined ? '' : ` (${decision} by ${approver})`;
  const until =
    countsUntil === undefined
      ? ''
      : `; it will take effect if a worker starts by ${plainMoment(countsUntil, zone)}`;
  printProblem(
    known,
    `${known === code ? title : `The decision has no effect: ${code}`}${first}${until}`,
    hint,
  );
}

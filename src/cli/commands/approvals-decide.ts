/** `orderly approvals approve` and `reject`: a decision, signed with a personal key. */
import type { Command } from 'commander';
import { errorCatalogue, type ErrorCode, isErrorCode } from '../../contracts/errors/catalogue.js';
import { signDecision } from '../../security/decision-token.js';
import type { DecisionAnswer } from '../../contracts/messages.js';
import { addCommand } from '../command.js';
import { askWorker, type CommandContext, openContext } from '../context.js';
import { exitCodes, printProblem } from '../../observability/print-failure.js';
import { readKeyFile } from '../key-file.js';
import { printJson, printLine } from '../print.js';

interface DecideOptions {
  as: string;
  key: string;
  comment?: string;
  json?: boolean;
}

type Decision = 'approved' | 'rejected';

/** A token serves one decision and is sent at once. */
const tokenLifeMs = 5 * 60 * 1000;

/** Adds the commands. */
export function addDecisions(approvals: Command): void {
  addDecision(approvals, 'approve', 'approved', 'Approve a request.');
  addDecision(approvals, 'reject', 'rejected', 'Reject a request.');
}

function addDecision(approvals: Command, name: string, decision: Decision, summary: string): void {
  addCommand(approvals, {
    usage: `${name} <request>`,
    summary,
    examples: [`orderly approvals ${name} 'demo/5f0c…/2b81…#refund#1' --as anna --key ~/anna.key`],
  })
    .requiredOption('--as <approver>', 'your name under `approvers:` in merchant.yaml')
    .requiredOption('--key <file>', 'your private key')
    .option('--comment <text>', 'a word on why, for the audit trail')
    .option('--json', 'print a JSON object')
    .action((requestId: string, options: DecideOptions) => decide(requestId, decision, options));
}

async function decide(requestId: string, decision: Decision, options: DecideOptions): Promise<void> {
  const privateKey = readKeyFile(options.key);
  await using context = await openContext();
  const answer = await askWorker(context, () =>
    sendDecision(context, requestId, decision, { ...options, key: privateKey }),
  );
  if (options.json === true) printJson(answer);
  else if (answer.accepted) printLine(`${decision} by ${options.as}: ${requestId}`);
  if (answer.accepted) return;
  printRefusal(answer);
  process.exitCode = exitCodes.failed;
}

async function sendDecision(
  { client }: CommandContext,
  requestId: string,
  decision: Decision,
  { as: approver, key, comment }: DecideOptions,
): Promise<DecisionAnswer> {
  const { id, digest, workflowId } = await client.approvals.show(requestId);
  const issuedAt = Date.now();
  const token = signDecision(
    {
      approver,
      merchant: merchantOf(workflowId),
      requestId: id,
      digest,
      decision,
      issuedAt,
      expiresAt: issuedAt + tokenLifeMs,
    },
    key,
  );
  return client.approvals.decide({
    requestId: id,
    digest,
    decision,
    token,
    ...(comment === undefined ? {} : { comment }),
  });
}

// A run's id begins with its merchant's name, which holds no slash.
const merchantOf = (workflowId: string): string => workflowId.slice(0, workflowId.indexOf('/'));

function printRefusal({ code = 'internal', approver, decision }: DecisionAnswer): void {
  // A newer worker may return a code that is unknown here.
  const known: ErrorCode = isErrorCode(code) ? code : 'internal';
  const { title, hint } = errorCatalogue[known];
  const first = approver === undefined || decision === undefined ? '' : ` (${decision} by ${approver})`;
  printProblem(known, `${known === code ? title : `The decision does not count: ${code}`}${first}`, hint);
}

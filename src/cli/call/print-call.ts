/** Prints a call: each request, each answer, the business fields, and what was not read. */
import type { JsonAttempt } from '../../connectors/connector.js';
import type { ConnectionEvent } from '../../connectors/operator-events.js';
import type { Issue } from '../../contracts/issue.js';
import { printIssues } from '../../flows/print-issues.js';
import type { Json } from '../../contracts/json.js';
import { painted, printLine, valueText } from '../print.js';
import { plain } from '../../platform/observability/print-failure.js';
import type { ShownExchange } from './exchange-text.js';

/** What is printed of a call. */
export interface PrintedCall {
  /** Log-ins, a line each. */
  signIns: readonly string[];
  exchanges: readonly ShownExchange[];
  attempt: JsonAttempt;
  events: readonly ConnectionEvent[];
  /** Causes, with their places in the connection's file. */
  issues: readonly Issue[];
  unused: readonly string[];
}

/** Maximum number of unread paths printed. */
const MOST = 40;

/** Prints a call. */
export function printCall({ signIns, exchanges, attempt, events, issues, unused }: PrintedCall): void {
  for (const line of signIns) printLine(line);
  if (signIns.length > 0) printLine();
  for (const exchange of exchanges) printExchange(exchange);
  printLine(painted('bold', outcomeLine(attempt)));
  if (attempt.is === 'done') for (const line of fieldLines(attempt.outputs, '  ')) printLine(line);
  for (const { kind, ...rest } of events) printLine(painted('yellow', `  ${kind} ${eventText(rest)}`));
  if (issues.length > 0) printLine(`\n${plain(printIssues(issues))}\n`);
  if (unused.length === 0) return;
  printLine(painted('dim', `Not read from the answer${exchanges.length > 1 ? 's' : ''}:`));
  for (const path of unused.slice(0, MOST)) printLine(painted('dim', `  ${plain(path)}`));
  if (unused.length > MOST) printLine(painted('dim', `  and ${unused.length - MOST} more (--json has all)`));
}

function printExchange({ request, answer }: ShownExchange): void {
  printLine(painted('bold', `> ${request.method} ${request.url}`));
  for (const [name, value] of Object.entries(request.headers)) printLine(`> ${name}: ${value}`);
  if (request.body !== undefined) printLine(indented(request.body, '>   '));
  if ('failed' in answer && answer.failed === 'dry_run') printLine(painted('yellow', '< not sent (--dry)'));
  else if ('failed' in answer) printLine(painted('red', `< no answer: ${answer.failed}`));
  else {
    printLine(painted('bold', `< ${answer.status} ${answer.headers['content-type'] ?? ''}`.trimEnd()));
    printLine(indented(pretty(answer.body), '<   '));
  }
  printLine();
}

function outcomeLine(attempt: JsonAttempt): string {
  switch (attempt.is) {
    case 'done':
      return `= done: ${attempt.result}`;
    case 'refused':
      return `= refused: ${attempt.code}${attempt.message === undefined ? '' : ` (${plain(attempt.message)})`}`;
    case 'accepted':
      return `= accepted${attempt.reference === undefined ? '' : `: ${plain(attempt.reference)}`}`;
    default:
      return `= ${attempt.is}: ${attempt.code}`;
  }
}

function fieldLines(value: Json, indent: string): string[] {
  if (value === null || typeof value !== 'object') return [`${indent}${plain(String(value))}`];
  return Object.entries(value).flatMap(([name, part]): string[] => {
    const json = part; // what a JSON value holds is JSON
    const single = json === null || typeof json !== 'object' || 'currency' in json;
    if (single) return [`${indent}${name}: ${plain(valueText(json))}`];
    const lines = fieldLines(json, `${indent}  `);
    return lines.length === 0 ? [`${indent}${name}: none`] : [`${indent}${name}:`, ...lines];
  });
}

const eventText = (event: object): string =>
  Object.entries(event)
    .filter(([name]) => name !== 'connection')
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

/** Pretty-prints JSON; other text is unchanged. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

const indented = (text: string, indent: string): string =>
  text
    .split('\n')
    .map((line) => `${indent}${line}`)
    .join('\n');

/** What a step waits for, in words for operators: roles, amounts, states and moments, and nothing of a person. */
import type { ApprovalRequest } from '../contracts/approval.js';
import { amountWords, asMarkdown, momentWords, nameWords } from '../contracts/words.js';
import { isMoney } from './expression/values.js';
import { type Cursor, isSettling } from './state.js';

/** Behind the step's title; empty for a step that is at work. */
export function waitWords(cursor: Cursor): string {
  const { wait } = cursor;
  switch (wait?.on) {
    case 'answer':
      return ` – waits for the customer${until(wait.expiresAt)}`;
    case 'facts':
    case 'facts_turn':
      return ' – waits for the customer to say who they are';
    case 'timer':
      return ` – waits${until(wait.until)}`;
    case 'event':
      return ` – waits for a system’s word${until(wait.until)}`;
    case 'approval':
      return ` – waits for an approval since ${momentWords(wait.request.requestedAt)}`;
    case 'settling':
    case 'call':
      return isSettling(cursor) ? ` – accepted, waits for the system${until(wait.call.accepted?.until)}` : '';
    default:
      return '';
  }
}

/** Below the step's title: of an approval, who may decide on what, and until when. */
export function approvalLines({ wait }: Cursor): string[] {
  if (wait?.on !== 'approval') return [];
  const { request, escalated, reminded } = wait;
  const { role, escalateTo, escalateAt, remindAt, expiresAt } = request;
  const later = escalateAt === undefined ? '' : `, from ${momentWords(escalateAt)} also`;
  const second = escalateTo === undefined ? '' : `${escalated ? ' or' : later} ${asMarkdown(escalateTo)}`;
  const reminder =
    remindAt === undefined ? '' : `; ${reminded ? 'reminded' : 'a reminder'} at ${momentWords(remindAt)}`;
  return [
    `may decide: ${asMarkdown(role)}${second}`,
    `on: ${subjectWords(request)}`,
    `until: ${momentWords(expiresAt)}${reminder}`,
  ];
}

const until = (moment: number | undefined): string =>
  moment === undefined ? '' : ` until ${momentWords(moment)}`;

/** The operation, its amount, and of what else the request says only amounts and states. */
function subjectWords({ operation, summary, amount }: ApprovalRequest): string {
  const facts = Object.entries(summary).flatMap(([name, value]) => {
    if (name === 'amount') return [];
    if (isMoney(value)) return [`${nameWords(name)} ${amountWords(value)}`];
    return name.endsWith('Status') && typeof value === 'string'
      ? [`${nameWords(name)} ${nameWords(value)}`]
      : [];
  });
  const title = typeof summary['what'] === 'string' ? summary['what'] : operation;
  return [title, ...(amount === undefined ? [] : [amountWords(amount)]), ...facts].map(asMarkdown).join(', ');
}

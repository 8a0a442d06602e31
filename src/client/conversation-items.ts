/** Conversations as lists show them: who writes about what, who has them and why, and what was last said. */
import type { Handover } from '../contracts/handover.js';
import type { ConversationRow } from '../store/store.js';
import type { LastEntry, Summary } from '../store/desk.js';

/** A conversation in a list. */
export interface ConversationItem extends ConversationRow {
  /** What was last said, on one line and cut; while people have it, not what a flow has said. */
  last?: LastEntry;
  /** While people have it: why, and what is known of who is asking. */
  reason?: string;
  intent?: string;
  flag?: string;
  priority?: 'high';
  customer?: Handover['customer'];
  record?: NonNullable<Handover['record']>;
}

/** Longest excerpt, characters. */
const longest = 160;

/** A row with its summary; of who is asking only what people were told who have it now. */
export function itemOf(
  row: ConversationRow,
  { last: latest, unanswered, handover }: Summary = {},
): ConversationItem {
  // That it was handed off is no news for whom it was handed off to: what the customer wants is.
  const last = row.peopleSince === undefined ? latest : (unanswered ?? latest);
  const said = last === undefined ? {} : { last: { ...last, text: excerpt(last.text) } };
  if (row.peopleSince === undefined || handover === undefined) return { ...row, ...said };
  const { intent, flag, priority, customer, record } = handover.handover ?? {};
  return {
    ...{ ...row, ...said, reason: excerpt(handover.text) },
    ...(row.queue === undefined && handover.queue !== undefined ? { queue: handover.queue } : {}),
    ...(intent === undefined ? {} : { intent }),
    ...(flag === undefined ? {} : { flag }),
    ...(priority === undefined ? {} : { priority }),
    ...(customer === undefined ? {} : { customer }),
    ...(record === undefined ? {} : { record }),
  };
}

/** A text on one line, cut between characters as readers see them. */
function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= longest) return line;
  const kept: string[] = [];
  let length = 0;
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    length += segment.length;
    if (length >= longest) break;
    kept.push(segment);
  }
  return `${kept.join('')}…`;
}

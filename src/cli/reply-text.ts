/** Formats a reply for the terminal. */
import type { OutboxRow } from '../store/store.js';
import { painted } from './print.js';
import { plain } from '../platform/observability/print-failure.js';

/** The reply's text; a question includes its numbered choices, a handover its queue. */
export function replyText({ kind, body }: OutboxRow): string {
  const text = plain(body.text);
  switch (kind) {
    case 'reply':
      return text;
    case 'question':
      return painted('cyan', text);
    case 'handover':
      return painted('yellow', `[handed over to ${plain(body.queue ?? 'people')}] ${text}`);
    case 'passed_on':
      return painted('yellow', `[passed on to people] ${text}`);
  }
}

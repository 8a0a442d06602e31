/** How the answer to an inquiry is told: by a webhook that the file describes, or by one of the staff. */
import { shipmentsInvestigationAnswered } from '../../commerce/shipments/events.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { ConnectionEvents, ReadEvent } from '../connection-events.js';
import { isObject } from '../declarative/json-value.js';
import { refIn } from './inquiry.js';
import { answers } from './kept-answer.js';

/**
 * Events of a desk. A reference is found in whatever `ref` gives, such as the address that was answered to. What gives no
 * answer yet, such as a receipt, is of no kind, and left to people.
 */
export function deskEvents(told: ConnectionEvents | undefined): ConnectionEvents {
  return {
    answer: told?.answer ?? '',
    take: (request, now) => told?.take(request, now) ?? Promise.resolve({ is: 'forged' }),
    read(item) {
      const { answered } = item;
      const read = isObject(answered) ? answeredBy(answered) : told?.read(item);
      if (read?.kind !== shipmentsInvestigationAnswered.name) return read;
      const ref = refIn(read.ref);
      return ref === undefined || !isAnswer(read.fields['status']) ? undefined : { ...read, ref };
    },
  };
}

const answeredBy = ({ ref, ...fields }: JsonObject): ReadEvent => ({
  kind: shipmentsInvestigationAnswered.name,
  ref: typeof ref === 'string' ? ref : '',
  fields,
});

const isAnswer = (value: Json | undefined): boolean => answers.some((one) => one === value);

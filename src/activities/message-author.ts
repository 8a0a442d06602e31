/** Who writes in a ticket of a help desk: only whose ticket it is is the customer (DESIGN §7). */
import type { Aside } from '../contracts/workflow-messages.js';
import { shortId } from '../security/keyed-hash.js';
import type { EventReading, StoredMessage } from '../store/store.js';

/** Whose ticket it is, as a keyed hash, and why a message is for people, if it is. */
export interface Writing {
  requester?: string;
  aside?: Aside;
}

/** Judges a message by what the desk says of it, and by the messages before it; `of_staff`: flows have no part in the ticket. */
export function whoWrites(
  secret: string,
  merchant: string,
  fields: EventReading['fields'],
  before: readonly StoredMessage[],
): Writing | 'of_staff' {
  const hashOf = (value: unknown): string | undefined =>
    typeof value === 'string' ? shortId(secret, 'requester', merchant, nameOf(value)) : undefined;
  const [author, reported, opener] = [fields['author'], fields['requester'], fields['opener']].map(hashOf);
  const known = before.findLast((message) => message.requester !== undefined)?.requester;
  if (before.length === 0 && opener !== undefined && reported !== undefined && opener !== reported)
    return 'of_staff';
  // A desk that does not say whose ticket it is: whoever has begun it.
  const requester = reported ?? known ?? author;
  const isChanged = known !== undefined && requester !== known;
  const isAnother = requester !== undefined && author !== requester;
  const aside = isChanged || isAnother ? 'author' : asideOf(fields);
  return {
    ...(requester === undefined ? {} : { requester }),
    ...(aside === undefined ? {} : { aside }),
  };
}

function asideOf({ automatic, text }: EventReading['fields']): Aside | undefined {
  if (automatic === true) return 'automatic';
  return typeof text === 'string' && text.trim() !== '' ? undefined : 'no_text';
}

/** E-mail addresses are told with and without capitals. */
const nameOf = (value: string): string => value.trim().toLowerCase();

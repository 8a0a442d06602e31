/** Reads records for verification, and notes in the store which of them a conversation may see. */
import type { Purpose } from '../../../connectors/connector.js';
import { type SubjectRecord, subjectOf } from '../../../commerce/subject.js';
import { customerHashes } from '../../../security/customer-hashes.js';
import type { Match } from '../../../store/store.js';
import { read } from '../attempt.js';
import { answeringOf, type PlannedCall } from '../plan.js';
import type { CallPorts } from '../ports.js';
import { sameFact } from './compare-facts.js';

/** A record that may be seen, by its number and as reservations name it. */
type Noted = { subject: string; number: string };

/** How long a verified record may be seen, ms. */
const NOTE_LIFE_MS = 24 * 60 * 60 * 1000;

/** A record as its system has it now: undefined if that number does not exist. */
export type FoundRecord = { record: SubjectRecord | undefined };

/** Reads a record by its number; any other answer of its system counts as none. */
export async function recordByNumber(
  ports: CallPorts,
  call: PlannedCall,
  number: string,
  purpose: Purpose,
): Promise<FoundRecord | 'unavailable'> {
  const { about } = call;
  const answer = await read(ports, call, answeringOf(call.merchant, about.get), { number }, purpose);
  if (answer.is === 'unavailable') return 'unavailable';
  const record = answer.is === 'done' ? about.read(answer.outputs[about.input]) : undefined;
  return { record: sameFact('number', record?.number, number) ? record : undefined };
}

/** Notes for 24 h that a record may be seen under `scope`: a conversation, or an authenticated customer in it. */
export async function note(
  ports: CallPorts,
  call: PlannedCall,
  scope: string,
  record: SubjectRecord,
): Promise<void> {
  const { merchant, conversation } = call.request;
  await ports.store.verifications.verify({ merchant, conversation, scope, ...noteOf(ports, call, record) });
}

/** What the store notes of a record that may be seen: records of different kinds may have the same reference. */
export function noteOf(
  { secret, now }: Pick<CallPorts, 'secret' | 'now'>,
  { about, request }: Pick<PlannedCall, 'about' | 'request'>,
  { ref, number, emails, customerRef }: SubjectRecord,
): Match {
  const refs = customerRef === undefined ? [] : [customerRef];
  const hashes = customerHashes(secret, request.merchant, { emails, refs, orders: [number] });
  return { subject: subjectOf(about, ref), number, until: now() + NOTE_LIFE_MS, hashes };
}

/** Records of the call's kind that may be seen under the scopes. */
export async function noted(
  ports: CallPorts,
  call: PlannedCall,
  scopes: readonly string[],
): Promise<Noted[]> {
  const { merchant } = call.request;
  const lists = scopes.map((scope) => ports.store.verifications.verified(merchant, scope, ports.now()));
  const ofKind = subjectOf(call.about, '');
  return (await Promise.all(lists)).flat().filter(({ subject }) => subject.startsWith(ofKind));
}

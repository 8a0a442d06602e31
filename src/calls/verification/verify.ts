/** Who is asking: an operation on customers' data runs for a verified customer only, whatever the flow says (DESIGN §7). */
import type { CallResult } from '../../contracts/call-result.js';
import type { Json } from '../../contracts/json.js';
import { type SubjectRecord, subjectOf } from '../../commerce/subject.js';
import { read, resultOf } from '../attempt.js';
import type { PlannedCall } from '../plan.js';
import type { CallPorts, Vouched } from '../ports.js';
import { missingFacts, sameFact } from './facts.js';
import { type Matched, matchByFacts, needsFacts } from './matching.js';
import { note, noted, recordByNumber } from './records.js';

/**
 * Undefined if the call may go on; otherwise its result: what is missing, `unverified`, or the record itself, if
 * reading it was all that was asked.
 */
export async function verify(ports: CallPorts, call: PlannedCall): Promise<CallResult | undefined> {
  if (call.operation.privacy === 'none') return undefined;
  const vouched = ports.vouched(call.merchant, call.request);
  switch (call.operation.subject) {
    case 'number':
      return answered(call, await matchNumber(ports, call, vouched));
    case 'record':
      return matchSubject(ports, call, vouched);
    case 'list':
      return listRecords(ports, call, vouched);
    case 'none':
      return vouched?.current === true ? undefined : { outcome: 'unverified' };
  }
}

async function matchNumber(
  ports: CallPorts,
  call: PlannedCall,
  vouched: Vouched | undefined,
): Promise<Matched> {
  const { inputs, facts } = call.request.call;
  const isFact = typeof inputs.number !== 'string';
  const number = typeof inputs.number === 'string' ? inputs.number : facts.number;
  if (number === undefined)
    return needsFacts(call, missingFacts(call.merchant.config.verification, facts), false);
  if (vouched?.current !== true) {
    const mine = await noted(ports, call, scopesOf(call, vouched));
    if (!mine.some((noted) => sameFact('number', noted.number, number))) {
      return matchByFacts(ports, call, { number, isFact });
    }
  }
  const found = await recordByNumber(ports, call, number, 'verify');
  if (found === 'unavailable') return { result: { outcome: 'unavailable' } };
  const { record } = found;
  if (record !== undefined && (await maySee(ports, call, vouched, record))) return { record };
  return matchByFacts(ports, call, { number, isFact, read: found });
}

async function matchSubject(
  ports: CallPorts,
  call: PlannedCall,
  vouched: Vouched | undefined,
): Promise<CallResult | undefined> {
  const { subject } = call;
  if (subject === undefined) return { outcome: 'unverified' };
  const { number, ref } = subject;
  const named = subjectOf(call.about, ref);
  const mine = await noted(ports, call, scopesOf(call, vouched));
  // The run's copy of a record is not trusted: its reference must be the one of that number.
  if (mine.some((noted) => noted.subject === named && sameFact('number', noted.number, number)))
    return undefined;
  const found = vouched?.current === true ? await recordByNumber(ports, call, number, 'verify') : undefined;
  if (found === 'unavailable') return { outcome: 'unavailable' };
  if (found?.record?.ref === ref && (await maySee(ports, call, vouched, found.record))) return undefined;
  const match = await matchByFacts(ports, call, {
    number,
    ref,
    ...(found === undefined ? {} : { read: found }),
  });
  return 'record' in match ? undefined : match.result;
}

async function listRecords(
  ports: CallPorts,
  call: PlannedCall,
  vouched: Vouched | undefined,
): Promise<CallResult> {
  if (vouched?.current === true && vouched.email !== undefined)
    return listOf(ports, call, vouched, vouched.email);
  const mine = await noted(ports, call, scopesOf(call, vouched));
  if (mine.length > 0) {
    const numbers = [...new Set(mine.map((noted) => noted.number))];
    const found = await Promise.all(numbers.map((number) => recordByNumber(ports, call, number, 'verify')));
    if (found.includes('unavailable')) return { outcome: 'unavailable' };
    const records = found.flatMap((one) =>
      one === 'unavailable' || one.record === undefined ? [] : [one.record],
    );
    return foundRecords(
      call,
      records.filter((record) => isNoted(call, mine, record)),
    );
  }
  const match = await matchNumber(ports, call, vouched);
  return 'record' in match ? foundRecords(call, [match.record]) : match.result;
}

// Lists by the vouched e-mail, never a typed one; anything else that the system lists is left out.
async function listOf(
  ports: CallPorts,
  call: PlannedCall,
  vouched: Vouched,
  email: string,
): Promise<CallResult> {
  const answer = await read(ports, call, call, { ...call.request.call.inputs, email });
  if (answer.is !== 'done') return resultOf(answer);
  const listed: Json | undefined = answer.outputs[call.about.list];
  const records = isList(listed) ? listed.flatMap((one) => call.about.read(one) ?? []) : [];
  return foundRecords(
    call,
    records.filter((record) => vouched.owns(record)),
  );
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

// A record read for a vouched customer or one noted before: theirs by voucher, else by its note.
async function maySee(
  ports: CallPorts,
  call: PlannedCall,
  vouched: Vouched | undefined,
  record: SubjectRecord,
): Promise<boolean> {
  if (vouched?.current === true && vouched.owns(record)) {
    await note(ports, call, vouched.scope, record);
    return true;
  }
  const mine = await noted(ports, call, scopesOf(call, vouched));
  return isNoted(call, mine, record);
}

const isNoted = ({ about }: PlannedCall, mine: readonly { subject: string }[], { ref }: SubjectRecord) =>
  mine.some(({ subject }) => subject === subjectOf(about, ref));

const scopesOf = (call: PlannedCall, vouched: Vouched | undefined): string[] =>
  vouched === undefined ? [call.request.conversation] : [call.request.conversation, vouched.scope];

function answered(call: PlannedCall, match: Matched): CallResult | undefined {
  if ('result' in match) return match.result;
  const { about, operation } = call;
  // Another operation on that number goes on and reads for itself.
  if (operation.name !== about.get) return undefined;
  return { outcome: 'done', result: 'found', outputs: { [about.input]: match.record.record } };
}

function foundRecords({ about, operation }: PlannedCall, records: readonly SubjectRecord[]): CallResult {
  if (records.length === 0) return { outcome: 'done', result: operation.empty ?? 'none', outputs: {} };
  return { outcome: 'done', result: 'found', outputs: { [about.list]: records.map(({ record }) => record) } };
}

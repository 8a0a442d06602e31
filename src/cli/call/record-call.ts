/** Writes the recording of a call after checking that its replay ends as the call did. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../contracts/json.js';
import { type Caller, openCaller, type SeenCall } from './caller.js';
import { type Recording, replayOf } from './recording.js';
import { answerText } from './exchange-text.js';
import type { Attempt } from '../../connectors/connector.js';
import { decode } from '../../connectors/declarative/formats/charset.js';
import type { TracedExchange } from '../../connectors/trace.js';
import type { HttpOutcome } from '../../connectors/http/client.js';
import { STAND_IN } from '../../security/secrets.js';
import { connectionWords, type ConnectionWords } from './unredacted-words.js';
import { maskedRequests } from './masked-request.js';
import { Redaction } from './redact.js';

// A shareable recording: no secrets, other letters for all that is not known to be harmless, the same outcome.

/** A call to record. */
interface RecordedCall {
  merchant: string;
  operation: string;
  inputs: JsonObject;
  seen: SeenCall;
}

/** Makes recordings of a call; `amounts` keeps the amounts that were read. */
async function recordingsOf(
  call: RecordedCall,
  caller: Pick<Caller, 'folder' | 'secrets' | 'operationOf' | 'bindingOf'>,
): Promise<(amounts: boolean) => Recording> {
  const { connection } = caller.bindingOf(call.operation);
  const words = await connectionWords(join(caller.folder, 'connections'), connection.name);
  const exchanges = withoutRefused(call.seen.exchanges);
  const requests = maskedRequests(exchanges, caller.secrets);
  const texts = exchanges.map(({ outcome }) => bodyOf(outcome, words));
  const asked = new Set(leavesOf(call.inputs));
  const { attempt, read } = call.seen;
  return (amounts) => {
    const redaction = new Redaction({
      ...{ words, operation: caller.operationOf(call.operation), read, asked, amounts },
      refusal: attempt.is === 'refused' ? attempt.code : undefined,
      secrets: caller.secrets,
      origin: exchanges[0]?.request.url.origin ?? STAND_IN,
    });
    return {
      format: 2,
      merchant: call.merchant,
      operation: call.operation,
      inputs: redaction.json(call.inputs) as JsonObject, // a map stays one
      exchanges: exchanges.map(({ outcome }, index) => ({
        request: requestOf(requests[index], redaction),
        answer: answerOf(outcome, texts[index] ?? '', words, redaction),
      })),
      outcome: outcomeOf(attempt),
    };
  };
}

/** How an attempt ended, without its outputs. */
function outcomeOf(attempt: Attempt): Recording['outcome'] {
  if (attempt.is === 'done') return { is: attempt.is, code: attempt.result };
  return { is: attempt.is, code: attempt.is === 'accepted' ? attempt.is : attempt.code };
}

/** A replay has no credentials to be refused and renewed, so only the repeated request is kept. */
const withoutRefused = (exchanges: readonly TracedExchange[]): readonly TracedExchange[] =>
  exchanges.filter(({ request }, index) => exchanges[index + 1]?.request !== request);

function requestOf(
  shown: ReturnType<typeof maskedRequests>[number] | undefined,
  redaction: Redaction,
): Recording['exchanges'][number]['request'] {
  if (shown === undefined) throw new Error('a request for each exchange');
  const { method, url, headers, body } = shown;
  return {
    method,
    url: redaction.url(url),
    headers: Object.keys(headers),
    ...(body === undefined ? {} : { body: nested(redaction.body(body)) }),
  };
}

function answerOf(
  outcome: HttpOutcome,
  text: string,
  words: ConnectionWords,
  redaction: Redaction,
): Recording['exchanges'][number]['answer'] {
  if (outcome.is !== 'response') return { failed: outcome.is, code: outcome.code };
  const { status, headers } = outcome;
  const kept = Object.entries(headers).filter(([name]) => name === 'link' || words.headers.has(name));
  const type = /^\s*[\w.+-]+\/[\w.+-]+/.exec(headers['content-type'] ?? '')?.[0];
  return {
    status,
    headers: {
      ...Object.fromEntries(kept.map(([name, value]) => [name, redaction.header(name, value)])),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    body: nested(redaction.body(text)),
  };
}

/** Decodes with the charset that the file states, which takes precedence over the answer's. */
function bodyOf(outcome: HttpOutcome, { charset }: ConnectionWords): string {
  if (outcome.is !== 'response') return '';
  try {
    return charset === undefined ? answerText(outcome) : decode(outcome.body, { stated: charset }).text;
  } catch {
    return answerText(outcome);
  }
}

/** JSON as a value, for readability, unless a number would lose digits. */
function nested(body: string): Json {
  if (!/^\s*[[{]/.test(body) || /\d{16}/.test(body)) return body;
  try {
    return JSON.parse(body) as Json; // JSON.parse gives JSON
  } catch {
    return body;
  }
}

function* leavesOf(value: Json): Generator<string> {
  if (value !== null && typeof value === 'object')
    for (const item of Object.values(value)) yield* leavesOf(item);
  else yield String(value);
}

/** Writes the recording; returns a line that says what was lost if it replays differently. */
export async function record(file: string, call: RecordedCall, caller: Caller): Promise<string | undefined> {
  const make = await recordingsOf(call, caller);
  const strict = clean(make(false), caller);
  const played = await play(strict);
  if (isSame(played, strict.outcome)) return write(file, strict);
  // Some answers are rejected unless their sums add up.
  const wider = clean(make(true), caller);
  if (isSame(await play(wider), wider.outcome)) return write(file, wider);
  const said = strict.outcome;
  await write(file, { ...strict, outcome: played });
  return `The recording ends with ${played.is}: ${played.code} instead of ${said.is}: ${said.code} because the outcome depends on a value that has been redacted.`;
}

async function play(recording: Recording): Promise<Recording['outcome']> {
  const { inputs, network } = replayOf(recording);
  await using caller = await openCaller(recording.merchant, network);
  return outcomeOf((await caller.call(recording.operation, inputs)).attempt);
}

const isSame = (one: Recording['outcome'], other: Recording['outcome']): boolean =>
  one.is === other.is && one.code === other.code;

async function write(file: string, recording: Recording): Promise<undefined> {
  await writeFile(file, `${JSON.stringify(recording, undefined, 2)}\n`);
}

/** The last safety net: masks any secret left in the texts. */
function clean({ exchanges, ...recording }: Recording, { secrets }: Caller): Recording {
  return { ...recording, exchanges: secrets.maskedIn(exchanges as Json) as Recording['exchanges'] }; // of the same form
}

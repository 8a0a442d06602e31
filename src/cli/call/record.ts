/** Writes the recording of a call after checking that its replay ends as the call did. */
import { writeFile } from 'node:fs/promises';
import type { Json } from '../../contracts/json.js';
import { type Caller, openCaller } from './caller.js';
import type { Recording } from './recording-form.js';
import { outcomeOf, type RecordedCall, recordingsOf } from './recording.js';
import { replayOf } from './replay.js';

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
  return `The recording ends with ${played.is}: ${played.code}, not with ${said.is}: ${said.code}: the outcome depends on a value that has a stand-in.`;
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

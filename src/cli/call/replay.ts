/** Replays a recording: its answers come in order, whatever is asked. */
import { readFile } from 'node:fs/promises';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { HttpClient, HttpOutcome } from '../../connectors/http/client.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { Recording } from './recording-form.js';

/** A recording's inputs, and a network that gives its answers. */
export interface Replay {
  inputs: JsonObject;
  network: HttpClient;
}

/** Reads a recording; `path_missing`, `recording_unreadable`. */
export async function readReplay(file: string): Promise<Replay> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new OrderlyError('path_missing', `There is no ${file}`);
  });
  const parsed = Recording.safeParse(jsonIn(text));
  if (!parsed.success) throw new OrderlyError('recording_unreadable', `${file} is no recording of a call`);
  return replayOf(parsed.data);
}

/** Makes the replay of a recording. */
export function replayOf({ inputs, exchanges }: Recording): Replay {
  const answers = exchanges.map(({ answer }) => answer);
  return {
    inputs,
    network: {
      send: () => Promise.resolve(outcomeOf(answers.shift())),
      [Symbol.dispose]: () => undefined,
    },
  };
}

function outcomeOf(answer: Recording['exchanges'][number]['answer'] | undefined): HttpOutcome {
  if (answer === undefined) return { is: 'cut', code: 'answer_cut' };
  // Its code is one of those that were recorded.
  if ('failed' in answer) return { is: answer.failed, code: answer.code } as HttpOutcome;
  const { status, headers, body } = answer;
  return { is: 'response', status, headers, body: bytesOf(body) };
}

/** JSON was recorded as a value, all else as text; the BOM overrides any charset that a file states. */
function bytesOf(body: Json): Buffer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text === '' ? Buffer.alloc(0) : Buffer.from(`\ufeff${text}`);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

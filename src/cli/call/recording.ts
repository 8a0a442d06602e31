/** A recording of a call: the form of its file, and its replay, whose answers come in order, whatever is asked. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { HttpClient, HttpOutcome } from '../../connectors/http/client.js';
import type { Json, JsonObject } from '../../contracts/json.js';

const JsonValue: z.ZodType<Json> = z.json();

const Answer = z.union([
  z.object({ failed: z.enum(['unsent', 'cut']), code: z.string() }),
  z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: JsonValue }),
]);

/** A recording: what was asked, what came back, and how it ended; `format` is its version. */
export const Recording = z.object({
  format: z.literal(2),
  merchant: z.string(),
  operation: z.string(),
  inputs: z.record(z.string(), JsonValue),
  exchanges: z.array(
    z.object({
      request: z.object({
        method: z.string(),
        url: z.string(),
        headers: z.array(z.string()),
        body: JsonValue.optional(),
      }),
      answer: Answer,
    }),
  ),
  outcome: z.object({ is: z.string(), code: z.string() }),
});

/** A recording. */
export type Recording = z.infer<typeof Recording>;

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
  if (!parsed.success) throw new OrderlyError('recording_unreadable', `${file} is not a recording of a call`);
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

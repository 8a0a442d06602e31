/** Plays a recording back: its answers come in their order, whatever is asked. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { OrderlyError } from '../../errors/orderly-error.js';
import type { HttpClient } from '../../http/client.js';
import type { Json, JsonObject } from '../../json.js';

const Answer = z.union([
  z.object({ failed: z.string() }),
  z.object({ status: z.number(), contentType: z.string(), body: z.json() }),
]);
const Recording = z.object({
  format: z.literal(1),
  inputs: z.record(z.string(), z.json()),
  exchanges: z.array(z.object({ answer: Answer })),
});

/** A recording: what was asked, and a network that gives its answers. */
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
  const { inputs, exchanges } = parsed.data;
  const answers = exchanges.map(({ answer }) => answer);
  return {
    inputs: inputs, // the schema is JSON
    network: {
      send() {
        const next = answers.shift();
        if (next === undefined || 'failed' in next) return Promise.resolve({ is: 'cut', code: 'answer_cut' });
        const headers = { 'content-type': next.contentType };
        return Promise.resolve({
          is: 'response',
          status: next.status,
          headers,
          body: bytesOf(next.body as Json),
        });
      },
      [Symbol.dispose]: () => undefined,
    },
  };
}

/** JSON was recorded as such, everything else as its text. */
const bytesOf = (body: Json): Buffer => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

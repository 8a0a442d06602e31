/** A case that can be shared: requests and answers whose secrets are gone and whose texts are others of the same shape. */
import { writeFile } from 'node:fs/promises';
import type { JsonObject } from '../../json.js';
import type { SeenCall } from './caller.js';
import { shown } from './exchange-text.js';
import type { KnownSecrets } from './mask.js';
import { Pseudonyms } from './pseudonyms.js';

/** A call to record. */
export interface RecordedCall {
  merchant: string;
  operation: string;
  inputs: JsonObject;
  seen: SeenCall;
}

/** Writes a recording; `format` is its version. */
export async function writeRecording(
  file: string,
  { merchant, operation, inputs, seen }: RecordedCall,
  secrets: KnownSecrets,
): Promise<void> {
  const names = new Pseudonyms();
  const exchanges = seen.exchanges.map((exchange) => {
    const { request, answer } = shown(exchange, secrets);
    return {
      request: {
        method: request.method,
        url: names.url(request.url),
        headers: Object.keys(request.headers),
        ...(request.body === undefined ? {} : { body: names.body(request.body) }),
      },
      answer:
        'failed' in answer
          ? answer
          : {
              status: answer.status,
              contentType: answer.headers['content-type'] ?? '',
              body: names.body(answer.body),
            },
    };
  });
  const recording = {
    format: 1,
    merchant,
    operation,
    inputs: names.json(inputs),
    exchanges,
    outcome: seen.attempt.is,
  };
  await writeFile(file, `${JSON.stringify(recording, undefined, 2)}\n`);
}

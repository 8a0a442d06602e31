/** Which result means that there is nothing, and when an amount does: as the operation declares it, never by a guess. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { Json } from '../../../src/contracts/json.js';
import { readMerchantFile } from '../../../src/merchants/merchant-file.js';
import { catalogue } from '../../../src/commerce/index.js';
import type { Fields } from '../../../src/commerce/operation.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { connectionFile } from './support/called.js';

test('every search of the product declares what nothing is called, and it needs no outputs', () => {
  const declared = [...catalogue.values()].flatMap(({ name, empty, results }) =>
    empty === undefined ? [] : [[name, empty, neededIn(results[empty] ?? { missing: z.string() })]],
  );
  expect(declared).toEqual(
    expect.arrayContaining([
      ['orders.get', 'not_found', []],
      ['orders.find', 'none', []],
      ['payments.quote_refund', 'nothing_left', []],
      ['payments.refund_status', 'none', []],
      ['shipments.track', 'not_found', []],
    ]),
  );
  expect(declared.filter(([, , outputs]) => (outputs?.length ?? 0) > 0)).toEqual([]);
});

/** Outputs that must be there. */
const neededIn = (outputs: Fields): string[] =>
  Object.entries(outputs).flatMap(([name, schema]) => (schema instanceof z.ZodOptional ? [] : [name]));

const ACME = `merchant: acme
zone: Europe/Berlin
handover: { default: service }
custom:
  operations:
    gifts.get_card:
      inputs: { code: text }
      outputs: { result: { found: { amount: money }, no_card: {} } }
      effect: read
      privacy: none
    gifts.get_state:
      inputs: { code: text }
      outputs: { result: { found: { words: text }, locked: {}, gone: {} } }
      effect: read
      privacy: none
`;
const { vocabulary } = readMerchantFile('merchant.yaml', ACME, { now: 0 }).config!;

async function asked(operation: string, rules: string, answer: Json): Promise<Attempt | string[]> {
  await using server = await serve((_hit, response) => {
    answerJson(response, 200, answer);
  });
  const { connection, issues } = buildConnection({
    file: 'shop.yaml',
    text: connectionFile(
      server.url,
      `  ${operation}:\n    request: { path: "/\${inputs.code}" }\n    none: { path: $.error, is: NONE }\n${rules}`,
    ),
    vocabulary,
    secrets: () => undefined,
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  if (!connection) return issues.map(({ code, path }) => `${code} ${path}`);
  return await connection.attempt({ operation, inputs: { code: 'g1' } });
}

describe("a merchant's own operation", () => {
  const CARD = '    fields: { amount: { minor: $.cents, currency: EUR } }\n';

  test.each([0, -5, 5])('with an amount of %i has found something', async (cents) => {
    expect(await asked('gifts.get_card', CARD, { cents })).toEqual({
      is: 'done',
      result: 'found',
      outputs: { amount: { minor: cents, currency: 'EUR' } },
    });
  });

  test('has found nothing when its connection says so, by the one result that carries nothing', async () => {
    const attempt = await asked('gifts.get_card', CARD, { error: 'NONE' });
    expect(attempt).toEqual({ is: 'done', result: 'no_card', outputs: {} });
  });

  test('with two such results has none for finding nothing', async () => {
    const came = await asked('gifts.get_state', '    fields: { words: $.words }\n', {});
    expect(came).toEqual(['connection_result_unknown operations.gifts.get_state.none']);
  });
});

/** Each mistake that a call shows gives one cause: the true one, at its place in the file, with what to write. */
import { describe, expect, test } from 'vitest';
import { explained } from '../../../src/cli/call/explain.js';
import { CallTrace } from '../../../src/cli/call/caller.js';
import { catalogue } from '../../../src/commerce/index.js';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import type { Issue } from '../../../src/contracts/issue.js';
import { serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { readDocument } from '../../../src/flows/yaml/document.js';
import { answers, type CallMistake, order, rightFile } from './at-call.js';
import { logins } from './at-log-in.js';
import { settings } from './at-setting.js';

const inputsOf: Readonly<Record<string, JsonObject>> = {
  'orders.cancel': { order: { ref: 'o-7', number: '7' } },
  'orders.find': { email: 'a@b.example' },
};

/** What is said of a call. */
async function said({
  change = [],
  operation = 'orders.get',
  answers: given,
}: Omit<CallMistake, 'is' | 'code' | 'at' | 'says'>) {
  await using server = await serve((hit, response) => {
    const answer = given?.(hit.url, response.req) ?? { body: JSON.stringify(order) };
    response.writeHead(answer.status ?? 200, { connection: 'close', ...answer.headers }).end(answer.body);
  });
  const text = change
    .reduce((changed, [right, wrong]) => {
      expect(changed).toContain(right);
      return changed.replace(right, () => wrong);
    }, rightFile)
    .replaceAll('BASE', server.url);
  return await told(text, operation);
}

async function told(text: string, operation: string, siblings = {}): Promise<Issue[]> {
  const trace = new CallTrace();
  const built = buildConnection({
    ...{
      file: 'shop.yaml',
      text,
      secrets: () => 'S3cr3t',
      egressAllow: ['127.0.0.1'],
      tokens: memoryTokens(),
    },
    ...{ trace, log: trace.event, ...siblings },
  });
  expect(built.issues).toEqual([]);
  const inputs = inputsOf[operation] ?? { number: '7' };
  const attempt = await built.connection!.attempt({ operation, inputs, idempotencyKey: 'k' });
  const { document } = readDocument('shop.yaml', text, { aliases: true });
  return explained(
    { attempt, ...trace.take() },
    {
      operation: catalogue.get(operation)!,
      binding: built.connection!.bindings.get(operation)!,
      currency: 'EUR',
      document,
    },
  );
}

test('a call that comes out as it should is explained no further', async () => {
  expect(await said({})).toEqual([]);
  const find = {
    operation: 'orders.find',
    answers: () => ({
      body: JSON.stringify({ data: [order, { ...order, id: '8', buyer: { mail: 'c@d.example' } }] }),
    }),
  };
  // A list that the system does not filter is no mistake where to find the customer's in it.
  expect(await said(find)).toEqual([]);
});

describe.each(Object.entries({ answers, settings, logins }))('%s', (_kind, mistakes) => {
  test.each(mistakes.map((mistake) => [mistake.is, mistake] as const))('%s', async (_name, mistake) => {
    const issues = await said(mistake);
    expect(issues.map(({ code }) => code)).toEqual([mistake.code]);
    const [{ source = '', column, message, hint } = { column: 1, message: '', hint: '' }] = issues;
    expect(source.slice(column - 1).startsWith(mistake.at)).toBe(true);
    for (const part of mistake.says) expect(`${message} ${hint}`).toContain(part);
    expect(`${message} ${hint}`).not.toContain('S3cr3t');
  });
});

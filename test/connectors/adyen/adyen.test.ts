/** The connector for Adyen at a simulator of it: requests by its published description, lost answers, one act for a key. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt, Connection, OperationCall } from '../../../src/connectors/connector.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { refundReasons } from '../../../src/contracts/refund-reason.js';
import { conformanceFile, whyNoData } from '../../peers/conformance-data.js';
import { answerJson, type Hit, serve } from '../../support/hostile-server.js';
import '../../support/fixed-seed.js';
import { howMany } from '../../support/how-much.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { type Adyen, startAdyen } from './simulator.js';

const data = 'specs/adyen/CheckoutService-v72.json';
const why = whyNoData(data);
const withData = why === undefined ? describe : describe.skip;

const order = (paymentRef: string, number = '1001'): JsonObject => ({ ref: 'o-1', number, paymentRef });
const refund = (paymentRef: string, more: JsonObject = {}): JsonObject => ({
  ...{ order: order(paymentRef), amount: { minor: 500, currency: 'EUR' }, reason: 'damaged' },
  ...more,
});

function connect(url: string, secrets: Readonly<Record<string, string>> = {}, auth?: string): Connection {
  const { connection, issues } = buildConnection({
    file: 'psp.yaml',
    text: `connection: psp\nconnector: adyen\nparameters: { merchantAccount: AcmeECOM, prefix: test }\nbaseUrl: ${url}\nauth: ${auth ?? "{ scheme: api-key, key: '${secret.KEY}' }"}\nevents: { secret: '\${secret.HOOK}' }\negress: { allow: [127.0.0.1] }\n`,
    secrets: (name) => ({ KEY: 'k', HOOK: '00', ...secrets })[name],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  return connection!;
}

/** The writes, each with what is sent and where. */
const writes = [
  { operation: 'payments.refund', path: 'refunds', inputs: (ref: string) => refund(ref) },
  {
    ...{ operation: 'orders.cancel', path: 'reversals' },
    inputs: (ref: string): JsonObject => ({ order: order(ref), reason: 'changed_mind' }),
  },
] as const;

describe('at the simulator', () => {
  let adyen: Adyen;
  let connection: Connection;
  let payments = 0;
  beforeAll(async () => {
    adyen = await startAdyen();
    connection = connect(adyen.url, { KEY: adyen.apiKey });
  });
  afterAll(async () => {
    await adyen[Symbol.asyncDispose]();
  });

  const pays = (value = 2_000): string => {
    const payment = `99361789490${String((payments += 1)).padStart(5, '0')}`;
    adyen.pays(payment, { value, currency: 'EUR' });
    return payment;
  };
  const act = (operation: string, inputs: JsonObject, more: Partial<OperationCall> = {}): Promise<Attempt> =>
    connection.attempt({ operation, inputs, idempotencyKey: 'k1', ...more });
  const doneOn = (payment: string) => adyen.ledger.filter((one) => one.payment === payment);

  test.each(writes)('$operation is only promised, once for a key', async ({ operation, inputs }) => {
    const payment = pays();
    const key = { idempotencyKey: `once-${operation}` };
    const first = await act(operation, inputs(payment), key);
    expect(first).toEqual({ is: 'accepted', reference: expect.stringMatching(/^ADYEN\d{11}$/) });
    expect(await act(operation, inputs(payment), { ...key, repeated: true })).toEqual(first);
    expect(doneOn(payment)).toMatchObject([{ key: key.idempotencyKey, reference: '1001' }]);
  });

  test.each(writes)('$operation whose answer is lost is done once', async ({ operation, inputs }) => {
    const payment = pays();
    const key = { idempotencyKey: `lost-${operation}` };
    adyen.fail('cut', 'cut');
    for (const repeated of [false, true])
      expect(await act(operation, inputs(payment), { ...key, repeated })).toMatchObject({ is: 'unclear' });
    expect(await act(operation, inputs(payment), { ...key, repeated: true })).toMatchObject({
      is: 'accepted',
    });
    expect(doneOn(payment)).toHaveLength(1);
  });

  test.each(writes)('attempts of $operation that overlap do it once', async ({ operation, inputs }) => {
    const payment = pays();
    const key = { idempotencyKey: `both-${operation}` };
    const came = await Promise.all([1, 2, 3].map(() => act(operation, inputs(payment), key)));
    const again = await act(operation, inputs(payment), { ...key, repeated: true });
    expect(again).toMatchObject({ is: 'accepted' });
    // While the first is under way, Adyen sends the others away.
    for (const one of came) if (one.is !== 'unclear') expect(one).toEqual(again);
    expect(doneOn(payment)).toHaveLength(1);
  });

  test.each(['busy', 'down', 'transient'] as const)(
    '%s: it is sent again by the same key, and never taken for a no',
    async (fault) => {
      const payment = pays();
      adyen.fail(fault);
      const key = { idempotencyKey: `again-${fault}` };
      const came = await act('payments.refund', refund(payment), key);
      expect(came).toMatchObject({ is: 'unclear', code: 'not_now' });
      const again = { ...key, repeated: true };
      expect(await act('payments.refund', refund(payment), again)).toMatchObject({ is: 'accepted' });
      expect(doneOn(payment)).toHaveLength(1);
    },
  );

  test('two equal refunds of one order are two, by their keys', async () => {
    const payment = pays();
    for (const idempotencyKey of ['part-1', 'part-2'])
      expect(await act('payments.refund', refund(payment), { idempotencyKey })).toMatchObject({
        is: 'accepted',
      });
    expect(doneOn(payment)).toHaveLength(2);
  });

  test('what it turns down is refused, in its words', async () => {
    const unknown = await act('payments.refund', refund('8888888888888888'), { idempotencyKey: 'r1' });
    expect(unknown).toMatchObject({ is: 'refused', code: 'not_refundable', message: /Original pspRef/ });
    const dollars = refund(pays(), { amount: { minor: 500, currency: 'USD' } });
    expect(await act('payments.refund', dollars, { idempotencyKey: 'r2' })).toMatchObject({
      ...{ is: 'refused', code: 'not_refundable' },
    });
    const cancel = { order: order('8888888888888888'), reason: 'late' };
    expect(await act('orders.cancel', cancel, { idempotencyKey: 'r3' })).toMatchObject({
      ...{ is: 'refused', code: 'not_cancellable' },
    });
  });

  test('an order without the id of its payment is refused, and nothing is sent', async () => {
    const before = adyen.ledger.length;
    const inputs = { ...refund(''), order: { ref: 'o-1', number: '1001' } };
    expect(await act('payments.refund', inputs)).toMatchObject({ is: 'refused', code: 'input_unusable' });
    expect(adyen.ledger).toHaveLength(before);
  });

  test('a wrong key is no refusal of the refund', async () => {
    const stranger = connect(adyen.url, { KEY: 'another' });
    const call = { operation: 'payments.refund', inputs: refund(pays()), idempotencyKey: 'k9' };
    expect(await stranger.attempt(call)).toMatchObject({ is: 'later', code: 'unauthorized' });
  });
});

interface Description {
  paths: Record<string, { post: { requestBody: unknown; responses: Record<string, unknown> } }>;
  components: { examples: Record<string, { value: JsonObject }> };
}

withData(`by Adyen’s description${why === undefined ? '' : ` (${why})`}`, () => {
  const description = (): Description =>
    JSON.parse(readFileSync(conformanceFile(data) ?? '', 'utf8')) as Description;

  /** What is wrong with the body of a request, by the description of its path. */
  function judge(): (hit: Hit) => string[] {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(description(), 'adyen');
    return ({ method, url, body, headers }) => {
      const [, kind = ''] = /^\/payments\/[A-Z0-9]{16}\/(\w+)$/.exec(url) ?? [];
      const path = `#/paths/~1payments~1%7BpaymentPspReference%7D~1${kind}/post/requestBody/content`;
      const isKnown = method === 'POST' && ['refunds', 'reversals'].includes(kind);
      if (!isKnown) return [`${method} ${url}`];
      const check = ajv.getSchema(`adyen${path}/application~1json/schema`)!;
      const key = String(headers['idempotency-key'] ?? '');
      return [
        ...(check(JSON.parse(body)) === true ? [] : [ajv.errorsText(check.errors)]),
        ...(key.length > 0 && key.length <= 64 ? [] : ['Idempotency-Key']),
        ...(/"reference":"[^"]{0,80}"/.test(body) ? [] : ['reference']),
      ];
    };
  }

  test('every request is right, whatever is asked', async () => {
    await using server = await serve((_hit, response) => {
      answerJson(response, 201, { status: 'received', pspReference: '993617894906488A' });
    });
    const connection = connect(server.url);
    const key = '37ca9c97-d1d1-4c62-89e8-706891a563ed';
    const variations = [
      ...refundReasons.map((reason) => ({ reason })),
      { amount: { minor: 1, currency: 'JPY' } },
      { amount: { minor: 123_456_789, currency: 'KWD' } },
      { order: order('993617894903480A', '#1001-ä"\\') },
    ];
    const cancels = refundReasons.map((reason) => ({ order: order('993617894903480A'), reason }));
    const calls = [
      ...variations.map((more) => ['payments.refund', refund('993617894903480A', more)] as const),
      ...cancels.map((inputs) => ['orders.cancel', inputs] as const),
    ];
    for (const [operation, inputs] of calls)
      expect(await connection.attempt({ operation, inputs, idempotencyKey: key })).toMatchObject({
        is: 'accepted',
      });
    const wrong = judge();
    expect(server.hits).toHaveLength(calls.length);
    expect(server.hits.flatMap(wrong)).toEqual([]);
    const [hit] = server.hits;
    const bad = { ...hit!, body: hit!.body.replace('"value":500', '"value":"5.00"') };
    expect(wrong(bad)).not.toEqual([]);
    expect(wrong({ ...hit!, url: '/payments/x/refunds' })).not.toEqual([]);
  });

  const answered = async (status: number, body: unknown, operation: string): Promise<Attempt> => {
    await using server = await serve((_hit, response) => {
      answerJson(response, status, body);
    });
    const { inputs } = writes.find((one) => one.operation === operation)!;
    const call = { operation, inputs: inputs('993617894903480A'), idempotencyKey: 'k1' };
    return await connect(server.url).attempt(call);
  };

  test.each(writes)('every official answer to $operation is understood', async ({ operation, path }) => {
    const { examples } = description().components;
    const said = Object.entries(examples).filter(
      ([name]) => name.includes(`-${path}-`) && /-201$/.test(name),
    );
    expect(said).toHaveLength(1);
    const [, { value }] = said[0]!;
    const reference = value['pspReference'];
    expect(await answered(201, value, operation)).toEqual({ is: 'accepted', reference });
    const errors = [400, 401, 403, 422, 500].map((status) => [status, examples[`generic-${status}`]!.value]);
    const came = await Promise.all(
      errors.map(([status, body]) => answered(status as number, body, operation)),
    );
    expect(came.map(({ is }) => is)).toEqual(['refused', 'later', 'refused', 'refused', 'unclear']);
  });

  test('whatever else it says, nothing is taken for done, and nothing throws', async () => {
    const { examples } = description().components;
    const known = Object.values(examples).map(({ value }) => value);
    const member = fc.oneof(fc.jsonValue(), fc.constantFrom('received', '704', '', null, 0, [], {}));
    const body = fc.oneof(
      fc.jsonValue(),
      fc
        .tuple(fc.constantFrom(...known), fc.dictionary(fc.constantFrom(...names(known)), member))
        .map(([example, changes]) => ({ ...example, ...changes })),
    );
    let next: { status: number; body: unknown } = { status: 201, body: {} };
    await using server = await serve((_hit, response) => {
      answerJson(response, next.status, next.body);
    });
    const connection = connect(server.url);
    const call = { operation: 'payments.refund', inputs: refund('993617894903480A'), idempotencyKey: 'k1' };
    const statuses = fc.constantFrom(200, 201, 400, 403, 409, 422, 500, 503);
    await fc.assert(
      fc.asyncProperty(statuses, body, async (status, said) => {
        next = { status, body: said };
        const came = await connection.attempt(call);
        const isPromise = status < 300 && came.is === 'accepted';
        if (isPromise) expect(said).toMatchObject({ status: 'received' });
        else expect(['refused', 'unclear', 'later', ...(isDone(said) ? ['done'] : [])]).toContain(came.is);
      }),
      { numRuns: howMany(200, 2_000) },
    );
  });
});

const names = (values: readonly JsonObject[]): string[] => [...new Set(values.flatMap(Object.keys))];

const isDone = (said: unknown): boolean => JSON.stringify(said).includes('"status":"done"');

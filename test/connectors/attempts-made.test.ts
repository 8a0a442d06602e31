/** Each attempt is told with its outcome, code, status and time: in the log where it matters, in metrics always. */
import { expect, test } from 'vitest';
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { Connection } from '../../src/connectors/connector.js';
import type { AttemptMade } from '../../src/connectors/operator-events.js';
import { attemptLog } from '../../src/merchants/publish-merchants.js';
import { testMetrics } from '../support/test-metrics.js';
import { answerJson, serve } from '../support/hostile-server.js';
import { memoryTokens } from '../support/memory-tokens.js';

const OPERATIONS = `  orders.cancel:
    chain:
      - id: read
        request: { method: GET, path: "/orders/\${inputs.order.ref}" }
        take: { version: $.id }
    request: { method: POST, path: "/orders/\${chain.read.version}/cancel" }
    idempotency: none
    success: { status: 200 }
  orders.get:
    request: { path: "/orders/\${inputs.number}" }
    fields: { ref: $.id, number: $.no, status: { value: open } }
  payments.refund:
    request: { path: /refunds, body: { cents: "\${inputs.amount.minor}" } }
    idempotency: none
    refusal: { path: $.error, values: { TOO_MUCH: amount_too_high } }
    fields: { refundRef: $.id }
`;

function shopAt(url: string, attempted: (made: AttemptMade) => void = () => undefined): Connection {
  const { connection } = buildConnection({
    file: 'shop.yaml',
    text: `connection: shop\nconnector: declarative\nbaseUrl: ${url}\nlimits: { timeout: 1s }\negress: { allow: [127.0.0.1] }\noperations:\n${OPERATIONS}`,
    secrets: () => undefined,
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
    attempted,
  });
  return connection!;
}

test('a write hears of the status of each of its requests in turn, and of one that had no answer', async () => {
  await using server = await serve(({ url }, response) => {
    if (url === '/orders/7') answerJson(response, 200, { id: 'v1' });
  });
  const connection = shopAt(server.url);
  const heard: (number | undefined)[] = [];
  const answered = (status: number | undefined): number => heard.push(status);
  const order = { ref: '7' };
  await connection.attempt({ operation: 'orders.cancel', inputs: { order }, answered });
  expect(heard).toEqual([200, undefined]);
});

test('a write is a line and counted, a read is a line when it came to nothing', async () => {
  let next: [number, object] | 'silence' = 'silence';
  await using server = await serve((_hit, response) => {
    if (next !== 'silence') answerJson(response, ...next);
  });
  const lines: object[] = [];
  const metrics = testMetrics();
  const write = attemptLog('acme', { info: (fields) => lines.push(fields), error: () => undefined }, metrics);
  const made: AttemptMade[] = [];
  const connection = shopAt(server.url, (each) => {
    made.push(each);
    write(each);
  });
  const read = () => connection.attempt({ operation: 'orders.get', inputs: { number: '7' } });
  const amount = { minor: 100, currency: 'EUR' };
  const refund = () => connection.attempt({ operation: 'payments.refund', inputs: { amount } });

  await read();
  next = [200, { id: 'r', no: '7' }];
  await read();
  next = [201, { id: 'R1' }];
  await refund();
  next = [422, { error: 'TOO_MUCH', canary: 'CANARY' }];
  await refund();
  next = [502, {}];
  await refund();

  const shop = { connection: 'shop', ms: expect.any(Number) };
  const [orders, payment] = [
    { ...shop, operation: 'orders.get', effect: 'read' },
    { ...shop, operation: 'payments.refund', effect: 'money' },
  ];
  const wanted = [
    { ...orders, outcome: 'later', code: 'timed_out' },
    { ...orders, outcome: 'done', status: 200 },
    { ...payment, outcome: 'done', status: 201 },
    { ...payment, outcome: 'refused', code: 'amount_too_high', status: 422 },
    { ...payment, outcome: 'unclear', code: 'system_error', status: 502 },
  ];
  expect(made).toEqual(wanted);
  expect(lines).toEqual(
    wanted.filter((_, index) => index !== 1).map((each) => ({ merchant: 'acme', ...each })),
  );
  expect(JSON.stringify(lines)).not.toContain('CANARY');
  expect(await metrics.registry.getSingleMetricAsString('orderly_attempt_duration_seconds')).toContain(
    'orderly_attempt_duration_seconds_count{connection="shop",operation="payments.refund",outcome="refused"} 1',
  );
});

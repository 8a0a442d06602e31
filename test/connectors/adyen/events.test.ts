/** What Adyen tells by webhook: signed item by item, and read in business words. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEvents, checkConnection } from '../../../src/connectors/build-connection.js';
import type { ConnectionEvents, ReadEvent, TakenRequest } from '../../../src/connectors/connection-events.js';
import { conformanceFile, whyNoData } from '../../peers/conformance-data.js';
import { type Adyen, type AdyenItem, startAdyen } from './simulator.js';

const data = 'specs/adyen/Webhooks-v1.json';
const why = whyNoData(data);

const use = (more: string): string =>
  `connection: psp\nconnector: adyen\nparameters: { merchantAccount: AcmeECOM, prefix: test }\nauth: { scheme: api-key, key: '\${secret.KEY}' }\n${more}`;

const item = (eventCode: string, more: Partial<AdyenItem> = {}): AdyenItem => ({
  ...{ pspReference: '993617894906488A', originalReference: '993617894903480A', eventCode },
  ...{ merchantAccountCode: 'AcmeECOM', merchantReference: '1001', success: 'true', reason: '' },
  ...{ amount: { value: 500, currency: 'EUR' }, eventDate: '2026-11-01T10:00:00+01:00', ...more },
});

describe('webhooks of Adyen', () => {
  let adyen: Adyen;
  let events: ConnectionEvents;
  beforeAll(async () => {
    adyen = await startAdyen();
    const built = buildEvents({
      ...{ file: 'psp.yaml', text: use("events: { secret: '${secret.HOOK}' }\n"), egressAllow: [] },
      secrets: () => adyen.hmacKey,
    });
    events = built!.events;
  });
  afterAll(async () => {
    await adyen[Symbol.asyncDispose]();
  });

  const take = (body: string): Promise<TakenRequest> =>
    events.take({ headers: { 'content-type': 'application/json' }, body: Buffer.from(body) }, 0);
  const read = async (...items: AdyenItem[]): Promise<(ReadEvent | undefined)[]> => {
    const taken = await take(adyen.signed(...items));
    if (taken.is !== 'taken') throw new Error(taken.is);
    return taken.items.map((one) => events.read(one.item));
  };

  test('say how a refund came out, that one has come back, and how a reversal came out', async () => {
    const told = await read(
      item('REFUND'),
      item('REFUND', { success: 'false', reason: 'Insufficient balance on payment' }),
      item('REFUND_FAILED'),
      item('REFUNDED_REVERSED'),
      item('CANCEL_OR_REFUND', { additionalData: { 'modification.action': 'cancel' } }),
      item('CANCEL_OR_REFUND', { success: 'false' }),
    );
    const ref = '993617894906488A';
    const refused = { code: 'not_refundable', orderNumber: '1001' };
    expect(told).toEqual([
      { kind: 'payments.refund_settled', ref, outcome: 'done', fields: refused },
      { kind: 'payments.refund_settled', ref, outcome: 'refused', fields: refused },
      { kind: 'payments.refund_failed', ref, fields: { code: 'refund_failed', orderNumber: '1001' } },
      { kind: 'payments.refund_failed', ref, fields: { code: 'refunded_reversed', orderNumber: '1001' } },
      {
        ...{ kind: 'orders.cancel_settled', ref, outcome: 'done' },
        fields: { code: 'not_cancellable', number: '1001' },
      },
      {
        ...{ kind: 'orders.cancel_settled', ref, outcome: 'refused' },
        fields: { code: 'not_cancellable', number: '1001' },
      },
    ]);
  });

  test('others are kept and tell nothing', async () => {
    const others = ['AUTHORISATION', 'CAPTURE', 'CHARGEBACK', 'REPORT_AVAILABLE'].map((code) => item(code));
    const failed = item('REFUND_FAILED', { success: 'false' });
    expect(await read(...others, failed)).toEqual(Array(5).fill(undefined));
    expect(events.answer).toBe('[accepted]');
  });

  test('one forged item, and nothing of its request is taken', async () => {
    const body = adyen.signed(item('REFUND'), item('REFUND', { pspReference: 'ADYEN00000000001' }));
    expect(await take(body)).toMatchObject({ is: 'taken' });
    expect(await take(body.replace('ADYEN00000000001', 'ADYEN00000000002'))).toEqual({ is: 'forged' });
  });

  (why === undefined ? test : test.skip)(
    `every published example is read${why === undefined ? '' : ` (${why})`}`,
    async () => {
      const { components } = JSON.parse(readFileSync(conformanceFile(data) ?? '', 'utf8')) as {
        components: { examples: Record<string, { value: { notificationItems?: object[] } }> };
      };
      const items = Object.values(components.examples).flatMap(({ value }) =>
        (value.notificationItems ?? []).map(
          (one) => (one as { NotificationRequestItem: AdyenItem }).NotificationRequestItem,
        ),
      );
      expect(items.length).toBeGreaterThan(35);
      const told = await read(...items);
      const kinds = items.flatMap(({ eventCode }, index) => (told[index] ? [eventCode] : []));
      expect([...new Set(kinds)].sort()).toEqual([
        ...['CANCEL_OR_REFUND', 'REFUND', 'REFUNDED_REVERSED', 'REFUND_FAILED'],
      ]);
    },
  );
});

test('without the secret of webhooks, nothing that they alone settle can be bound', () => {
  const told = (more: string): string[] =>
    checkConnection({ file: 'psp.yaml', text: use(more) }).issues.map(
      ({ file, line, message }) => `${file}:${line} ${message}`,
    );
  expect(told('')).toEqual([
    'psp.yaml:2 Adyen reports the outcome of `payments.refund`, `orders.cancel` only by webhook.',
  ]);
  expect(told('without: [orders.cancel]\n')).toEqual([
    expect.stringContaining('`payments.refund` only by webhook'),
  ]);
  expect(told('without: [payments, orders]\n')).toEqual([]);
});

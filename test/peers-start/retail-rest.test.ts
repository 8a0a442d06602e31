/** The REST desk is a shop: it answers, refuses under 200, pages by Link, books once, and ends. */
import { describe, expect, test } from 'vitest';
import { isRunning } from '../peers/child.js';
import { type RetailRest, startRetailRest, whyNoRetailRest } from '../peers/retail-rest/start.js';

const why = whyNoRetailRest();
const when = why === undefined ? describe : describe.skip;

interface Answer {
  status: number;
  headers: Headers;
  body: { ok?: boolean; data?: unknown; err?: { code: string; limit?: unknown }; message?: string };
}

async function ask(
  desk: RetailRest,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(desk.url + path, {
    method,
    headers: { 'x-desk-key': desk.apiKey, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer['body'],
  };
}

when(`the REST desk over the retail book${why === undefined ? '' : ` (${why})`}`, () => {
  test('answers an order to who has the key, and leaves no process', async () => {
    let pid = 0;
    {
      await using desk = await startRetailRest();
      pid = desk.pid;
      const { status, body } = await ask(desk, 'GET', '/api/orders/W2611340?expand=customer');
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        invoice: '#W2611340',
        state: 'processed',
        total: { minor: 53_665, currency: 'USD' },
        customer: { email: expect.stringContaining('@') },
        lines: [{ parcel: 0 }, { parcel: 0 }],
      });
      const refused = await ask(desk, 'GET', '/api/orders/W2611340', undefined, { 'x-desk-key': 'wrong' });
      expect(refused).toMatchObject({ status: 401, body: { message: 'X-Desk-Key?' } });
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });

  test('finds a customer by e-mail, and pages the orders by Link', async () => {
    await using desk = await startRetailRest();
    const order = await ask(desk, 'GET', '/api/orders/W3168895?expand=customer');
    const { email } = (order.body.data as { customer: { email: string } }).customer;
    const found = await ask(desk, 'GET', `/api/customers?email=${email.toUpperCase()}`);
    const [customer] = found.body.data as { orders: { href: string } }[];
    const seen: unknown[] = [];
    let next = customer?.orders.href;
    while (next !== undefined) {
      const { body, headers } = await ask(desk, 'GET', next);
      seen.push(...(body.data as unknown[]));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toHaveLength(6);
    expect((await ask(desk, 'GET', '/api/customers?email=nobody@example.org')).body.data).toEqual([]);
  });

  test('refuses under 200, and cancels once', async () => {
    await using desk = await startRetailRest();
    const cancel = (): Promise<Answer> =>
      ask(desk, 'POST', '/api/orders/W5918442/cancellation', { reason: 'no longer needed' });
    expect((await cancel()).body).toMatchObject({ ok: true, data: { state: 'cancelled' } });
    expect(await cancel()).toMatchObject({
      status: 200,
      body: { ok: false, err: { code: 'cancel.already' } },
    });
    const unknown = await ask(desk, 'GET', '/api/orders/W0000000');
    expect(unknown).toMatchObject({ status: 200, body: { ok: false, err: { code: 'order.unknown' } } });
    expect((await desk.ledger()).cancellations).toHaveLength(1);
  });

  test('books a refund once for each key, also where its answer is lost', async () => {
    await using desk = await startRetailRest();
    const refund = (minor: number, key?: string): Promise<Answer> =>
      ask(
        desk,
        'POST',
        '/api/orders/W4817420/refunds',
        { amount: { minor, currency: 'USD' } },
        key === undefined ? {} : { 'idempotency-key': key },
      );
    await desk.trouble('lost');
    await expect(refund(100, 'k1')).rejects.toThrow();
    const again = await refund(100, 'k1');
    expect(again).toMatchObject({ status: 200, body: { ok: true, data: { id: 'rf_1001' } } });
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(await refund(101, 'k1')).toMatchObject({
      status: 422,
      body: { err: { code: 'idempotency.reused' } },
    });
    expect(await refund(100)).toMatchObject({ status: 400, body: { err: { code: 'idempotency.missing' } } });
    expect((await refund(99_999_999, 'k2')).body.err).toMatchObject({
      code: 'refund.too_high',
      limit: { currency: 'USD' },
    });
    expect((await desk.ledger()).refunds).toMatchObject([{ cents: 100, key: 'k1', repeats: 1 }]);
  });

  test('takes back and exchanges what was delivered, and moves what has not left', async () => {
    await using desk = await startRetailRest();
    const order = async (id: string): Promise<{ lines: { sku: string; product: string }[] }> =>
      (await ask(desk, 'GET', `/api/orders/${id}`)).body.data as never;
    const [line] = (await order('W4817420')).lines;
    const product = await ask(desk, 'GET', `/api/products/${line?.product}`);
    const { variants } = product.body.data as { variants: { sku: string; available: boolean }[] };
    const take = variants.find(({ sku, available }) => available && sku !== line?.sku)?.sku;
    const swap = { swap: [{ give: line?.sku, take }] };
    expect((await ask(desk, 'POST', '/api/orders/W4817420/exchanges', swap)).status).toBe(201);
    const [back] = (await order('W6304490')).lines;
    const returned = await ask(desk, 'POST', '/api/orders/W6304490/returns', { skus: [back?.sku] });
    expect(returned.body.data).toMatchObject({ rma: 'RMA-W6304490', state: 'return requested' });
    const place = {
      street: ['1 New St', ''],
      town: 'Austin',
      region: 'TX',
      postcode: '73301',
      country: 'USA',
    };
    expect((await ask(desk, 'PUT', '/api/orders/W5918442/ship-to', place)).body.data).toEqual(place);
    const late = await ask(desk, 'PUT', '/api/orders/W4817420/ship-to', place);
    expect(late.body.err?.code).toBe('ship-to.too_late');
  });

  test('lets trouble in: 429 with its own header, a page under 503, half a JSON under 200', async () => {
    await using desk = await startRetailRest();
    await desk.trouble('busy');
    const busy = await ask(desk, 'GET', '/api/orders/W2611340');
    expect([busy.status, busy.headers.get('x-desk-wait-ms')]).toEqual([429, '300']);
    await desk.trouble('down');
    await expect(ask(desk, 'GET', '/api/orders/W2611340')).rejects.toThrow(/JSON/);
    await desk.trouble('broken');
    await expect(ask(desk, 'GET', '/api/orders/W2611340')).rejects.toThrow(/JSON/);
    expect((await ask(desk, 'GET', '/api/orders/W2611340')).status).toBe(200);
  });
});

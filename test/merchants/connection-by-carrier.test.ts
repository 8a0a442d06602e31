/** Operations on parcels that several carriers' connections share: who is asked, who answers, and what a file has wrong. */
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/commerce/index.js';
import type { Attempt, Binding, Connection } from '../../src/connectors/connector.js';
import { assembleMerchant, type AssembledMerchant } from '../../src/merchants/assemble-merchant.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import { answerJson, serve } from '../support/hostile-server.js';
import { connectCarrier } from '../connectors/carriers/system.js';
import { trackOnce } from '../connectors/carriers/track-once.js';
import { shipped } from '../flows/support/demo.js';

const shop = 'orders.get orders.find returns.quote returns.find';

/** A connection that answers what it is said to, and keeps what it was asked. */
function connection(name: string, operations: string, answers: readonly Attempt[] = []): Connection {
  const left = [...answers];
  const bindings = operations.split(' ').map((operation): [string, Binding] => [
    operation,
    {
      ...{ connection: name, operation, target: '', timeoutMs: 1, idempotency: { kind: 'none' } },
      effect: catalogue.get(operation)!.effect,
    },
  ]);
  return {
    name,
    bindings: new Map(bindings),
    attempt: () => Promise.resolve(left.shift() ?? { is: 'later', code: 'not_asked' }),
  };
}

function merchantOf(operations: string, connections: readonly Connection[]): AssembledMerchant {
  const text = `merchant: acme\nzone: Europe/Berlin\nhandover: { default: service }\noperations:\n  orders: shop\n${operations}`;
  const left = new Map(connections.map((each) => [each.name, each]));
  return assembleMerchant(
    {
      ...{ folder: 'acme', file: 'merchant.yaml', text, flows: [] },
      connections: [...left.keys()].map((name) => ({ file: `${name}.yaml`, text: name })),
    },
    {
      shipped,
      texts: { shipped: {}, own: {} },
      buildConnection: ({ text: name }) => ({ connection: left.get(name)!, issues: [] }),
    },
  );
}

const served = (operations: string, connections: readonly Connection[]): Merchant => {
  const { merchant, issues } = merchantOf(operations, connections);
  expect(issues).toEqual([]);
  return merchant!;
};

const found = (carrier: string): Attempt => ({
  ...{ is: 'done', result: 'found' },
  outputs: { tracking: { trackingNumber: '1', carrier, status: 'in_transit', events: [] } },
});
const nothing: Attempt = { is: 'done', result: 'not_found', outputs: {} };
const unknown = { carrier: 'Standard', trackingNumber: '17' };

test('an investigation is asked of the carrier that looks for the parcel, whatever the order’s last one is', async () => {
  const operation = 'shipments.investigation';
  const outputs = { investigation: { ref: 'n1', status: 'waiting' } };
  const answer: Attempt = { is: 'done', result: 'found', outputs };
  const merchant = served('  shipments.investigation: { UPS: ups, DHL: dhl }\n', [
    connection('shop', shop),
    connection('ups', operation, [answer]),
    connection('dhl', operation),
  ]);
  const inputs = {
    order: { shipments: [{ carrier: 'DHL', trackingNumber: '1' }] },
    investigation: { ref: 'n1', carrier: 'UPS' },
  };
  expect(await merchant.connectionFor(operation, inputs)!.attempt({ operation, inputs })).toEqual(answer);
});

describe('who answers', () => {
  const asks = async (answers: readonly Attempt[][], shipment: Record<string, string>): Promise<Attempt> => {
    const carriers = ['ups', 'fedex', 'dhl'].map((name, at) =>
      connection(name, 'shipments.track', answers[at]),
    );
    const merchant = served('  shipments: { UPS: ups, FedEx: fedex, DHL: dhl }\n', [
      connection('shop', shop),
      ...carriers,
    ]);
    const inputs = { shipment };
    return merchant
      .connectionFor('shipments.track', inputs)!
      .attempt({ operation: 'shipments.track', inputs });
  };

  test.each<[string, Attempt[][], Record<string, string>, Attempt]>([
    ['the one that is named', [[], [found('FedEx')], []], { carrier: 'FedEx' }, found('FedEx')],
    ['whoever knows it', [[nothing], [nothing], [found('DHL')]], unknown, found('DHL')],
    ['nobody', [[nothing], [nothing], [nothing]], unknown, nothing],
    [
      'whoever knows it, though one cannot be asked now',
      [[{ is: 'later', code: 'rate_limited' }], [nothing], [found('DHL')]],
      unknown,
      found('DHL'),
    ],
    [
      'later, while one that cannot be asked now may know it: the one that can be asked first',
      [
        [{ is: 'unsent', code: 'a', retryAfterMs: 5000 }],
        [{ is: 'refused', code: 'no' }],
        [{ is: 'later', code: 'b', retryAfterMs: 100 }],
      ],
      unknown,
      { is: 'later', code: 'b', retryAfterMs: 100 },
    ],
    ['a carrier that the merchant does not have', [[], [], []], { carrier: 'GLS' }, nothing],
  ])('%s', async (_, answers, shipment, expected) => {
    expect(await asks(answers, shipment)).toEqual(expected);
  });

  test('where nothing tells, `default` alone is asked', async () => {
    const merchant = served('  shipments.track: { UPS: ups, default: dhl }\n', [
      connection('shop', shop),
      connection('ups', 'shipments.track'),
      connection('dhl', 'shipments.track', [found('DHL')]),
    ]);
    const call = { operation: 'shipments.track', inputs: { shipment: unknown } };
    expect(await merchant.connectionFor('shipments.track')!.attempt(call)).toEqual(found('DHL'));
  });

  test('a label is made by one of them: that of the return, of the order’s last parcel, or the default', () => {
    const merchant = served('  returns: shop\n  returns.label: { UPS: ups, DHL: dhl, default: dhl }\n', [
      connection('shop', shop),
      connection('ups', 'returns.label'),
      connection('dhl', 'returns.label'),
    ]);
    const by = (inputs: object) => merchant.connectionFor('returns.label', inputs as never)!.name;
    const order = { shipments: [{ carrier: 'DHL' }, { carrier: 'UPS', trackingNumber: '1' }] };
    expect(by({ order })).toBe('ups');
    expect(by({ order, return: { carrier: 'DHL', trackingNumber: '2' } })).toBe('dhl');
    expect(by({ order: { shipments: [] } })).toBe('dhl');
    expect(by({ order: { shipments: [{ carrier: 'GLS', trackingNumber: '3' }] } })).toBe('dhl');
    expect(merchant.connectionFor('returns.label')!.bindings.get('returns.label')!.effect).toBe('write');
  });
});

describe('what a file has wrong', () => {
  const carriers = [connection('ups', 'shipments.track'), connection('labels', 'returns.label')];
  test.each([
    ['  shipments: { UPS: nobody }\n', 'connection_missing', 'operations.shipments.UPS'],
    ['  shipments: { UPS: labels }\n', 'operation_not_offered', 'operations.shipments.UPS'],
    ['  payments: { UPS: ups }\n', 'binding_by_carrier', 'operations.payments'],
    ['  shipments: { UPS: ups, ups ground: ups }\n', 'binding_by_carrier', 'operations.shipments.ups ground'],
    ['  returns.label: { UPS: labels }\n', 'binding_by_carrier', 'operations.returns.label'],
  ])('%s is %s', (lines, code, path) => {
    const { issues } = merchantOf(lines, [connection('shop', shop), ...carriers]);
    expect(issues.map((issue) => [issue.code, issue.path])).toContainEqual([code, path]);
  });
});

test('an order with a parcel of UPS and one of DHL: each carrier is asked for its own, through the connectors', async () => {
  const [ups, dhl] = ['1Z999AA10123456784', '00340434161094042557'];
  await using server = await serve(({ url }, response) => {
    if (url === '/oauth/token')
      answerJson(response, 200, { access_token: 'T', token_type: 'Bearer', expires_in: '3600' });
    else if (url.includes(`/track/v1/details/${ups}`))
      answerJson(response, 200, {
        trackResponse: {
          shipment: [{ package: [{ trackingNumber: ups, currentStatus: { code: '005' }, activity: [] }] }],
        },
      });
    else if (url.includes(`trackingNumber=${dhl}`))
      answerJson(response, 200, {
        shipments: [{ id: dhl, status: { statusCode: 'delivered' }, events: [] }],
      });
    else answerJson(response, 500, { wrong: url });
  });
  const merchant = served('  shipments.track: { UPS: ups, DHL: dhl, FedEx: fedex }\n', [
    connection('shop', shop),
    ...['ups', 'dhl', 'fedex'].map((name) => connectCarrier(name, server.url).connection),
  ]);
  const asked = (carrier: string, trackingNumber: string) =>
    trackOnce({
      ...{ carrier, trackingNumber, now: 1_800_000_000_000 },
      connectionFor: (...call) => merchant.connectionFor(...call),
    });
  expect([await asked('Versand', ups), await asked('DHL Paket', dhl)]).toMatchObject([
    { outcome: 'done', outputs: { tracking: { carrier: 'UPS', status: 'in_transit' } } },
    { outcome: 'done', outputs: { tracking: { carrier: 'DHL', status: 'delivered' } } },
  ]);
  expect(server.hits.filter(({ url }) => url !== '/oauth/token')).toHaveLength(2);
});

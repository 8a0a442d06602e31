/** A merchant's file of a prebuilt connector: what it adds, replaces and leaves out, and every mistake at its place. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildConnection, checkConnection } from '../../../src/connectors/build-connection.js';
import { applyTemplate } from '../../../src/connectors/templates/apply-template.js';
import { copyTemplate } from '../../../src/cli/connectors/copy-connection.js';
import { TemplateFile } from '../../../src/connectors/templates/template-schema.js';
import type { Template } from '../../../src/connectors/templates/templates.js';
import { readDocument } from '../../../src/flows/yaml/document.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const carrier = `connection: parcels
connector: dhl
baseUrl: \${secret.URL}
auth: { scheme: api-key, key: '\${secret.KEY}' }
egress: { allow: [127.0.0.1] }
`;

/** The issues of a merchant's file: place, code and message. */
const issuesOf = (text: string): string[] =>
  checkConnection({ file: 'parcels.yaml', text }).issues.map(
    ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code}: ${message}`,
  );

test('where a connector gets its tokens is not a merchant’s to say', () => {
  const auth =
    'scheme: oauth2-client-credentials, clientId: c, clientSecret: "${secret.S}", tokenUrl: "https://x.example"';
  const text = `connection: store\nconnector: shopify\nparameters: { shop: acme }\nauth: { ${auth} }\n`;
  expect(issuesOf(text)).toEqual([expect.stringContaining('connection_invalid: Shopify already sets')]);
});

test('nothing is wrong with the file as it is', () => {
  expect(issuesOf(carrier)).toEqual([]);
});

describe('a mistake is told at its place in the merchant’s file', () => {
  test.each([
    ['an unknown connector', carrier.replace('connector: dhl', 'connector: dlh'), '2:12 connector_unknown'],
    ['an unknown key', `${carrier}retries: 3\n`, '6:1 key_unknown: The key `retries` is not allowed here.'],
    [
      'an unknown parameter',
      `${carrier}parameters: { depot: a }\n`,
      '6:15 connection_parameter_invalid: DHL has no parameter `depot`.',
    ],
    [
      'a way to log in that it does not have',
      carrier.replace('api-key', 'basic'),
      '4:17 connection_auth_unknown: DHL does not support `basic`.',
    ],
    [
      'a setting of the login that is missing',
      carrier.replace(", key: '${secret.KEY}'", ''),
      '4:1 connection_invalid: `key` is missing.',
    ],
    [
      'no address where the template has none',
      carrier
        .replace('connector: dhl\nbaseUrl: ${secret.URL}\n', 'connector: magento\n')
        .replace(/auth: .*/, "auth: { scheme: bearer, token: '\${secret.KEY}' }"),
      '`baseUrl` is missing.',
    ],
    [
      'what it does not offer left out',
      `${carrier}without: [orders.get]\n`,
      '6:11 connection_operation_unknown',
    ],
    ['a limit of a wrong form', `${carrier}limits: { timeout: soon }\n`, '6:20 connection_invalid'],
    [
      'a mistake in an operation of its own',
      `${carrier}operations:\n  shipments.track:\n    request: { path: /x, quary: {} }\n    fields: {}\n`,
      '8:26 key_unknown',
    ],
  ])('%s', (_, text, issue) => {
    expect(issuesOf(text).join('\n')).toContain(issue);
    expect(issuesOf(text).every((each) => each.startsWith('parcels.yaml:'))).toBe(true);
  });
});

describe('what a file says itself', () => {
  let url = '';
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url ?? ''} ${String(request.headers['dhl-api-key'])}`);
    response.setHeader('content-type', 'application/json');
    response.end(
      request.url?.startsWith('/own') === true
        ? '{"no":"B1","state":"HERE"}'
        : '{"shipments":[{"id":"B1","status":{"statusCode":"delivered"}}]}',
    );
  });

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  const track = async (text: string) => {
    const { connection, issues } = buildConnection({
      ...{ file: 'parcels.yaml', text, egressAllow: ['127.0.0.1'], tokens: memoryTokens() },
      secrets: (name) => (name === 'URL' ? url : 'k-4711'),
    });
    expect(issues).toEqual([]);
    return connection!.attempt({
      operation: 'shipments.track',
      inputs: { shipment: { carrier: 'DHL', trackingNumber: 'B1' } },
    });
  };

  test('is sent as the template says, with the merchant’s key under the template’s header', async () => {
    expect(await track(carrier)).toMatchObject({
      is: 'done',
      result: 'found',
      outputs: { tracking: { status: 'delivered' } },
    });
    expect(asked).toEqual(['/track/shipments?trackingNumber=B1&language=en k-4711']);
  });

  test('takes the place of the template’s operation, whole', async () => {
    const own = `${carrier}operations:
  shipments.track:
    request: { path: '/own/\${inputs.shipment.trackingNumber}' }
    fields: { trackingNumber: $.no, status: { path: $.state, values: { HERE: ready_for_pickup } } }
`;
    expect(await track(own)).toMatchObject({ outputs: { tracking: { status: 'ready_for_pickup' } } });
    const copy = copyTemplate(readDocument('parcels.yaml', own).document!, templateOf())!;
    expect(copy).not.toContain('/track/shipments');
    expect(await track(copy)).toMatchObject({ outputs: { tracking: { status: 'ready_for_pickup' } } });
  });
});

const shopTemplate = `template: shop
title: Shop
parameters:
  shop: { help: 'Its name.', example: acme, pattern: '[a-z./-]+' }
  version: { help: 'A version.', example: v1, values: [v1, v2], default: v2 }
baseUrl: https://\${parameters.shop}.shop.example/\${parameters.version}
auth:
  - { scheme: bearer, about: a token, example: { token: x } }
operations:
  orders.get:
    request: { path: '/orders/\${inputs.number}' }
    fields: &order { ref: $.id, number: $.number, status: { path: $.s, values: { A: open } } }
  orders.find:
    # by e-mail
    request: { path: /orders, query: { mail: '\${inputs.email}' } }
    each: $[*]
    fields: { ref: $.id, number: $.number, customerEmail: $.mail, status: { path: $.s, values: { A: open } } }
  payments.refund_status:
    effect: write
    request: { path: '/refunds/\${inputs.order.ref}', method: POST }
    idempotency: natural
    each: $[*]
    fields: { ref: $.id, amount: { minor: $.a, currency: EUR }, status: { path: $.s, values: { A: done } } }
`;

function templateOf(text = ''): Template {
  const { document } = readDocument('shop/connection.yaml', text === '' ? DHL : text, { aliases: true });
  return { document: document!, file: TemplateFile.parse(document!.value) };
}
const DHL = readFileSync('src/connectors/templates/dhl/connection.yaml', 'utf8');

/** What a merchant's file makes of the template above. */
function applied(more: string) {
  const text = `connection: store\nconnector: shop\nauth: { scheme: bearer, token: t }\n${more}`;
  return { ...applyTemplate(readDocument('store.yaml', text).document!, templateOf(shopTemplate)), text };
}

const told = (more: string): string[] =>
  applied(more).issues.map(({ line, column, code }) => `${line}:${column} ${code}`);

describe('parameters', () => {
  test('stand where the template names them, with their defaults', () => {
    expect(applied('parameters: { shop: acme }\n').document?.value).toMatchObject({
      baseUrl: 'https://acme.shop.example/v2',
      connector: 'declarative',
    });
  });

  test.each([
    ['missing', '', '1:1 connection_parameter_invalid'],
    ['of no known value', 'parameters: { shop: acme, version: v3 }\n', '4:36 connection_parameter_invalid'],
    ['longer than its pattern', 'parameters: { shop: "acme!" }\n', '4:21 connection_parameter_invalid'],
    ['a host of its own', 'parameters: { shop: evil.example/ }\n', '4:21 connection_parameter_invalid'],
    ['two labels', 'parameters: { shop: a.b }\n', '4:21 connection_parameter_invalid'],
    ['a label that no host has', 'parameters: { shop: -a }\n', '4:21 connection_parameter_invalid'],
  ])('one that is %s is an issue', (_, more, issue) => {
    expect(told(more)).toEqual([issue]);
  });
});

describe('operations', () => {
  test('are left out by name or domain', () => {
    const named = (more: string): string[] => {
      const { value } = applied(`parameters: { shop: acme }\n${more}`).document!;
      return Object.keys((value as unknown as { operations: object }).operations);
    };
    expect(named('without: [orders.find]\n')).toEqual(['orders.get', 'payments.refund_status']);
    expect(named('without: [orders]\n')).toEqual(['payments.refund_status']);
  });

  test('never have a lower effect than the template says', () => {
    const own = (effect: string): string =>
      `parameters: { shop: acme }\noperations:\n  payments.refund_status:\n    ${effect}request: { path: /x }\n`;
    expect(told(own(''))).toEqual(['6:3 connection_effect_lowered']);
    expect(told(own('effect: read\n    '))).toEqual(['6:3 connection_effect_lowered']);
    expect(told(own('effect: money\n    '))).toEqual([]);
  });

  test('a mistake of the template is told in the template', () => {
    const broken = shopTemplate.replace('path: /orders, query', 'path: /orders, quary');
    const text =
      'connection: store\nconnector: shop\nparameters: { shop: acme }\nauth: { scheme: bearer, token: t }\n';
    const { document } = applyTemplate(readDocument('store.yaml', text).document!, templateOf(broken));
    expect(document!.locate(['operations', 'orders.find', 'request', 'quary'], 'key')).toMatchObject({
      ...{ file: 'shop/connection.yaml', line: 15 },
    });
  });
});

test('a copy has the values of parameters, the comments, and what a left out operation shared with others', () => {
  const shared = shopTemplate.replace(
    /fields: \{ ref: \$\.id, number: \$\.number, customerEmail.*/,
    'fields: *order',
  );
  const text = `connection: store\nconnector: shop\nparameters: { shop: acme }\nauth: { scheme: bearer, token: t }\nwithout: [orders.get]\noperations:\n  payments.refund_status: { effect: write, request: { path: '/\${parameters.version}' } }\n`;
  const copy = copyTemplate(readDocument('store.yaml', text).document!, templateOf(shared))!;
  expect(copy).toContain('# by e-mail');
  const { document } = readDocument('copy.yaml', copy, { aliases: true });
  expect(document!.value).toMatchObject({
    ...{ connection: 'store', connector: 'declarative', baseUrl: 'https://acme.shop.example/v2' },
    operations: {
      'orders.find': { fields: { ref: '$.id', number: '$.number' } },
      'payments.refund_status': { request: { path: '/v2' } },
    },
  });
});

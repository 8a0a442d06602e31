/** Drafts from the vendors' own descriptions, which lie outside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type IntrospectionQuery, buildClientSchema, parse, validate } from 'graphql';
import { at } from '../../demo/shop/at.js';
import { drafted, issuesIn, operationOf } from './support.js';

const folder = join(process.env['ORDERLY_CONFORMANCE_DATA'] ?? '', 'specs');
const isThere = process.env['ORDERLY_CONFORMANCE_DATA'] !== undefined && existsSync(folder);
const described = isThere ? describe : describe.skip;

const textOf = (path: string): string => {
  const bytes = readFileSync(join(folder, path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

described(
  `official descriptions${isThere ? '' : ' (ORDERLY_CONFORMANCE_DATA names no folder with specs)'}`,
  () => {
    test.each([
      ['ups/Tracking.yaml', 'getSingleTrackResponseUsingGET', 'shipments.track', 'trackingNumber'],
      ['sfcc/orders-oas-1.5.2.yaml', 'getOrder', 'orders.get', 'number'],
      ['magento/admin-schema-2.4.9.yaml', 'GetV1OrdersId', 'orders.get', 'number'],
      ['adyen/CheckoutService-v72.json', 'get-paymentLinks-linkId', 'orders.get', 'number'],
    ])(
      '%s: %s is drafted with eight fields or more, and passes the check once it is filled',
      async (path, from, target, field) => {
        const draft = drafted('openapi', path, textOf(path), { operations: [from], targets: [target] });
        expect(draft.operations).toEqual([
          { operation: target, from, mapped: expect.any(Number), todos: expect.any(Number) },
        ]);
        expect(draft.operations[0]!.mapped).toBeGreaterThanOrEqual(8);
        expect(at(operationOf(draft, target), `fields.${field}`)).toMatch(/^\$\./);
        expect(await issuesIn(draft)).toEqual([]);
      },
    );

    test('the Shopify schema: orders and a refund are drafted, in documents that are valid in it', async () => {
      const text = textOf('shopify/admin_2026-10.introspection.json.gz');
      const selection = {
        operations: ['order', 'orders', 'refundCreate'],
        targets: ['orders.get', 'orders.find', 'payments.refund'],
      };
      const draft = drafted('graphql', 'admin.json', text, selection);
      const schema = buildClientSchema((JSON.parse(text) as { data: IntrospectionQuery }).data);
      for (const name of selection.targets) {
        const document = String(at(operationOf(draft, name), 'request.graphql'));
        expect(validate(schema, parse(document))).toEqual([]);
      }
      expect(draft.operations[0]!.mapped).toBeGreaterThanOrEqual(8);
      expect(operationOf(draft, 'orders.find')).toMatchObject({
        each: '$.data.orders.nodes[*]',
        paging: { cursor: '$.data.orders.pageInfo.endCursor' },
      });
      expect(draft.yaml).toContain('# TODO: the amount is not in the request');
      expect(await issuesIn(draft)).toEqual([]);
    });
  },
);

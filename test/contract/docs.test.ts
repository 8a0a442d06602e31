/** Connections of the documentation, as they stand there, under the contract; and that no template is left out of it. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { templateNames } from '../../src/connectors/templates/templates.js';
import { blocks, page, pages } from '../docs/support.js';
import type { Contract, ContractOperation } from './connector.js';
import { runContract } from './connector.js';

/** A connection of a page that answers operations; where it is becomes the contract's to say. */
interface Written {
  path: string;
  text: string;
}

const written: readonly Written[] = pages.flatMap(({ path }) =>
  blocks(page(path), 'yaml')
    .filter((text) => text.startsWith('connection:'))
    .filter((text) => Object.keys((parse(text) as { operations?: object }).operations ?? {}).length > 0)
    // Without `where`: by it, items that are nothing known are no order, so a list of them is an empty one.
    .map((text) => text.replace(/^baseUrl: .*$/m, 'baseUrl: ${secret.URL}').replace(/^ {4}where: .*\n/m, ''))
    .map((text) => ({ path, text })),
);

const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
const archived = {
  ...{
    id: 'a1',
    kind: 'SALE',
    title: 'Order 7',
    buyer: { mail: 'kim@example.com', first: 'Kim', last: 'Öz' },
  },
  ...{ date: today, time: '000000', total: '19,90', cur: 'EUR', state: 'SENT', warehouse: 'DE-north' },
  ...{ addressId: 'x1', items: [], parcels: [] },
};

const key = 'acme_c1_7';
const sent: readonly ContractOperation[] = [
  {
    call: {
      operation: 'channel.reply',
      inputs: { ticket: 't1', text: 'It is on its way.' },
      idempotencyKey: key,
    },
    good: JSON.stringify({ id: 'm1' }),
    refusal: { status: 409, body: JSON.stringify({ error: 'CLOSED' }), code: 'ticket_closed' },
  },
  {
    call: {
      operation: 'channel.assign',
      inputs: { ticket: 't1', queue: 'returns', summary: 'Wants a colleague.' },
      idempotencyKey: key,
    },
    good: JSON.stringify({ note: 'n1' }),
  },
];

/** What each page's connection is asked, and what is an honest answer. */
const asked: Readonly<Record<string, readonly ContractOperation[]>> = {
  'docs/integrating/connections.md': [
    {
      call: { operation: 'orders.find', inputs: { email: 'kim@example.com' } },
      good: JSON.stringify({ data: [archived], included: [{ id: 'x1', city: 'Köln', zip: '50667' }] }),
    },
  ],
  'docs/integrating/help-desks.md': sent,
};

test('no connection of the documentation is left out', () => {
  expect(written.map(({ path }) => path)).toEqual(Object.keys(asked));
});

test('no template is left out: each has a contract of its own, or is the demo’s', () => {
  const driven = (name: string): boolean =>
    existsSync(`test/contract/${name}.test.ts`) ||
    readFileSync('test/contract/demo.ts', 'utf8').includes(name);
  expect(templateNames().filter((name) => !driven(name))).toEqual([]);
});

for (const { path, text } of written) {
  const contract: Contract = {
    ...{ name: path, file: 'connection.yaml', text, protocol: 'rest', url: 'URL' },
    secrets: Object.fromEntries(
      [...text.matchAll(/\$\{secret\.(\w+)\}/g)]
        .flatMap(([, name = '']) => (name === 'URL' ? [] : [name]))
        .map((name) => [name, `CANARY-${name}-4711`]),
    ),
    operations: asked[path] ?? [],
  };
  runContract(contract);
}

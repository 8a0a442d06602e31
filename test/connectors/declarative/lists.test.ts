import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { mappingOf, orderIn, type Reading, readOrder } from './support/reading.js';
import '../../support/fixed-seed.js';

const lines = (rules: string, answer: JsonObject): Reading => readOrder(`lines: ${rules}`, answer);
const names = (reading: Reading): Json[] =>
  (orderIn(reading)['lines'] as JsonObject[]).map(({ name }) => name ?? null);

describe('lines', () => {
  const fields = 'fields: { name: $.n, quantity: $.q }';
  const answer = {
    l: [
      { n: 'b', q: 2, type: 'SHIPMENT', s: 'x' },
      { n: 'fee', q: 1, type: 'FEE', s: 'x' },
      { n: 'a', q: 3, type: 'SHIPMENT', s: 'y' },
    ],
  };

  test.each<[string, string[]]>([
    ['where: { path: $.type, is: SHIPMENT }', ['b', 'a']],
    ['where: { path: $.type, not: [SHIPMENT, GIFT] }', ['fee']],
    ['where: [{ path: $.type, is: SHIPMENT }, { path: $.s, is: y }]', ['a']],
    ['where: { path: $.nowhere, is: present }', []],
    ['sort: { by: name, order: ascending }', ['a', 'b', 'fee']],
    ['sort: { by: quantity, order: descending }', ['a', 'b', 'fee']],
    ['sort: { by: quantity, order: ascending }, limit: 2', ['fee', 'b']],
    ['limit: 1', ['b']],
  ])('are chosen by %s', (rule, expected) => {
    expect(names(lines(`{ each: "$.l[*]", ${fields}, ${rule} }`, answer))).toEqual(expected);
  });

  test('that stand bare are one, where the connection says so', () => {
    const bare = { l: { n: 'a', q: 1 } };
    expect(names(lines(`{ each: "$.l[*]", ${fields}, single: bare }`, bare))).toEqual(['a']);
    expect(names(lines(`{ each: "$.l[*]", ${fields}, single: bare, missing: empty }`, {}))).toEqual([]);
    expect(lines(`{ each: "$.l[*]", ${fields} }`, bare).wrong).toBe('order.lines: not a list, as declared');
  });

  test('inside of the items of another list are none where that one is empty, and missing where it is missing', () => {
    const inner = `{ each: "$.p[*].l[*]", ${fields} }`;
    const line = { n: 'a', q: 1 };
    expect(names(lines(inner, { p: [{ l: [line] }, { l: [line] }] }))).toEqual(['a', 'a']);
    expect(names(lines(inner, { p: [] }))).toEqual([]);
    const deep = `{ each: "$.o[*].p[*].l[*]", ${fields} }`;
    expect(names(lines(deep, { o: [{ p: [] }, { p: [] }] }))).toEqual([]);
    for (const answer of [{}, { p: null }, { p: [{}] }, { p: {} }])
      expect(lines(inner, answer).wrong).toBe('order.lines: not a list, as declared');
  });

  test.each<[string, Json]>([
    ['an empty map', {}],
    ['null', null],
    ['a text', 'x'],
  ])('with %s among them are of the wrong shape: none is lost without a word', (_, item) => {
    expect(lines(`{ each: "$.l[*]", ${fields} }`, { l: [{ n: 'a', q: 1 }, item] }).wrong).toBe(
      'order.lines: an item has none of its fields',
    );
  });

  test('with a list among them are of the wrong shape, and the path is in doubt', () => {
    const said = 'order.lines: an item is a list: does the path end in `[*]`?';
    expect(lines(`{ each: "$.l[*]", ${fields} }`, { l: [{ n: 'a', q: 1 }, []] }).wrong).toBe(said);
  });

  test('read what stands around them', () => {
    const rules =
      '{ each: "$.l[*]", fields: { name: $root.shop, sku: $.s, quantity: $.q, price: { decimal: $.p, currency: $parent.cur } } }';
    expect(orderIn(lines(rules, { shop: 'S', cur: 'JPY', l: [{ s: 'a', q: 1, p: 5 }] }))['lines']).toEqual([
      { name: 'S', sku: 'a', quantity: 1, price: { minor: 5, currency: 'JPY' } },
    ]);
  });
});

describe('a record that stands elsewhere', () => {
  test.each<[string, string, JsonObject]>([
    [
      'at a path',
      'shippingAddress: { at: $.ship.to, fields: { city: $.c } }',
      { ship: { to: { c: 'Ulm' } } },
    ],
    [
      'among what is included, by its id',
      'shippingAddress: { lookup: { in: "$root.included[*]", where: $.id, equals: $.to }, fields: { city: $.c } }',
      {
        to: 8,
        included: [
          { id: '9', c: 'Rom' },
          { id: '8', c: 'Ulm' },
        ],
      },
    ],
  ])('%s', (_, rules, answer) => {
    expect(orderIn(readOrder(rules, answer))['shippingAddress']).toEqual({ city: 'Ulm' });
  });

  test('is absent where there is none', () => {
    const rules = 'shippingAddress: { at: $.ship.to, fields: { city: $.c } }';
    expect(orderIn(readOrder(rules, {}))).not.toHaveProperty('shippingAddress');
    expect(orderIn(readOrder(rules, { ship: { to: null } }))).not.toHaveProperty('shippingAddress');
  });
});

describe('a list that stands elsewhere', () => {
  const looked = (more = ''): string =>
    `{ lookup: { in: "$root.all[*]", where: $.of, equals: $.id }, fields: { name: $.n, quantity: $.q }${more} }`;
  const all = [
    { of: 7, n: 'a', q: 1 },
    { of: '8', n: 'foreign', q: 1 },
    { of: '7', n: 'b', q: 2 },
  ];

  test('has all items that belong to the record, in their order, and none of another one', () => {
    expect(names(lines(looked(), { id: '7', all }))).toEqual(['a', 'b']);
    expect(names(lines(looked(', where: { path: $.q, is: "2" }'), { id: '7', all }))).toEqual(['b']);
    expect(names(lines(looked(), { id: '9', all }))).toEqual([]);
    expect(names(lines(looked(), { id: '7', all: [] }))).toEqual([]);
  });

  test('is of the wrong shape where it is missing, or an item says nothing of where it belongs', () => {
    expect(lines(looked(), { id: '7' }).wrong).toBe('order.lines: not a list, as declared');
    expect(names(lines(looked(', missing: empty'), { id: '7' }))).toEqual([]);
    for (const owner of [null, {}, ''])
      expect(lines(looked(), { id: '7', all: [...all, { of: owner, n: 'c', q: 1 }] }).wrong).toBe(
        'order.lines: an item does not say what it belongs to',
      );
  });

  test('stands in one place only', () => {
    expect(() => lines(looked(', each: "$.l[*]"'), { id: '7', all })).toThrow('or `lookup`, and `fields`');
  });
});

describe('a look-up between two lists', () => {
  const rules =
    '{ each: "$.l[*]", fields: { name: $.id, quantity: { value: "1" }, trackingNumber: { lookup: { in: "$parent.s[*]", where: "$.lineIds[*]", equals: $.id }, path: $.no } } }';
  test('finds a line’s tracking number by way of its shipment; the first wins, none is absent', () => {
    const answer = {
      l: [{ id: 1 }, { id: '2' }, { id: 3 }],
      s: [{ no: 'A', lineIds: ['1'] }, { no: 'B', lineIds: [2, 1] }, { lineIds: [] }],
    };
    expect(orderIn(lines(rules, answer))['lines']).toEqual([
      { name: '1', quantity: 1, trackingNumber: 'A' },
      { name: '2', quantity: 1, trackingNumber: 'B' },
      { name: '3', quantity: 1 },
    ]);
  });

  test.each<[string, Json]>([
    ['no list', null],
    ['a text', 'x'],
    ['nothing that can be compared', [{ no: 'A', lineIds: [{}, null] }]],
    ['a prototype’s names', [{ no: 'A', lineIds: ['__proto__', 'constructor'] }]],
  ])('in %s finds nothing', (_, s) => {
    expect(orderIn(lines(rules, { l: [{ id: 1 }], s }))['lines']).toEqual([{ name: '1', quantity: 1 }]);
  });
});

describe('a list of orders', () => {
  const find = (rules: string) =>
    mappingOf(
      'orders.find',
      `    each: $.data[*]\n    fields:\n      ref: $.id\n      number: $.id\n      customerEmail: $.m\n      status: { value: open }\n      createdAt: { path: $.at, format: milliseconds }\n${rules}`,
    );
  const day = 86_400_000;
  const order = (id: number, daysAgo: number | null, m = 'a@b.example') => ({
    id,
    m,
    at: daysAgo === null ? null : Date.now() - daysAgo * day,
  });
  const numbers = ({ outputs }: Reading) => (outputs?.['orders'] as JsonObject[]).map(({ number }) => number);

  test('is that of the last 90 days, newest first, over all pages', () => {
    const mapping = find(
      '    within: { createdAt: 90d }\n    sort: { by: createdAt, order: newest_first }\n    limit: 3\n',
    );
    expect(mapping.issues).toEqual([]);
    const reading = mapping.read(
      { email: 'a@b.example' },
      { data: [order(1, 40), order(2, 100), order(3, 5), order(4, null)] },
      { data: [order(5, 1, 'x@y.example'), order(6, 89), order(7, 2), order(8, 60)] },
    );
    expect([numbers(reading), reading.dropped]).toEqual([['7', '3', '1'], 1]);
  });

  test('of which none is recent enough is none', () => {
    const mapping = find('    within: { createdAt: 90d }\n');
    expect(mapping.read({ email: 'a@b.example' }, { data: [order(1, 100)] })).toMatchObject({
      result: 'none',
    });
  });

  test('keeps the order of the system where dates are equal, and puts those without one last', () => {
    const mapping = find('    sort: { by: createdAt, order: oldest_first }\n');
    const at = Date.now();
    const data = [{ ...order(1, null) }, { ...order(2, 0), at }, { ...order(3, 0), at }, order(4, 9)];
    expect(numbers(mapping.read({ email: 'a@b.example' }, { data }))).toEqual(['4', '2', '3', '1']);
  });
});

const wide = `    each: $.data[*]
    fields:
      ref: $.id
      number: $.no
      customerEmail: $.buyer.mail
      createdAt: { path: $.placed, format: dd.MM.yyyy HH:mm, zone: Europe/Berlin }
      amount: { decimal: $.total, currency: $.cur, format: "1.234,56" }
      status: { path: $.state, values: { NEW: open, SENT: shipped } }
      lines:
        each: $.items[*]
        fields:
          ref: $.id
          name: { join: [$.brand, $.title], with: " " }
          sku: $.sku
          quantity: $.qty
          price: { decimal: $.price, currency: $parent.cur }
          trackingNumber: { lookup: { in: "$parent.parcels[*]", where: "$.lines[*]", equals: $.id }, path: $.no }
      shipments:
        each: $.parcels[*]
        fields: { carrier: { value: Blitz }, trackingNumber: $.no }
`;

/** An order with lines whose ids are the same in every order, each in the parcel that names it. */
const wideOrder = (no: number, order: readonly number[]) => ({
  id: `id-${no}`,
  no: String(no).padStart(6, '0'),
  buyer: { mail: 'a@b.example' },
  placed: '21.11.2026 14:05',
  total: '1.234,56',
  cur: 'EUR',
  state: 'NEW',
  items: order.map((id) => ({
    id,
    brand: 'B',
    title: `T${no}-${id}`,
    sku: `S${id}`,
    qty: id + 1,
    price: '1.00',
  })),
  parcels: order.map((id) => ({ no: `P${no}-${id}`, lines: [String(id)] })).reverse(),
});

describe('200 orders of 4 lines', () => {
  const mapping = mappingOf('orders.find', wide);

  test('never lose or swap a line, whatever order the system lists them in', () => {
    expect(mapping.issues).toEqual([]);
    const lists = fc.array(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), {
      minLength: 200,
      maxLength: 200,
    });
    fc.assert(
      fc.property(lists, (orders) => {
        const data = orders.map((order, index) => wideOrder(index, order));
        const { outputs } = mapping.read({ email: 'a@b.example' }, { data });
        const found = outputs?.['orders'] as { number: string; lines: JsonObject[] }[];
        expect(found.map(({ number }) => number)).toEqual(data.map(({ no }) => no));
        found.forEach(({ lines: read }, index) => {
          expect(
            read.map(({ ref, name, quantity, trackingNumber }) => [ref, name, quantity, trackingNumber]),
          ).toEqual(orders[index]!.map((id) => [String(id), `B T${index}-${id}`, id + 1, `P${index}-${id}`]));
        });
      }),
      { numRuns: 20 },
    );
  });

  test('are told by the field where a value has another type, and never by the value', () => {
    const shapes: Json[] = ['CANARY', 'CANARY-1', ['CANARY'], { CANARY: 'CANARY' }, true, 1e300, null, ''];
    const places = ['id', 'no', 'buyer', 'placed', 'total', 'cur', 'state', 'items', 'parcels'] as const;
    const inside = ['id', 'brand', 'title', 'sku', 'qty', 'price'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(...inside),
        fc.constantFrom(...shapes),
        fc.boolean(),
        (place, name, value, deep) => {
          const good = wideOrder(1, [0, 1, 2, 3]);
          const bad = deep
            ? { ...good, items: good.items.map((item, at) => (at === 2 ? { ...item, [name]: value } : item)) }
            : { ...good, [place]: value };
          const { outputs, wrong } = mapping.read({ email: 'a@b.example' }, { data: [good, bad] });
          expect(outputs === undefined).toBe(wrong !== undefined);
          expect(wrong ?? 'orders.').toMatch(/^orders\./);
          expect(wrong ?? '').not.toContain('CANARY');
        },
      ),
    );
  });
});

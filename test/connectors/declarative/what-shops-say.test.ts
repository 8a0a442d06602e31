/** What real systems have shown that the language must say. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { mappingOf, orderIn, readOrder } from './support/reading.js';

const ORDER = `    fields:
      ref: $.id
      number: $.no
`;

describe('a status by rules over several fields', () => {
  const rules = `${ORDER}      status:
        rules:
          - { when: { path: $.cancelled_at, is: present }, value: cancelled }
          - { when: { all: [{ path: $.paid, is: 'true' }, { path: $.parcels, not: empty }] }, value: shipped }
          - { when: { path: $.paid, is: 'true' }, value: packed }
        default: open
`;
  const mapping = mappingOf('orders.get', rules);

  test.each<[Json, string]>([
    [{ cancelled_at: '2026-01-01', paid: true, parcels: [1] }, 'cancelled'],
    [{ cancelled_at: null, paid: true, parcels: [1] }, 'shipped'],
    [{ paid: true, parcels: [] }, 'packed'],
    [{ paid: false, parcels: [1] }, 'open'],
  ])('%j is %s', (answer, status) => {
    expect(mapping.issues).toEqual([]);
    const read = mapping.read({ number: '7' }, { id: 'r', no: '7', ...(answer as object) });
    expect(orderIn(read)['status']).toBe(status);
  });

  test('that no rule tells is a wrong shape', () => {
    const read = mappingOf('orders.get', rules.replace('        default: open\n', ''));
    expect(read.read({ number: '7' }, { id: 'r', no: '7' }).wrong).toContain('status');
  });

  test.each([
    ['value: cancelled', 'value: canceled', '`canceled` is not a value of `order.status`.'],
    ['path: $.paid, is', 'path: paid, is', '`paid`'],
    ['when: { path: $.paid, is: ', 'wenn: { path: $.paid, is: ', '`wenn`'],
  ])('%s as %s is an issue at its place', (right, wrong, message) => {
    const { issues } = mappingOf('orders.get', rules.replace(right, wrong));
    expect(issues.join('\n')).toContain(message);
  });
});

describe('a status whose word nobody knows', () => {
  const rules = `${ORDER}      status:
        path: $.code
        values: { '7': shipped }
        otherwise: { path: $.kind, values: { S: shipped, D: delivered }, default: open }
`;

  test.each<[Json, string, string | undefined, number]>([
    [{ code: '7', kind: 'D' }, 'shipped', undefined, 0],
    [{ code: '8', kind: 'D' }, 'delivered', '8', 1],
    [{ code: '8' }, 'open', '8', 1],
    [{ kind: 'S' }, 'shipped', undefined, 0],
    [{}, 'open', undefined, 0],
  ])('%j is %s by a coarser one, kept and counted', (answer, status, statusText, counted) => {
    const mapping = mappingOf('orders.get', rules);
    expect(mapping.issues).toEqual([]);
    const order = orderIn(mapping.read({ number: '7' }, { id: 'r', no: '7', ...(answer as object) }));
    expect(order['status']).toBe(status);
    expect(order['statusText']).toBe(statusText);
    expect(mapping.unknown).toHaveLength(counted);
  });

  test('is not asked for where `*` leaves none', () => {
    const { issues } = mappingOf('orders.get', rules.replace("'7': shipped", "'*': shipped"));
    expect(issues.join('\n')).toContain('With `*`, `otherwise` never applies: use only one of them.');
  });
});

test('a moment is joined of the first day that is there, and its time', () => {
  const rules = 'createdAt: { join: [[$.changed, $.day], $.time], format: yyyyMMddHHmm, zone: UTC }';
  const at = (answer: JsonObject): unknown => orderIn(readOrder(rules, answer))['createdAt'];
  expect(at({ day: '20260101', time: '0800' })).toBe(Date.parse('2026-01-01T08:00:00Z'));
  expect(at({ day: '20260101', changed: '20260102', time: '0800' })).toBe(Date.parse('2026-01-02T08:00:00Z'));
});

describe('a quantity that is a fraction', () => {
  const quantity = (rules: string, value: Json): unknown => {
    const lines = `lines: { each: '$.lines[*]', fields: { name: $.name, quantity: ${rules} } }`;
    const read = readOrder(lines, { lines: [{ name: 'Cloth', qty: value }] });
    return read.wrong ?? (orderIn(read)['lines'] as { quantity: number }[])[0]?.quantity;
  };

  test.each<[string, Json, unknown]>([
    ['{ path: $.qty, round: half_up }', 1.5, 2],
    ['{ path: $.qty, round: half_up }', '2.4', 2],
    ['{ path: $.qty, round: down }', 1.9, 1],
    ['{ path: $.qty, round: half_even, format: "1234,56" }', '2,5', 2],
    ['$.qty', '2.000', 2],
    ['$.qty', 1.5, 'order.lines.quantity: a fraction (`round`)'],
    ['$.qty', 'two', 'order.lines.quantity: not an integer'],
  ])('by %s of %j is %j', (rules, value, found) => {
    expect(quantity(rules, value)).toEqual(found);
  });
});

describe('a country', () => {
  const country = (rules: string, value: Json): unknown => {
    const read = readOrder(`shippingAddress: { country: ${rules} }`, { land: value });
    return read.wrong ?? (orderIn(read)['shippingAddress'] as { country: string }).country;
  };

  test.each<[string, Json, unknown]>([
    ['$.land', 'DE', 'DE'],
    ['$.land', ' de ', 'DE'],
    ["{ path: $.land, values: { D: DE, '*': AT } }", 'D', 'DE'],
  ])('by %s of %j is %s', (rules, value, found) => {
    expect(country(rules, value)).toBe(found);
  });

  test.each(['Germany', 'DEU', 'QQ', '49'])('is not %s', (value) => {
    expect(country('$.land', value)).toContain(
      'order.shippingAddress.country: not a two-letter country code',
    );
  });
});

describe('a customer with several e-mails', () => {
  const mapping = mappingOf(
    'orders.find',
    `    each: $.orders[*]\n${ORDER}      status: { value: open }\n      customerEmail: '$.mails[0]'\n      otherEmails: { each: '$.mails[1:]', fields: $ }\n`,
  );
  const body = {
    orders: [
      { id: 'r1', no: '1', mails: ['a@x.example', 'b@x.example'] },
      { id: 'r2', no: '2', mails: ['c@x.example'] },
    ],
  };

  test.each([
    ['a@x.example', ['r1']],
    ['B@x.example', ['r1']],
    ['c@x.example', ['r2']],
  ])('%s finds %j', (email, refs) => {
    expect(mapping.issues).toEqual([]);
    const { outputs, dropped } = mapping.read({ email }, body);
    expect((outputs?.['orders'] as { ref: string }[]).map(({ ref }) => ref)).toEqual(refs);
    expect(dropped).toBe(1);
  });
});

describe('a moment', () => {
  test.each([
    ['d.M.yyyy H:m', '2.11.2026 9:5'],
    ['d.M.yyyy H:m:s', '2.11.2026 9:5:0'],
  ])('by %s', (format, written) => {
    const read = readOrder(`createdAt: { path: $.at, format: '${format}', zone: UTC }`, { at: written });
    expect(orderIn(read)['createdAt']).toBe(Date.UTC(2026, 10, 2, 9, 5));
  });

  test('by its parts as numbers', () => {
    const parts = `createdAt: { join: [$.y, $.m, $.d], with: '-', format: yyyy-M-d, zone: UTC }`;
    expect(orderIn(readOrder(parts, { y: 2026, m: 1, d: 9 }))['createdAt']).toBe(Date.UTC(2026, 0, 9));
  });

  test.each([
    ['dd.MM.yyyy', '`dd.MM.yyyy` contains no UTC offset, so the field needs a `zone`.'],
    ['tt.MM.jjjj', '`tt.MM.jjjj` is not a date format.'],
  ])('in the format %s is an issue in words', (format, message) => {
    expect(() => readOrder(`createdAt: { path: $.at, format: ${format} }`, {})).toThrow(message);
  });
});

describe('which order an answer is about', () => {
  const rules = `    at: $.data\n    same: { ref: $.id }\n    fields:\n      amount: { minor: $.cents, currency: EUR }\n`;
  const inputs = { order: { ref: 'r1', number: '1' } };

  test('is read where to find the fields', () => {
    const mapping = mappingOf('payments.quote_refund', rules);
    expect(mapping.issues).toEqual([]);
    const right = mapping.read(inputs, { id: 'x', data: { id: 'r1', cents: 5 } });
    expect(right.outputs).toMatchObject({ amount: { minor: 5, currency: 'EUR' } });
    const wrong = mapping.read(inputs, { id: 'r1', data: { id: 'r2', cents: 5 } });
    expect(wrong.wrong).toBe('same: about a different record from the one requested');
    const root = mappingOf('payments.quote_refund', rules.replace('ref: $.id', 'ref: $root.id'));
    expect(root.read(inputs, { id: 'r1', data: { cents: 5 } }).wrong).toBeUndefined();
  });
});

test('a field that is said to be what was asked for is an issue: it would agree with any answer', () => {
  expect(() => readOrder("customerEmail: { value: '${inputs.email}' }", {})).toThrow(
    'A field is read from the answer: `${…}` cannot be used here.',
  );
});

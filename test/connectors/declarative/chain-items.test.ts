/** Requests of a chain that are sent for each item of a list, records that they take, and look-ups in these. */
import { describe, expect, test } from 'vitest';
import { called, issuesOf } from './support/called.js';

const CHANGE = `  orders.change_lines:
    chain:
      - id: items
        request: { method: GET, path: "/orders/\${inputs.order.ref}/items" }
        take: { all: { each: "$.items[*]", fields: { sku: [$.sku, $.code], id: $.id } } }
      - id: kept
        staging: true
        each: inputs.lines
        where: { path: $.quantity, not: 0 }
        request:
          method: POST
          path: /edits
          headers: { Idempotency-Key: "\${requestKey}" }
          body:
            id: { lookup: { in: chain.items.all, where: sku, equals: ["\${item.sku}", "\${item.line}"] }, from: id }
            pieces: \${item.quantity}
        success: { path: $.pieces, is: "\${item.quantity}" }
        take: { done: { each: $.edit } }
    request: { method: POST, path: /commit, body: { edits: { from: chain.kept.done } } }
    idempotency: natural
    success: { path: $.ok, is: "true" }
`;
const order = { ref: 'o1', number: '1', status: 'open', lines: [], shipments: [], returns: [] };
const call = (...lines: readonly (readonly [line: string, quantity: number, sku?: string])[]) => ({
  operation: 'orders.change_lines',
  inputs: {
    order,
    lines: lines.map(([line, quantity, sku]) => ({
      ...{ line, name: line, quantity },
      ...(sku === undefined ? {} : { sku }),
    })),
  },
  idempotencyKey: '0b0e7a52-9a3f-4a49-8d6c-0d6c7f5d4a11',
});
const items = [
  { sku: 'A', code: 'x', id: 'i1' },
  { code: 'B', id: 'i2' },
  { sku: null, code: 'C', id: 'i3' },
];

describe('a request for each item', () => {
  test('is sent for those that are meant, with a key each, and takes their lists together', async () => {
    const came = await called(CHANGE, call(['A', 1], ['B', 0], ['Z', 2, 'C']), ({ url, body }, count) => {
      if (url.endsWith('/items')) return { items };
      if (url.endsWith('/commit')) return { ok: true };
      return { edit: `e${count}`, pieces: (JSON.parse(body) as { pieces: number }).pieces };
    });
    expect(came.attempt).toMatchObject({ is: 'done' });
    expect(came.hits.slice(1).map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { id: 'i1', pieces: 1 },
      { id: 'i3', pieces: 2 },
      { edits: ['e2', 'e3'] },
    ]);
    const keys = came.hits.slice(1, 3).map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(2);
  });

  test.each([
    ['whose look-up finds nothing is not sent', [['Q', 1]], 1, { is: 'refused', code: 'input_unusable' }],
    ['whose answer is another one ends the write', [['A', 7]], 2, { is: 'unsent', code: 'answer_shape' }],
    ['is not sent without items', [['A', 0]], 2, { is: 'done' }],
  ] as const)('%s', async (_, lines, hits, attempt) => {
    const came = await called(CHANGE, call(...lines), ({ url }) =>
      url.endsWith('/items') ? { items } : { edit: 'e', pieces: 1, ok: true },
    );
    expect(came.attempt).toMatchObject(attempt);
    expect(came.hits).toHaveLength(hits);
  });

  test.each([
    [CHANGE.replace('each: inputs.lines', 'each: inputs.order.ref'), '`inputs.order.ref` is not a list.'],
    [
      CHANGE.replace('done: { each: $.edit }', 'done: $.edit'),
      'A request that is sent for each item can only extract lists: `{ each: … }`.',
    ],
    [
      CHANGE.replace('        each: inputs.lines\n', ''),
      '`where` needs `each`: it filters the items of the list.',
    ],
    [CHANGE.replace('from: id', 'from: key'), '`chain.items.all` is not a list of records with `key`.'],
    [
      CHANGE.replace('in: chain.items.all', 'in: chain.kept.all'),
      'There is no `chain.kept.all` in the chain.',
    ],
  ])('is refused at check when it is written otherwise (%#)', (text, message) => {
    expect(issuesOf(text).join('\n')).toContain(message);
  });
});

test('`none` in a read that tells whether a write has happened says that it has not', async () => {
  const text = `  orders.change_lines.happened:
    chain:
      - id: lines
        each: inputs.lines
        request: { method: GET, path: "/lines/\${item.line}" }
        none: { path: $.pieces, not: ["\${item.quantity}", missing] }
    request: { method: GET, path: "/orders/\${inputs.order.ref}" }
    success: { path: $.ref, is: "\${inputs.order.ref}" }
`;
  const asked = { ...call(['A', 1], ['B', 2]), operation: 'orders.change_lines.happened' };
  const told = async (...pieces: number[]) =>
    (
      await called(text, asked, ({ url }, count) =>
        url.includes('/lines/') ? { pieces: pieces[count - 1] ?? null } : { ref: 'o1' },
      )
    ).attempt;
  expect(await told(1, 2)).toMatchObject({ is: 'done', result: 'happened' });
  expect(await told(1, 1)).toMatchObject({ is: 'done', result: 'not_happened' });
});

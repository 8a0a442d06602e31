/** Requests that the call's values choose or repeat: `either`, `if`, `over`, and conditions on the call. */
import { describe, expect, test } from 'vitest';
import { called, issuesOf } from './support/called.js';

const CANCEL = `  subscriptions.cancel:
    request:
      either:
        - if: { from: inputs.at, is: now }
          method: DELETE
          path: "/contracts/\${inputs.subscription.ref}"
        - path: "/contracts/\${inputs.subscription.ref}/end"
          body: { why: "\${inputs.reason}" }
    idempotency: natural
    success: { path: $.ok, is: 'true' }
`;

describe('several ways to ask', () => {
  test.each([
    ['now', 'DELETE', '/api/contracts/s1'],
    ['period_end', 'POST', '/api/contracts/s1/end'],
  ])('of %s, the first that holds is sent', async (at, method, url) => {
    const inputs = { subscription: { ref: 's1' }, at, reason: 'moved' };
    const call = { operation: 'subscriptions.cancel', inputs, idempotencyKey: 'k' };
    const came = await called(CANCEL, call, () => ({ ok: true }));
    expect(came.attempt.is).toBe('done');
    expect(came.hits.map((hit) => [hit.method, hit.url])).toEqual([[method, url]]);
  });

  test('nothing is sent where none holds', async () => {
    const file = CANCEL.replace(
      '        - path',
      '        - if: { from: inputs.reason, is: missing }\n          path',
    );
    const inputs = { subscription: { ref: 's1' }, at: 'period_end', reason: 'moved' };
    const call = { operation: 'subscriptions.cancel', inputs, idempotencyKey: 'k' };
    const came = await called(file, call, () => ({ ok: true }));
    expect(came.attempt).toEqual({ is: 'refused', code: 'input_unusable' });
    expect(came.hits).toEqual([]);
  });

  test.each([
    ['a value that there is not', 'inputs.at, is', 'inputs.when, is', 'There is no `inputs.when`'],
    ['an answer', 'from: inputs.at, is: now', 'path: $.at, is: now', 'There is no answer yet'],
    [
      'a request beside them',
      'request:\n',
      'request:\n      path: /x\n',
      '`either` cannot be combined with other keys.',
    ],
    ['one way alone', /        - if[^]*?contracts[^]*?\n/, '', 'This list needs at least 2 items.'],
  ])('%s is a mistake', (_name, from, to, message) => {
    expect(issuesOf(CANCEL.replace(from, to)).join('\n')).toContain(message);
  });
});

describe('a condition on the call', () => {
  const HAPPENED = `${CANCEL.replace('natural', '{ lookup: subscriptions.cancel.happened }')}  subscriptions.cancel.happened:
    request: { path: "/contracts/\${inputs.subscription.ref}" }
    results:
      not_happened:
        path: $.state
        not: ended
        any: [{ from: inputs.at, is: now }, { path: $.endsAt, is: 'null' }]
    success: { path: $.id, is: s1 }
`;

  test.each([
    ['now', 'happened', { state: 'ended' }],
    ['now', 'not_happened', { state: 'runs', endsAt: '2027-01-01' }],
    ['period_end', 'happened', { state: 'runs', endsAt: '2027-01-01' }],
    ['period_end', 'not_happened', { state: 'runs', endsAt: null }],
  ])('of %s says %s of %j', async (at, result, contract) => {
    const inputs = { subscription: { ref: 's1' }, at };
    const call = { operation: 'subscriptions.cancel.happened', inputs, idempotencyKey: 'k' };
    const came = await called(HAPPENED, call, () => ({ id: 's1', ...contract }));
    expect(came.attempt).toMatchObject({ is: 'done', result });
  });

  test('means nothing where no call is known', () => {
    const rules = 'errorRules: { not_now: { from: inputs.at, is: now } }\n';
    expect(issuesOf(CANCEL, rules).join('\n')).toContain('Values of the call are not available here.');
  });
});

describe('a request of a chain with a condition', () => {
  const quote = (by: string): string => `  payments.quote_refund:
    chain:
      - id: payer
        if: { value: ${by}, is: payer }
        request: { path: /payers, query: { mail: "\${inputs.order.customerEmail}" } }
        take: { id: $.payer }
    request:
      path: /payments
      query: { find: { given: chain.payer.id, value: "payer \${chain.payer.id}", else: "order \${inputs.order.number}" } }
    fields: { amount: { minor: $.cents, currency: EUR } }
`;
  const inputs = { order: { ref: 'o1', number: '7', customerEmail: 'a@b.example' } };
  const call = { operation: 'payments.quote_refund', inputs };

  test.each([
    ['payer', ['payers?mail=a%40b.example', 'payments?find=payer%20p1']],
    ['order', ['payments?find=order%207']],
  ])('is sent where that holds; else what it takes is absent: %s', async (by, urls) => {
    const came = await called(quote(by), call, ({ url }) =>
      url.includes('/payers') ? { payer: 'p1' } : { cents: 5 },
    );
    expect(came.attempt).toMatchObject({ is: 'done', result: 'refundable' });
    expect(came.hits.map(({ url }) => url.replace('/api/', ''))).toEqual(urls);
  });

  test.each([
    ['of an answer', 'value: payer, is', 'path: $.a, is', 'There is no answer yet'],
    [
      'of a value that is not there yet',
      'value: payer,',
      'from: chain.payer.id,',
      'There is no `chain.payer.id`',
    ],
    ['of two things', 'value: payer,', 'value: payer, from: inputs.order.ref,', 'A condition needs'],
  ])('%s is a mistake', (_name, from, to, message) => {
    expect(issuesOf(quote('payer').replace(from, to)).join('\n')).toContain(message);
  });
});

const FIND = `  subscriptions.find:
    chain:
      - id: people
        request: { path: /people, query: { mail: "\${inputs.email}" } }
        take: { ids: { each: '$.people[*].id' } }
      - id: theirs
        each: chain.people.ids
        request: { path: "/people/\${item}/contracts" }
        take: { ids: { each: '$.ids[*]' } }
    request: { path: "/contracts/\${page.cursor}" }
    paging: { over: chain.theirs.ids, max: 3 }
    each: $
    fields: { ref: $.id, number: $.id, name: $.id, status: { value: active }, customerEmail: $.mail }
`;

describe('a request for each item of a list', () => {
  const find = { operation: 'subscriptions.find', inputs: { email: 'a@b.example' } };
  const answering =
    (contracts: Readonly<Record<string, string[]>>) =>
    ({ url }: { url: string }) => {
      if (url.includes('mail=')) return { people: Object.keys(contracts).map((id) => ({ id })) };
      const [, , kind, id = ''] = url.split('/');
      return kind === 'people' ? { ids: contracts[id] ?? [] } : { id, mail: 'a@b.example' };
    };

  test('reads all of them, each once, and no more than `max`', async () => {
    const came = await called(FIND, find, answering({ p1: ['c1', 'c2'], p2: [], p3: ['c2', 'c3', 'c4'] }));
    expect(came.attempt).toMatchObject({
      outputs: { subscriptions: [{ ref: 'c1' }, { ref: 'c2' }, { ref: 'c3' }] },
    });
    expect(came.hits.map(({ url }) => url.split('/').slice(2).join('/'))).toEqual([
      'people?mail=a%40b.example',
      ...['people/p1/contracts', 'people/p2/contracts', 'people/p3/contracts'],
      ...['contracts/c1', 'contracts/c2', 'contracts/c3'],
    ]);
    expect(came.events.map(({ kind }) => kind)).toContain('pages_cut');
  });

  test('of none finds nothing, and asks for nothing', async () => {
    const came = await called(FIND, find, answering({ p1: [] }));
    expect(came.attempt).toMatchObject({ is: 'done', result: 'none' });
    expect(came.hits).toHaveLength(2);
  });

  test('that fails for one fails', async () => {
    const good = answering({ p1: ['c1', 'c2'] });
    const came = await called(FIND, find, (hit) => (hit.url.endsWith('/c2') ? [500, {}] : good(hit)));
    expect(came.attempt).toMatchObject({ is: 'later', code: 'system_error' });
  });

  test.each([
    ['a list that nobody takes', 'over: chain.theirs.ids', 'over: chain.theirs.names'],
    ['no list', "{ ids: { each: '$.people[*].id' } }", "{ ids: '$.people[0].id' }"],
    ['one value of several answers', "{ ids: { each: '$.ids[*]' } }", "{ ids: '$.ids[0]' }"],
  ])('%s is a mistake', (_name, from, to) => {
    expect(issuesOf(FIND.replace(from, to))).not.toEqual([]);
  });
});

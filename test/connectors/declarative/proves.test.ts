/** A refusal of a write that may have been sent before proves nothing, unless the connection says that it does. */
import { expect, test } from 'vitest';
import type { Attempt } from '../../../src/connectors/connector.js';
import { called } from './support/called.js';

const REFUND = `  payments.refund:
    chain:
      - id: draft
        staging: true
        request: { path: /drafts, method: POST }
        refusal:
          - { path: $.error, values: { PAID: already_refunded } }
          - { path: $.error, values: { LOCKED: not_refundable }, proves: nothing_happened }
        take: { id: $.id }
    request: { path: "/drafts/\${chain.draft.id}", method: POST }
    idempotency: { key: { header: Idempotency-Key, window: 24h } }
    refusal:
      - { path: $.error, values: { PAID: already_refunded } }
      - { path: $.error, message: $.text, values: { KEY_UNKNOWN: not_refundable }, proves: nothing_happened }
    success: { path: $.id, is: present }
`;
const inputs = { order: { ref: 'o1' }, amount: { minor: 5, currency: 'EUR' }, reason: 'other' };

async function said(at: 'draft' | 'commit', error: string, repeated: boolean): Promise<Attempt> {
  const call = { operation: 'payments.refund', inputs, idempotencyKey: 'k1', repeated };
  const { attempt } = await called(REFUND, call, ({ url }) =>
    url.endsWith('/drafts') === (at === 'draft') ? [409, { error, text: 'Nein.' }] : { id: 'd1' },
  );
  return attempt;
}

test('what it proves is handed on with the refusal', async () => {
  for (const repeated of [false, true]) {
    expect(await said('commit', 'PAID', repeated)).toEqual({ is: 'refused', code: 'already_refunded' });
    expect(await said('commit', 'KEY_UNKNOWN', repeated)).toEqual({
      ...{ is: 'refused', code: 'not_refundable', message: 'Nein.' },
      proves: 'nothing_happened',
    });
  }
});

test('before the commit, a repeated write is refused only by what proves it', async () => {
  expect(await said('draft', 'PAID', false)).toEqual({ is: 'refused', code: 'already_refunded' });
  expect(await said('draft', 'PAID', true)).toEqual({ is: 'unclear', code: 'answer_status' });
  expect(await said('draft', 'LOCKED', true)).toEqual({
    ...{ is: 'refused', code: 'not_refundable' },
    proves: 'nothing_happened',
  });
});

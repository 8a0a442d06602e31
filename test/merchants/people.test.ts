/** How agents sign in, how merchant.yaml tells them apart, and where replies of a channel go. */
import { describe, expect, test } from 'vitest';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';

const now = Date.UTC(2026, 10, 28);
const read = (people: string) =>
  readMerchantFile('merchant.yaml', `merchant: acme\nzone: UTC\nhandover:\n  default: x\n${people}`, { now });

test('a sign-in and those who have one are read', () => {
  const { config, issues } = read(`signIn:
  issuer: https://login.acme.example/realms/shop
  audience: orderly
  claim: email
approvers:
  anna:
    roles: [refund-approver]
    login: anna@acme.example
  dana:
    login: dana@acme.example
    scopes: [conversations, runs]
`);
  expect(issues).toEqual([]);
  expect(config?.signIn).toEqual({
    ...{
      issuer: 'https://login.acme.example/realms/shop',
      audience: 'orderly',
      claim: 'email',
      egressAllow: [],
    },
  });
  expect(config?.approvers).toEqual({
    anna: { roles: ['refund-approver'], keys: [], login: 'anna@acme.example' },
    dana: { roles: [], keys: [], login: 'dana@acme.example', scopes: ['conversations', 'runs'] },
  });
});

describe('refused', () => {
  test.each([
    ['http://login.acme.example', 'issuer_invalid'],
    ['https://login.acme.example?tenant=1', 'issuer_invalid'],
    ['https://login.acme.example#a', 'issuer_invalid'],
    ['https://me@login.acme.example', 'issuer_invalid'],
    ['login.acme.example', 'issuer_invalid'],
  ])('the issuer %s', (issuer, code) => {
    const { config, issues } = read(`signIn:\n  issuer: ${issuer}\n  audience: orderly\n`);
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(config?.signIn).toBeUndefined();
  });

  test.each([
    ['nothing that shows who it is', 'anna:\n    roles: [a]'],
    ['the login of another', 'anna:\n    login: a\n  ben:\n    login: a'],
    [
      'the key of another',
      'anna:\n    keys: ["${secret.ANNA_KEY}"]\n  ben:\n    keys: ["${secret.BEN_KEY}", "${secret.ANNA_KEY}"]',
    ],
  ])('an approver with %s', (_, approvers) => {
    expect(read(`approvers:\n  ${approvers}\n`).issues.map(({ code }) => code)).toEqual(['approver_unnamed']);
  });
});

describe('the webhook of a channel', () => {
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const channel = (text: string, secrets?: Record<string, string>) =>
    readMerchantFile(
      'merchant.yaml',
      `merchant: acme\nzone: UTC\nhandover:\n  default: x\nchannels:\n  chat:\n${text}`,
      {
        now,
        ...(secrets === undefined ? {} : { secrets: (name: string) => secrets[name] }),
      },
    );

  test('is an address and the name of the secret that signs', () => {
    const { config, issues } = channel(
      '    webhook: https://chat.example/in\n    secret: ${secret.HOOK}\n    egress:\n      allow: [10.0.0.0/8]\n',
      { HOOK: secret },
    );
    expect(issues).toEqual([]);
    expect(config?.channels['chat']?.webhook).toEqual({
      ...{ url: 'https://chat.example/in', secretName: 'HOOK', egressAllow: ['10.0.0.0/8'] },
    });
  });

  test.each([
    ['    webhook: https://chat.example/in\n', 'webhook_invalid'],
    ['    secret: ${secret.HOOK}\n', 'webhook_invalid'],
    ['    webhook: http://chat.example/in\n    secret: ${secret.HOOK}\n', 'webhook_invalid'],
    ['    webhook: https://chat.example/in\n    secret: ${secret.SHORT}\n', 'webhook_invalid'],
    [`    webhook: https://chat.example/in\n    secret: ${secret}\n`, 'webhook_invalid'],
    ['    webhook: https://chat.example/in\n    secret: ${secret.GONE}\n', 'secret_missing'],
  ])('refused: %s', (text, code) => {
    const { config, issues } = channel(text, { HOOK: secret, SHORT: 'whsec_AAAA' });
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(JSON.stringify(issues)).not.toContain(secret);
    expect(config?.channels['chat']?.webhook).toBeUndefined();
  });
});

/** `notifications:` of merchant.yaml: what it becomes, and what is refused with which line. */
import { expect, test } from 'vitest';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';

const hook = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const secrets: Readonly<Record<string, string>> = { HOOK: hook, SMTP: 'a password', SHORT: 'whsec_c2hvcnQ=' };

function read(notifications: string, given: 'secrets' | 'no secrets' = 'secrets') {
  const lines = notifications.split('\n').map((line) => `    ${line}`);
  const text = `merchant: acme
zone: Europe/Berlin
handover:
  default: service
notifications:
  approvals:
${lines.join('\n')}
`;
  const { config, issues } = readMerchantFile('merchant.yaml', text, {
    ...(given === 'secrets' ? { secrets: (name) => secrets[name] } : {}),
    now: 0,
  });
  return {
    notifications: config?.notifications,
    issues: issues.map(({ code, line, message }) => `${line} ${code}: ${message}`),
  };
}

const mail = (smtp: string, more = '') => `mail:
  email:
    to: [duty@acme.example]
    from: Orderly <orderly@acme.example>
    smtp: { host: smtp.acme.example${smtp} }${more}`;

test('a webhook and an e-mail, with what they have by default', () => {
  const text = `team-chat:
  webhook: https://hooks.acme.example/approvals
  secret: \${secret.HOOK}
  roles: [refund-approver]
  link: https://desk.acme.example/approvals/\${number}
${mail(', user: orderly, password: "${secret.SMTP}"')}`;
  expect(read(text)).toEqual({
    issues: [],
    notifications: {
      'team-chat': {
        ...{ by: 'webhook', url: 'https://hooks.acme.example/approvals', secretName: 'HOOK' },
        ...{ egressAllow: [], roles: ['refund-approver'] },
        link: 'https://desk.acme.example/approvals/${number}',
      },
      mail: {
        ...{
          by: 'email',
          to: ['duty@acme.example'],
          from: 'Orderly <orderly@acme.example>',
          egressAllow: [],
        },
        smtp: {
          ...{ host: 'smtp.acme.example', port: 587, security: 'starttls' },
          login: { user: 'orderly', passwordName: 'SMTP' },
        },
      },
    },
  });
});

test.each([
  [', security: tls', '', 465, 'tls'],
  [', security: none', '\n  egress: { allow: [smtp.acme.example] }', 25, 'none'],
  [', port: 2525', '', 2525, 'starttls'],
])('a mail server written as %s', (smtp, more, port, security) => {
  const { notifications, issues } = read(mail(smtp, more));
  expect(issues).toEqual([]);
  expect(notifications?.['mail']).toMatchObject({ smtp: { port, security } });
});

test('without secrets at hand their names are taken as right', () => {
  const { issues } = read('chat:\n  webhook: https://a.example\n  secret: ${secret.ANY}', 'no secrets');
  expect(issues).toEqual([]);
});

test.each([
  ['chat:\n  webhook: https://a.example', '7 notification_invalid'],
  ['chat:\n  roles: [team-lead]', '7 notification_invalid'],
  [`${mail('')}\n  secret: \${secret.HOOK}`, '7 notification_invalid'],
  [`Team:\n  webhook: https://a.example\n  secret: \${secret.HOOK}`, '7 notification_invalid'],
  ['chat:\n  webhook: http://a.example\n  secret: ${secret.HOOK}', '8 webhook_invalid'],
  ['chat:\n  webhook: https://a.example\n  secret: ${secret.GONE}', '7 secret_missing'],
  ['chat:\n  webhook: https://a.example\n  secret: ${secret.SHORT}', '7 notification_invalid'],
  [`chat:\n  webhook: https://a.example\n  secret: ${hook}`, '7 notification_invalid'],
  [
    'chat:\n  webhook: https://a.example\n  secret: ${secret.HOOK}\n  link: http://a.example/${number}',
    '10 notification_invalid',
  ],
  [mail('').replace('duty@', ''), '9 notification_invalid'],
  [mail('').replace('<orderly@', '<'), '10 notification_invalid'],
  [mail(', security: none'), '11 notification_invalid'],
  [mail(', user: orderly'), '11 notification_invalid'],
  [mail(', port: 70000'), '11 notification_invalid'],
  [mail(', prot: 25'), '11 key_unknown'],
])('refused: %s', (text, place) => {
  const { issues } = read(text);
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatch(new RegExp(`^${place}: `));
  expect(issues.join()).not.toContain(hook);
});

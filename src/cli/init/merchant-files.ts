/** The files of a new merchant, with comments on what to fill in next. */
import { stringify } from 'yaml';
import { catalogue } from '../../commerce/index.js';
import type { InitAnswers } from './answers.js';
import { optionalDomains } from './answers.js';

/** What merchant.yaml is written from. */
export interface MerchantDraft extends Omit<InitAnswers, 'from'> {
  /** Name of the folder. */
  merchant: string;
  /** Connection by operation. */
  operations: Readonly<Record<string, string>>;
}

/** merchant.yaml. What moves money needs approvers and a band; until something does, they stand there as comments. */
export function merchantFile(draft: MerchantDraft): string {
  const { merchant, name, zone, language, without, operations } = draft;
  const movesMoney = Object.keys(operations).some((each) => catalogue.get(each)?.effect === 'money');
  return [
    '# A merchant of Orderly. docs/integrating/merchants.md has every key.',
    stringify({ merchant, name, zone, language }).trimEnd(),
    '',
    '# When people are there; business days are counted by it. `holidays: de-BE`, or a list of dates, takes days out.',
    "hours:\n  mon-fri: '09:00-17:00'",
    '',
    '# What proves whose order it is, where no channel vouches for the customer.',
    'verification:\n  - [number, email]',
    '',
    '# Channels that vouch for customers who are signed in, each with its public key.',
    commented('channels:\n  shop-chat:\n    keys:\n      - ${secret.SHOP_CHAT_KEY}'),
    '',
    '# People who may approve what moves money, and up to which amount nobody has to. Each makes a key of their own with',
    '# `orderly approvals keygen --out anna.key`; the line that it prints is the key, or a secret of that name.',
    (movesMoney ? asIs : commented)(people),
    ...withoutLines(without),
    '',
    '# Which connection answers: one line for an operation, or for a whole domain.',
    ...bindingLines(draft),
    '',
    '# Queues of people; what nothing else says goes to the default.',
    'handover:\n  default: service\n',
  ].join('\n');
}

const people = `approvers:
  anna:
    roles: [refund-approver, team-lead]
    limit: 200 EUR
    keys:
      - \${secret.ANNA_KEY}
policy:
  refund.autoApprove:
    upTo: 20 EUR
    perCustomer: 2/30d
  refund.within: 30 days
  # Where a cancellation pays back.
  cancel.autoApprove:
    upTo: 20 EUR
    perCustomer: 2/30d`;

const asIs = (text: string): string => text;

const commented = (text: string): string => text.replaceAll(/^/gm, '#');

const withoutLines = (without: readonly string[]): string[] =>
  without.length === 0
    ? []
    : [
        '',
        '# What the shop does not have: what needs it goes to people.',
        `without: [${without.join(', ')}]`,
      ];

function bindingLines({ operations, without }: MerchantDraft): string[] {
  const bound = Object.entries(operations).map(([operation, name]) => `  ${operation}: ${name}`);
  const domains = new Set(Object.keys(operations).map((operation) => operation.split('.')[0]));
  const open = ['orders', ...optionalDomains]
    .filter((domain) => !without.includes(domain) && !domains.has(domain))
    .map((domain) => `#  ${domain}: shop`);
  return [bound.length === 0 ? '#operations:' : 'operations:', ...bound, ...open];
}

/** A flow of the merchant's own and its test, by path: an example to change. */
export function exampleFlow(language: string): Readonly<Record<string, string>> {
  const sentence = sentences[language.split('-')[0] ?? language] ?? Object.values(sentences)[0];
  return {
    'flows/our-hours.yaml': `# A flow of your own, to begin with: change it, or remove it and its test. docs/authoring/add-a-flow.md leads on.
flow: our-hours
title: Tell when people are there
outputs:
  result: [told]
steps:
  - say: ${sentence}
  - end: { result: told }
`,
    'flows/our-hours.test.yaml': `flow: our-hours

tests:
  - name: the hours are told
    then:
      said:
        - ${sentence}
      result: told
`,
  };
}

/** The example's sentence, which is in the language of the shop. */
const sentences: Readonly<Record<string, string>> = {
  en: 'We are here Monday to Friday from 9 am to 5 pm.',
  de: 'Wir sind montags bis freitags von 9 bis 17 Uhr für Sie da.',
};

/** Files of intents: what is read from one, and what is told where one is wrong. */
import { describe, expect, test } from 'vitest';
import { intentOf } from '../../../src/contracts/intent-name.js';
import { intentNamed, intents, noIntent, peopleIntent } from '../../../src/understanding/intents/index.js';
import { readIntents } from '../../../src/understanding/intents/read-intents.js';
import { shipped } from '../../flows/support/demo.js';

const invoice = `intent: order_invoice
risk: reading
flow: order-invoice
inputs:
  orderNumber: \${entities.orderNumber}
  kind: copy
names:
  en: an invoice
summary:
  en: The customer wants an invoice.

fine:
  order_invoice.copy:
    definition: The invoice of an order, once more.
    examples:
      - send me the invoice
      - I lost my bill
      - yes
    nearMisses:
      where can I complain: people
`;
const special = (name: string, wants: string): string => `intent: ${name}
wants: ${wants}
risk: harmless
summary:
  en: Something else.
fine:
  ${name}:
    definition: What this test needs.
    examples: [a, b, c]
    nearMisses: {}
`;
const file = (name: string, text: string) => ({ name, file: `${name}.yaml`, text });
const others = [file('none', special('none', 'nothing_known')), file('people', special('people', 'people'))];

const read = (text: string, beside = others) => readIntents([...beside, file('order_invoice', text)]);
const told = (text: string, beside = others): string[] =>
  read(text, beside).issues.map(({ line, column, code, message, hint }) =>
    [`${line}:${column}`, code === 'intent_invalid' ? '' : `${code} `, message, hint].join(' '),
  );

describe('a file', () => {
  test('says what its intent is, and how it is answered', () => {
    const { intents: found, issues } = read(invoice);
    expect(issues).toEqual([]);
    expect(found.at(-1)).toEqual({
      name: 'order_invoice',
      risk: 'reading',
      flow: {
        name: 'order-invoice',
        inputs: { orderNumber: { entity: 'orderNumber' }, kind: { value: 'copy' } },
      },
      reply: 'talk_to_a_person',
      names: { en: 'an invoice' },
      summary: { en: 'The customer wants an invoice.' },
      fine: [
        {
          id: 'order_invoice.copy',
          definition: 'The invoice of an order, once more.',
          // Every scalar is a text.
          examples: ['send me the invoice', 'I lost my bill', 'yes'],
          nearMisses: { 'where can I complain': 'people' },
        },
      ],
    });
  });

  test.each([
    [
      'a name that the file does not have',
      'intent: order_invoice',
      'intent: invoice',
      /^1:9 .*named `order_invoice`/,
    ],
    ['an unknown risk', 'risk: reading', 'risk: none', /^2:7 /],
    [
      'an unknown key',
      'risk: reading',
      'risk: reading\nrisks: final',
      /^3:1 key_unknown {2}The key `risks`.*`risk`/,
    ],
    ['no summary', /summary:\n.*\n/, '', /`summary` is missing/],
    ['inputs without a flow', 'flow: order-invoice\n', '', /^3:1 .*no flow to pass them to/],
    [
      'an input that reads something else',
      'entities.order',
      'steps.order',
      /^5:16 .*`\$\{entities\.orderNumber\}`/,
    ],
    ['a part of another intent', 'order_invoice.copy:', 'refund.copy:', /^13:3 .*no part of `order_invoice`/],
    ['an unknown near miss', 'complain: people', 'complain: poeple', /^20:29 .*Did you mean `people`/],
    ['itself as near miss', 'complain: people', 'complain: order_invoice.copy', /would be an example/],
  ])('with %s is refused at its place', (_name, from, to, issue) => {
    const found = told(invoice.replace(from, to));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(issue);
  });

  test('whose name is not snake_case is refused', () => {
    const { issues } = readIntents([
      ...others,
      file('orderInvoice', invoice.replaceAll('order_invoice', 'orderInvoice')),
    ]);
    expect(issues.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '1: `orderInvoice` is not snake_case.',
    ]);
  });

  test('that is no YAML is refused', () => {
    expect(told('intent: [')).toHaveLength(1);
  });
});

test('exactly one intent wants people, and exactly one nothing known', () => {
  const [none, people] = others;
  const found = told(invoice.replace('complain: people', 'complain: none'), [none!]);
  expect(found).toEqual([expect.stringContaining('No intent has `wants: people`.')]);
  const second = file('also', special('also', 'people'));
  expect(told(invoice, [none!, people!, second])).toEqual([expect.stringContaining('2:8')]);
});

describe('the product’s intents', () => {
  test('stand in files that are right, one for people and one for nothing known', () => {
    expect(intents.length).toBeGreaterThanOrEqual(13);
    expect([intentNamed(noIntent)?.wants, intentNamed(peopleIntent)?.wants]).toEqual([
      'nothing_known',
      'people',
    ]);
    expect(intentNamed('constructor')).toBeUndefined();
  });

  test('name flows that are shipped', () => {
    const files = shipped.map(({ file: name }) => name.replace('.yaml', ''));
    for (const { flow } of intents) if (flow !== undefined) expect(files).toContain(flow.name);
  });

  test('are what their fine intents roll up to', () => {
    for (const { name, fine } of intents) for (const { id } of fine) expect(intentOf(id)).toBe(name);
    expect(intentOf('gift_wrapping')).toBe('gift_wrapping');
  });
});

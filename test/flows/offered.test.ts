/** What a merchant offers: flows need only what the merchant can come to, and what is not offered goes to people. */
import { describe, expect, test } from 'vitest';
import type { CompileResult } from '../../src/flows/compile-flows.js';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import { compile, demo, effects, flowWith, shipped, stepOf } from './support/demo.js';
import { issuesOf, marked } from './steps/support.js';

/** The effects of a merchant that lacks the operations whose names begin so. */
const lacking = (...names: readonly string[]) =>
  new Map([...effects].filter(([name]) => !names.some((begin) => name.startsWith(begin))));

/** The shipped flows without some, in the order in which they are compiled. */
const namesWithout = (...left: readonly string[]) =>
  shipped.map(({ file }) => file.slice(0, -'.yaml'.length)).filter((name) => !left.includes(name));

const tried = (steps: string, bound = effects, head?: string): CompileResult =>
  compile([flowWith(steps, head), ...shipped], demo, bound);

const kindsOf = ({ flows }: CompileResult): string[] =>
  [...stepsIn(flows.get('tried')?.ir.steps ?? [])].map((step) => step.kind);

const end = '- end: { result: done }';
const quote = 'call: payments.quote_refund\n  inputs:\n    order: ${inputs.order}';
const guarded = `- if: offered(payments.quote_refund)\n  then:\n    - ${quote.replaceAll('\n', '\n    ')}\n  else:\n    - say: No refunds here.\n${end}`;

describe('offered(…)', () => {
  test('leaves the branch that the merchant comes to, in the place of the `if`', () => {
    const [first, ...rest] = tried(guarded).flows.get('tried')?.ir.steps ?? [];
    expect(first).toMatchObject({ kind: 'call', operation: 'payments.quote_refund' });
    expect(rest.map(({ kind }) => kind)).toEqual(['end']);
    expect(kindsOf(tried(guarded, lacking('payments')))).toEqual(['say', 'end']);
  });

  test('makes the outputs of that branch those of the step', () => {
    const steps = `- id: can\n  if: offered(payments.refund)\n  then: { do: [], outputs: { word: "yes" } }\n  else: { do: [], outputs: { word: "no" } }\n- say: \${steps.can.word}.\n${end}`;
    const values = (bound = effects) => {
      const ir = tried(steps, bound).flows.get('tried')?.ir;
      return ir && stepOf(ir, 'set', 'can').values;
    };
    expect(values()).toEqual({ word: { k: 'value', value: 'yes' } });
    expect(values(lacking('payments'))).toEqual({ word: { k: 'value', value: 'no' } });
  });

  test.each([
    ['!offered(payments.refund)', true],
    ['offered(orders.get) && offered(payments.refund)', false],
    ['offered(orders.get) || inputs.count > 1', true],
    ['inputs.count > 1 && offered(payments.refund)', false],
    ['offered(payments.refund) ? false : offered(orders.get)', undefined],
    ['offered(orders.get) && inputs.count > 1', undefined],
  ])('%s is decided before any run, as far as it can be: %s', (condition, decided) => {
    const steps = `- if: "${condition}"\n  then:\n    - say: Then.\n  else:\n    - say: Else.\n${end}`;
    const kinds = kindsOf(tried(steps, lacking('payments')));
    expect(kinds).toEqual(decided === undefined ? ['if', 'say', 'say', 'end'] : ['say', 'end']);
    const said = tried(steps, lacking('payments')).sentences.map(({ key }) => key);
    if (decided !== undefined) expect(said).toContain(decided ? 'Then.' : 'Else.');
  });

  test('keeps of a condition only what a run has to decide', () => {
    const steps = `- if: offered(orders.get) && inputs.count > 1\n  then:\n    - say: Then.\n${end}`;
    const ir = tried(steps).flows.get('tried')?.ir;
    expect(ir && stepOf(ir, 'if').condition).toMatchObject({ k: 'op', op: 'gt' });
  });

  test('what follows a branch that ends is not reached, and needs nothing', () => {
    const steps = `- if: "!offered(payments.quote_refund)"\n  then:\n    - say: No refunds here.\n    ${end}\n- ${quote}\n${end}`;
    const { notOffered, issues, ...rest } = tried(steps, lacking('payments'));
    expect([issues, notOffered.get('tried')]).toEqual([[], undefined]);
    expect(kindsOf({ notOffered, issues, ...rest })).toEqual(['say', 'end']);
    expect(kindsOf(tried(steps))).toContain('call');
  });

  test('checks the branch that is left out like any other, and wants neither roles nor policy for it', () => {
    const head = 'policy:\n  goodwill.most: money\noutputs:\n  result: [done]';
    const inside = `- if: offered(payments.refund)\n  then:\n    - say: Up to \${policy.goodwill.most}.\n${end}`;
    expect(tried(inside, lacking('payments'), head).issues).toEqual([]);
    expect(tried(inside, effects, head).issues.map(({ code }) => code)).toEqual(['policy_missing']);
    const misspelt = inside.replace('goodwill.most}', 'goodwill.mots}');
    expect(tried(misspelt, lacking('payments'), head).issues.map(({ code }) => code)).toEqual([
      'field_unknown',
    ]);
  });

  test('takes the name of an operation, and nothing else', () => {
    const issues = (condition: string) => marked(issuesOf(`- if: ${condition}\n  then: []\n${end}`));
    expect(issues('offered(orders.gte)')).toEqual(['operation_not_known at orders.gte)']);
    expect(issues('offered("orders.get")')).toEqual(['expression_refused at "orders.get")']);
    expect(issues('offered(orders)')).toEqual(['operation_not_known at orders)']);
    expect(issues('offered(orders.get, orders.find)')).toEqual([
      'expression_refused at offered(orders.get, orders.find)',
    ]);
  });
});

describe('a flow', () => {
  test('that calls what nobody answers is not offered: that is no issue', () => {
    const { flows, notOffered, issues } = compile(shipped, demo, lacking('shipments'));
    expect(issues).toEqual([]);
    const searching = ['shipments.open_investigation', 'shipments.investigation'];
    expect([...notOffered]).toEqual([
      ['answer-about-delivery', { operations: ['shipments.track'], flows: [] }],
      ['investigate-shipment', { operations: searching, flows: [] }],
      ['watch-shipment', { operations: ['shipments.track'], flows: [] }],
      ['where-is-my-order', { operations: ['shipments.track'], flows: [] }],
    ]);
    expect([...flows.keys()]).toEqual(
      namesWithout('answer-about-delivery', 'investigate-shipment', 'watch-shipment', 'where-is-my-order'),
    );
  });

  test('needs the guard of what moves money, too', () => {
    const { notOffered } = compile(
      [
        ...shipped,
        flowWith(
          `- id: sure\n  ask: Order \${inputs.order.number} and \${money("1 EUR")}?\n  answer: yes_or_no\n  expires: 1 day\n- if: steps.sure.answer == "no"\n  then:\n    ${end}\n- call: payments.refund\n  inputs: { order: "\${inputs.order}", amount: 1 EUR, reason: other }\n  approval: { by: refund-approver, expires: 1 day }\n${end}`,
        ),
      ],
      demo,
      lacking('payments.quote'),
    );
    expect(notOffered.get('tried')).toEqual({ operations: ['payments.quote_refund'], flows: [] });
  });

  test('needs no role and no policy while it is not offered', () => {
    const bare = { ...demo, approvers: {}, bands: {}, policy: {} };
    // Roles and band of a redirect; how long orders are changed; roles and band of a refund, and how long one is made;
    // roles of a part of the price; then a return, and roles and band of a replacement.
    // A cancel moves no money here.
    expect(compile(shipped, bare, lacking('subscriptions')).issues.map(({ code }) => code)).toEqual([
      ...['role_unknown', 'role_unknown', 'policy_missing'],
      ...['policy_missing', 'policy_missing'],
      ...['role_unknown', 'role_unknown', 'policy_missing'],
      'policy_missing',
      ...['role_unknown', 'role_unknown'],
      // What a return costs, until when, and where and how it is sent.
      ...Array.from({ length: 5 }, () => 'policy_missing'),
      ...['role_unknown', 'role_unknown', 'policy_missing'],
    ]);
    const others = Object.entries(demo.bands).filter(([name]) => !name.startsWith('refund'));
    const spare = { ...demo, bands: Object.fromEntries(others) };
    const { issues, notOffered } = compile(shipped, spare, lacking('payments', 'subscriptions'));
    expect(issues).toEqual([]);
    expect([...notOffered.keys()]).toEqual(expect.arrayContaining(['refund-order', 'refund-status']));
  });

  test('is not offered if it certainly comes to a sub-flow that is not', () => {
    const { notOffered, flows } = compile(shipped, demo, lacking('orders'));
    const { 'find-order': find, ...others } = Object.fromEntries(notOffered);
    expect(find).toEqual({ operations: ['orders.get', 'orders.find'], flows: [] });
    expect(Object.keys(others)).toEqual(
      expect.arrayContaining(['cancel-order', 'refund-order', 'refund-status', 'where-is-my-order']),
    );
    for (const reason of Object.values(others)) expect(reason.flows).toContain('find-order');
    expect([...flows.keys()]).toEqual(namesWithout(...notOffered.keys()));
  });

  test('that comes to one in a branch says so there, hands over and ends', () => {
    const { flows } = compile(shipped, demo, lacking('payments'));
    const ir = flows.get('customer-service')?.ir;
    const { cases } = stepOf(ir ?? never(), 'choose');
    expect(cases['refund']?.steps).toMatchObject([
      { kind: 'say', text: { key: expect.stringMatching(/a colleague will take care of it/) } },
      { kind: 'handover', queue: 'service' },
      { kind: 'end', result: 'handed_over' },
    ]);
    expect(cases['wismo']?.steps).toMatchObject([{ kind: 'subflow' }]);
  });

  test('with a case for what has been handed over goes on there', () => {
    const steps = `- id: refund\n  subflow: refund-order\n  inputs:\n    reason: other\n- choose: steps.refund.result\n  cases:\n    handed_over:\n      - end: { result: handed_over }\n  else:\n    ${end}`;
    const ir = tried(steps, lacking('payments')).flows.get('tried')?.ir;
    expect(ir?.steps).toMatchObject([
      { kind: 'say' },
      { kind: 'handover' },
      { kind: 'set', id: 'refund', values: { result: { k: 'value', value: 'handed_over' } } },
      { kind: 'choose' },
    ]);
  });

  test('has its own mistakes told, offered or not', () => {
    const broken = shipped.map((source) =>
      source.file === 'refund-order.yaml'
        ? { ...source, text: source.text.replace('steps.quote.amount', 'steps.quote.amuont') }
        : source,
    );
    expect(compile(broken, demo, lacking('payments')).issues.map(({ code }) => code)).toContain(
      'field_unknown',
    );
  });
});

const never = (): never => {
  throw new Error('customer-service was not compiled');
};

/** What compiling gives: hashes that cover everything, sub-flows locked, outcomes filled, a merchant's own ways. */
import { describe, expect, test } from '@jest/globals';
import { hashOf } from '../../src/flows/hash.js';
import { stepsIn } from '../../src/flows/reach.js';
import type { BlockIr, Effect, FlowIr, StepIr } from '../../src/interpreter/ir.js';
import { compile, demo, effects, flowWith, shipped } from './support/demo.js';

const flowOf = (name: string, merchant = demo): FlowIr => {
  const ir = compile(shipped, merchant).flows.get(name)?.ir;
  if (ir === undefined) throw new Error(`${name} was not compiled`);
  return ir;
};

const stepOf = <K extends StepIr['kind']>(
  flow: FlowIr,
  kind: K,
  id?: string,
): Extract<StepIr, { kind: K }> => {
  for (const step of stepsIn(flow.steps)) {
    if (step.kind === kind && (id === undefined || step.id === id))
      return step as Extract<StepIr, { kind: K }>;
  }
  throw new Error(`no ${kind}`);
};

const codes = (text: string, head?: string): string[] =>
  compile([flowWith(text, head), ...shipped]).issues.map(({ code }) => code);

describe('the shipped flows', () => {
  test('compile without an issue', () => {
    const { flows, issues } = compile(shipped);
    expect(issues).toEqual([]);
    expect([...flows.keys()]).toEqual([
      'customer-service',
      'find-order',
      'refund-order',
      'where-is-my-order',
    ]);
  });

  test('have ids that are unique, and lines of their files', () => {
    for (const { ir } of compile(shipped).flows.values()) {
      const ids = [...stepsIn(ir.steps)].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { line } of stepsIn(ir.steps)) expect(line).toBeGreaterThan(1);
    }
  });
});

describe('the hash', () => {
  test('is that of the canonical text, whatever the order of the files', () => {
    const one = compile(shipped).flows;
    const other = compile([...shipped].reverse()).flows;
    for (const [name, { hash, ir }] of one) {
      expect(hash).toBe(hashOf(ir));
      expect(other.get(name)?.hash).toBe(hash);
    }
  });

  test('covers the sub-flows: a changed one changes its callers', () => {
    const changed = shipped.map((source) => ({
      ...source,
      text: source.text.replace('Which order is it about?', 'Which one?'),
    }));
    const [before, after] = [compile(shipped).flows, compile(changed).flows];
    for (const name of before.keys()) expect(after.get(name)?.hash).not.toBe(before.get(name)?.hash);
  });

  test("covers the merchant's sentences and queues", () => {
    const hash = (merchant: typeof demo) => compile(shipped, merchant).flows.get('find-order')?.hash;
    expect(hash({ ...demo, sentences: { refused: 'Sorry.' } })).not.toBe(hash(demo));
    expect(hash({ ...demo, handover: { default: 'others' } })).not.toBe(hash(demo));
  });

  test('does not change with comments and white space', () => {
    const spaced = shipped.map((source) => ({ ...source, text: `# a comment\n\n${source.text}` }));
    const lines = (flow: FlowIr | undefined) => JSON.stringify(flow).replaceAll(/"line":\d+/g, '');
    expect(lines(compile(spaced).flows.get('find-order')?.ir)).toBe(lines(flowOf('find-order')));
  });
});

describe('outcomes', () => {
  test('that the flow does not handle end as handed over, in the words of the merchant', () => {
    const { outcomes } = stepOf(
      flowOf('refund-order', { ...demo, sentences: { unknown: 'We check it.' } }),
      'call',
      'refund',
    );
    expect(Object.keys(outcomes).sort()).toEqual([
      'expired',
      'refused',
      'rejected',
      'superseded',
      'unavailable',
      'unknown',
      'unverified',
    ]);
    expect(outcomes.unknown).toMatchObject({
      default: true,
      steps: [
        { kind: 'say', text: { key: 'We check it.', args: [] } },
        { kind: 'handover', queue: 'service' },
        { kind: 'end', result: 'handed_over' },
      ],
    });
    expect(outcomes.rejected?.default).toBeUndefined();
  });

  test('of a read may go on with a result, which then needs a case', () => {
    const read = (outputs: string) =>
      `- id: mine\n  call: orders.find\n  outcomes:\n    unavailable:\n      do: []\n      outputs: ${outputs}\n`;
    expect(
      codes(
        `${read('{ result: none }')}- choose: steps.mine.result\n  cases: { found: [], none: [] }\n- end: { result: done }`,
      ),
    ).toEqual([]);
    expect(
      codes(
        `${read('{ result: unavailable }')}- choose: steps.mine.result\n  cases: { found: [], none: [] }\n- end: { result: done }`,
      ),
    ).toEqual(['cases_incomplete']);
    expect(codes(`${read('{ result: found }')}- end: { result: done }`)).toEqual(['branch_outputs']);
    expect(codes(`${read('{ result: lost }')}- end: { result: done }`)).toEqual(['branch_outputs']);
    expect(codes('- call: orders.find\n  outcomes:\n    unavailable: []\n- end: { result: done }')).toEqual([
      'branch_outputs',
    ]);
  });

  test('of a write must end on all ways', () => {
    const raised: ReadonlyMap<string, Effect> = new Map([...effects, ['orders.find', 'write']]);
    const flow = flowWith(
      '- call: orders.find\n  outcomes:\n    refused:\n      - if: inputs.count > 1\n        then:\n          - end: { result: done }\n- end: { result: done }',
    );
    expect(compile([flow], demo, raised).issues.map(({ code }) => code)).toEqual(['outcome_goes_on']);
  });

  test('tell the refusal where it is refused, and nowhere else', () => {
    const call = (outcome: string) =>
      `- id: mine\n  call: orders.find\n  outcomes:\n    ${outcome}:\n      - say: It was refused with \${steps.mine.refusal.code}.\n      - end: { result: done }\n- end: { result: done }`;
    expect(codes(call('refused'))).toEqual([]);
    expect(codes(call('unknown'))).toEqual(['field_unknown']);
  });

  test('of an ask may go on with an answer', () => {
    const ask = (outputs: string) =>
      `- id: sure\n  ask: Sure?\n  answer: yes_or_no\n  outcomes:\n    expired:\n      do: []\n      outputs: ${outputs}\n- choose: steps.sure.answer\n  cases: { yes: [], no: [] }\n- end: { result: done }`;
    expect(codes(ask('{ answer: no }'))).toEqual([]);
    expect(codes(ask('{ answer: maybe }'))).toEqual(['value_unknown']);
    expect(codes(ask('{}'))).toEqual(['branch_outputs']);
  });
});

describe('money', () => {
  const pay = `- id: quote
  call: payments.quote_refund
  inputs: { order: "\${inputs.order}" }
- if: steps.quote.result == "nothing_left"
  then:
    - end: { result: done }
- id: sure
  ask: Pay \${steps.quote.amount} for \${inputs.order.number}?
  answer: yes_or_no
- WAY
- call: payments.refund
  inputs: { order: "\${inputs.order}", amount: "\${steps.quote.amount}", reason: other }
  approval: { by: refund-approver, expires: 1 day, notNeededWithin: policy.refund.autoApprove }
- end: { result: done }`;
  const head = 'policy:\n  refund.autoApprove: band\noutputs:\n  result: [done]';

  test.each([
    ['- if: steps.sure.answer == "no"\n  then:\n    - end: { result: done }', []],
    ['- if: steps.sure.answer != "yes"\n  then:\n    - end: { result: done }', []],
    ['- choose: steps.sure.answer\n  cases:\n    yes: []\n    no:\n      - end: { result: done }', []],
    ['- say: Thank you.', ['money_unconfirmed']],
    ['- if: steps.sure.answer == "yes"\n  then:\n    - end: { result: done }', ['money_unconfirmed']],
    [
      '- if: steps.sure.answer == "no" && inputs.count > 1\n  then:\n    - end: { result: done }',
      ['money_unconfirmed'],
    ],
  ])('a band builds on a yes on every way: %s', (way, expected) => {
    expect(codes(pay.replace('- WAY', way), head)).toEqual(expected);
  });

  test('the yes that a band builds on stands in the IR', () => {
    expect(stepOf(flowOf('refund-order'), 'call', 'refund').approval).toEqual({
      notNeededWithin: 'refund.autoApprove',
      confirmedBy: 'sure',
      by: 'refund-approver',
      expires: { businessDays: 2 },
      remind: { businessMs: 14_400_000 },
      escalate: { after: { businessDays: 1 }, to: 'team-lead' },
    });
  });

  test('a connection that raises an effect makes an approval necessary, and a band impossible', () => {
    const raised: ReadonlyMap<string, Effect> = new Map([...effects, ['orders.find', 'money']]);
    const check = (approval: string) =>
      compile(
        [flowWith(`- call: orders.find\n${approval}- end: { result: done }`, head)],
        demo,
        raised,
      ).issues.map(({ code }) => code);
    expect(check('')).toEqual(['approval_missing']);
    expect(check('  approval: { by: team-lead, expires: 1 day }\n')).toEqual([]);
    expect(
      check('  approval: { by: team-lead, expires: 1 day, notNeededWithin: policy.refund.autoApprove }\n'),
    ).toContain('band_without_guard');
  });

  test('is known of callers too, so that their runs outlive a cancelled parent', () => {
    const money = [...stepsIn(flowOf('customer-service').steps)].flatMap((step) =>
      step.kind === 'subflow' ? [[step.flow, step.money]] : [],
    );
    expect(money).toEqual([
      ['where-is-my-order', false],
      ['refund-order', true],
    ]);
  });
});

describe('sub-flows', () => {
  test('that hand over end their caller, unless a case handles it', () => {
    const find = '- id: find\n  subflow: find-order\n';
    expect(
      codes(`${find}- say: We have order \${steps.find.order.number}.\n- end: { result: done }`),
    ).toEqual([]);
    const cases = (end: string) =>
      `${find}- choose: steps.find.result\n  cases:\n    found: []\n    handed_over:\n      - end: { result: ${end} }\n- end: { result: done }`;
    expect(codes(cases('done'))).toEqual([]);
    expect(codes(cases('handed_over'))).toEqual([]);
    const handled = compile([flowWith(cases('done')), ...shipped]).flows.get('tried');
    expect(handled && stepOf(handled.ir, 'subflow').handlesHandedOver).toBe(true);
    expect(stepOf(flowOf('refund-order'), 'subflow').handlesHandedOver).toBe(false);
  });

  test('of a merchant stand in for shipped ones, if they take and give the same', () => {
    const own = (text: string) => ({ file: 'acme-refund.yaml', text });
    const source = shipped.find(({ file }) => file === 'refund-order.yaml')?.text ?? '';
    const acme = { ...demo, flows: { 'refund-order': 'acme-refund' } };
    const good = compile([...shipped, own(source.replace('flow: refund-order', 'flow: acme-refund'))], acme);
    expect(good.issues).toEqual([]);
    expect(good.flows.get('refund-order')?.ir.flow).toBe('acme-refund');
    const service = good.flows.get('customer-service')?.ir;
    expect(
      service && [...stepsIn(service.steps)].flatMap((step) => (step.kind === 'subflow' ? [step.flow] : [])),
    ).toContain('acme-refund');
    const needy = source
      .replace('flow: refund-order', 'flow: acme-refund')
      .replace('  reason: refund_reason', '  reason: refund_reason\n  note: text');
    expect(compile([...shipped, own(needy)], acme).issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['replacement_differs']),
    );
  });

  test('with an issue leave their callers unpublished, without blaming them', () => {
    const broken = shipped.map((source) =>
      source.file === 'find-order.yaml'
        ? { ...source, text: source.text.replace('orders.get', 'orders.gte') }
        : source,
    );
    const { flows, issues } = compile(broken);
    expect([...flows.keys()]).toEqual([]);
    expect(new Set(issues.map(({ file }) => file))).toEqual(new Set(['find-order.yaml']));
  });
});

describe('a merchant', () => {
  test('that binds no connection is told where the operation is called', () => {
    const { issues } = compile(
      shipped,
      demo,
      new Map([...effects].filter(([name]) => name !== 'shipments.track')),
    );
    expect(issues.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'where-is-my-order.yaml operation_not_bound',
    ]);
  });

  test('reads its own fields as order.custom', () => {
    expect(
      codes('- say: Region ${inputs.order.custom.region.orValue("none")}.\n- end: { result: done }'),
    ).toEqual([]);
    expect(
      codes('- say: Region ${inputs.order.custom.regoin.orValue("none")}.\n- end: { result: done }'),
    ).toEqual(['field_unknown']);
    expect(codes('- say: Region ${inputs.order.custom.region}.\n- end: { result: done }')).toEqual([
      'optional_unhandled',
    ]);
  });

  test('gives the policy that a flow declares, in the type that it declares', () => {
    const read = (type: string, name = 'refund.limit') =>
      compile([
        flowWith(
          `- if: policy.refund.limit > money("1 EUR")\n  then: []\n- end: { result: done }`,
          `policy:\n  ${name}: ${type}\noutputs:\n  result: [done]`,
        ),
      ]);
    const { flows, issues } = read('money');
    expect(issues).toEqual([]);
    expect(flows.get('tried')?.ir.policy).toEqual({ 'refund.limit': { minor: 10_000, currency: 'EUR' } });
    expect(read('number').issues.map(({ code }) => code)).toEqual(['type_mismatch', 'type_mismatch']);
    expect(read('money', 'refund.limt').issues.map(({ code }) => code)).toEqual([
      'policy_missing',
      'field_unknown',
    ]);
  });

  test('names its queues by its own words', () => {
    const { flows } = compile([flowWith('- handover: orders\n- end: { result: handed_over }')]);
    expect(flows.get('tried')?.ir.steps[0]).toMatchObject({ kind: 'handover', queue: 'orders-team' });
  });
});

describe('branches', () => {
  const word = (yes: string, no: string) =>
    `- id: choice\n  if: inputs.count > 1\n  then: ${yes}\n  else: ${no}\n- say: It is \${steps.choice.word}.\n- end: { result: done }`;

  test('give the same outputs, or end', () => {
    expect(
      codes(word('{ do: [], outputs: { word: "many" } }', '{ do: [], outputs: { word: "one" } }')),
    ).toEqual([]);
    expect(codes(word('{ do: [], outputs: { word: "many" } }', '[{ end: { result: done } }]'))).toEqual([]);
    expect(codes(word('{ do: [], outputs: { word: "many" } }', '[]'))).toEqual(['branch_outputs']);
    expect(
      codes(
        word('{ do: [], outputs: { word: "many" } }', '{ do: [], outputs: { word: "${inputs.order}" } }'),
      ),
    ).toEqual(['branch_outputs']);
  });

  test('written out as words need a case each', () => {
    const step = word(
      '{ do: [], outputs: { word: "many" } }',
      '{ do: [], outputs: { word: "one" } }',
    ).replace('- say: It is ${steps.choice.word}.', '- choose: steps.choice.word\n  cases: { many: [] }');
    expect(codes(step)).toEqual(['cases_incomplete']);
  });

  test('let nothing leak out of a loop', () => {
    expect(
      codes(
        '- each: ${inputs.order.lines}\n  atMost: 5\n  do:\n    - id: name\n      set: { word: "${item.name}" }\n- say: The last is ${steps.name.word}.\n- end: { result: done }',
      ),
    ).toEqual(['step_not_run']);
  });
});

test('a flow over 256 kB is refused', () => {
  const says = Array.from(
    { length: 1500 },
    (_, index) => `- say: Sentence number ${index} of very many, which nobody will ever read to its end.`,
  ).join('\n');
  expect(codes(`${says}\n- end: { result: done }`)).toEqual(['flow_too_large']);
});

test('blocks of all outcomes are visited when a flow is walked', () => {
  const blocks = [...stepsIn(flowOf('refund-order').steps)].filter(
    (step): step is Extract<StepIr, { kind: 'end' }> => step.kind === 'end',
  );
  expect(blocks.map(({ result }) => result)).toContain('handed_over');
  const block: BlockIr = { steps: [] };
  expect([...stepsIn(block.steps)]).toEqual([]);
});

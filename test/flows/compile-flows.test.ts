/** What compiling gives: hashes that cover everything, sub-flows locked, outcomes filled, a merchant's own ways. */
import { describe, expect, test } from 'vitest';
import { hashOf } from '../../src/flows/hash.js';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import type { BlockIr, FlowIr, StepIr } from '../../src/contracts/ir.js';
import { codes, compile, demo, flowOf, flowWith, shipped, stepOf } from './support/demo.js';

describe('the shipped flows', () => {
  test('compile without an issue', () => {
    const { flows, issues } = compile(shipped);
    expect(issues).toEqual([]);
    expect([...flows.keys()]).toEqual(shipped.map(({ file }) => file.replace('.yaml', '')));
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
      text: source.text.replace('Which order is this about?', 'Which one?'),
    }));
    const [before, after] = [compile(shipped).flows, compile(changed).flows];
    // These alone look no order up.
    const without = (name: string): boolean =>
      ['answer-about-delivery', 'ask-address', 'choose-lines', 'refund-failed', 'watch-shipment'].includes(
        name,
      ) || name.includes('subscription');
    for (const name of before.keys())
      expect([name, after.get(name)?.hash === before.get(name)?.hash]).toEqual([name, without(name)]);
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
    expect([...flows.keys()].filter((name) => !name.includes('subscription'))).toEqual([
      'answer-about-delivery',
      'ask-address',
      'choose-lines',
      'refund-failed',
      'watch-shipment',
    ]);
    expect(new Set(issues.map(({ file }) => file))).toEqual(new Set(['find-order.yaml']));
  });
});

describe('a merchant', () => {
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
    expect(read('money', 'refund.limt').issues.map(({ code }) => code)).toEqual(['field_unknown']);
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

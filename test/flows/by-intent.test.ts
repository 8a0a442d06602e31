/** `by_intent`: each intent goes where its file says, in the shipped main flow and in a merchant's own. */
import { describe, expect, test } from 'vitest';
import type { StepIr } from '../../src/contracts/ir.js';
import { intentNamed, intents } from '../../src/understanding/intents/index.js';
import { defaultSentence } from '../../src/texts/languages/default-sentences.js';
import { summarySentence } from '../../src/texts/languages/intent-sentences.js';
import { playTest } from '../../src/simulator/play.js';
import { readFile } from '../simulator/support/run.js';
import { compile, demo, flowOf, shipped, stepOf } from './support/demo.js';
import { mainFlow } from './support/main-flow.js';

/** Intents, and the fine ones that have a flow or a queue of their own. */
const names = intents.flatMap(({ name, fine }) => [
  name,
  ...fine.flatMap(({ id, flow, queue }) => (flow === undefined && queue === undefined ? [] : [id])),
]);

const casesOf = (steps: readonly StepIr[]) => {
  const choose = steps.find((step) => step.kind === 'choose');
  if (choose?.kind !== 'choose') throw new Error('no choose');
  return choose.cases;
};
const kinds = (steps: readonly StepIr[] = []): string[] => steps.map(({ kind }) => kind);

const withMain = (intentList: string, steps: string, merchant = demo) => {
  const others = shipped.filter(({ file }) => file !== 'customer-service.yaml');
  return compile([...others, { file: 'main.yaml', text: mainFlow(intentList, steps) }], merchant);
};
const byIntent = '  - choose: steps.understood.intent\n    cases: by_intent';

describe('the shipped main flow', () => {
  const played = async (intent: string) => {
    const { flow, reply, queue } = intentNamed(intent)!;
    const result = flow === undefined ? '' : Object.keys(flowOf(flow.name).results)[0];
    const scripted = flow === undefined ? '' : `subflows: { ${flow.name}: [handed_over] }`;
    const read = await readFile(`
flow: customer-service
tests:
  - name: ${intent}
    given:
      inputs: { message: My words }
      understands: [{ message: My words, intent: ${intent} }]
      ${scripted}
    then: { result: handed_over }
`);
    expect([result, read.issues]).toEqual([result, []]);
    const { story, problem } = await playTest(read.tests[0]!);
    expect(problem).toBeUndefined();
    return { story, flow, reply, queue };
  };

  test.each(names)('%s: its flow, or its reply and its summary for people', async (name) => {
    const { story, flow, reply, queue } = await played(name);
    const said = story.flatMap((each) => (each.is === 'said' ? [each.text] : []));
    const handed = story.flatMap((each) => (each.is === 'handed_over' ? [each.reason] : []));
    if (flow !== undefined) expect(said).toEqual([]);
    else {
      // Who is told what was understood is told when people are there, too.
      const there = queue === undefined ? [] : ['We’re here Monday – Friday, 09:00 – 17:00.'];
      expect(said).toEqual([defaultSentence(reply, 'en'), ...there]);
      expect(handed).toEqual([defaultSentence(summarySentence(name), 'en')]);
    }
  });

  test('gives a flow what the message names, and fixed values', () => {
    const { refund } = casesOf(flowOf('customer-service').steps);
    expect(stepOf({ ...flowOf('customer-service'), steps: refund!.steps }, 'subflow')).toMatchObject({
      flow: 'refund-order',
      inputs: {
        orderNumber: { k: 'read', root: 'steps', path: ['understood', 'entities', 'orderNumber'] },
        reason: {
          k: 'call',
          fn: 'orValue',
          args: [
            { k: 'read', root: 'steps', path: ['understood', 'entities', 'reason'] },
            { k: 'value', value: 'other' },
          ],
        },
      },
    });
  });

  test('calls the flow that a merchant has put in a shipped one’s place', () => {
    const { file, text } = shipped.find(({ file: name }) => name === 'refund-order.yaml')!;
    const own = { file: `acme-${file}`, text: text.replace('flow: refund-order', 'flow: acme-refund') };
    const merchant = { ...demo, flows: { 'refund-order': 'acme-refund' } };
    const { flows, issues } = compile([...shipped, own], merchant);
    expect(issues).toEqual([]);
    const { refund } = casesOf(flows.get('customer-service')!.ir.steps);
    expect(refund!.steps[0]).toMatchObject({
      kind: 'subflow',
      flow: 'acme-refund',
      hash: flows.get('acme-refund')!.hash,
    });
  });

  test('compiles where no flow answers anything: everything goes to people', () => {
    const { flows, issues } = compile(shipped.filter(({ file }) => file === 'customer-service.yaml'));
    expect(issues).toEqual([]);
    const cases = Object.values(casesOf(flows.get('customer-service')!.ir.steps));
    expect(cases).toHaveLength(names.length);
    for (const { steps } of cases) expect(kinds(steps)).toEqual(['say', 'handover', 'end']);
  });

  test('a flow that cannot be compiled is not called, and neither is the main flow published', () => {
    const broken = shipped.map(({ file, text }) => ({
      file,
      text: file === 'refund-order.yaml' ? text.replace('- say:', '- sya:') : text,
    }));
    const { flows, issues } = compile(broken);
    expect(issues.map(({ file }) => file)).toEqual(['refund-order.yaml']);
    expect(flows.has('customer-service')).toBe(false);
  });
});

describe('a main flow of the merchant’s own', () => {
  test('may write some cases and leave the others to the intents', () => {
    const steps = `
  - choose: steps.understood.intent
    cases:
      wismo:
        - say: All parcels are late.
    else: by_intent`;
    const { flows, issues } = withMain('wismo, refund, return', steps);
    expect(issues).toEqual([]);
    const cases = casesOf(flows.get('customer-service')!.ir.steps);
    expect(Object.entries(cases).map(([name, block]) => [name, kinds(block.steps)])).toEqual([
      ['wismo', ['say']],
      ['refund', ['subflow']],
      ['return', ['subflow']],
    ]);
  });

  test('has only the cases of the intents that it lists', () => {
    const { flows, issues } = withMain('refund, other', byIntent);
    expect(issues).toEqual([]);
    expect(Object.keys(casesOf(flows.get('customer-service')!.ir.steps))).toEqual(['refund', 'other']);
  });

  test('may list fine intents: each has a case of its own, whose flow is its own or its intent’s', () => {
    const { flows, issues } = withMain('refund, refund.request, refund.status, wismo.late', byIntent);
    expect(issues).toEqual([]);
    const cases = Object.entries(casesOf(flows.get('customer-service')!.ir.steps));
    const steps = cases.map(
      ([
        name,
        {
          steps: [step],
        },
      ]) => [name, step?.kind === 'subflow' ? step.flow : undefined, step?.id],
    );
    expect(steps).toEqual([
      ['refund', 'refund-order', 'answer_refund'],
      ['refund.request', 'refund-order', 'answer_refund_request'],
      ['refund.status', 'refund-status', 'answer_refund_status'],
      ['wismo.late', 'where-is-my-order', 'answer_wismo_late'],
    ]);
  });

  test('has names with dots in cases and comparisons, and misses a case that is not written', () => {
    const written = `
  - if: steps.understood.intent == "refund.status"
    then:
      - say: It is on its way.
      - end: { result: answered }
  - choose: steps.understood.intent
    cases:
      refund:
        - say: Which order?`;
    const { issues } = withMain('refund, refund.status, wismo.late', written);
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      ['cases_incomplete', 'There is no case for `wismo.late`.'],
    ]);
  });

  test.each(['refund.statsu', 'refnud', 'refund.'])('does not list what there is not: %s', (name) => {
    const { issues } = withMain(`${name}, other`, '  - say: All right.');
    expect(issues).toMatchObject([
      { code: 'value_unknown', hint: expect.stringMatching(/Did you mean `refund/) },
    ]);
  });

  test('must say what comes behind the flow of an intent', () => {
    const text = mainFlow('refund', byIntent).replace('  - end: { result: answered }\n', '');
    const { issues } = compile([
      ...shipped.filter(({ file }) => file !== 'customer-service.yaml'),
      { file: 'main.yaml', text },
    ]);
    expect(issues.map(({ code }) => code)).toEqual(['way_without_end']);
  });
});

describe('an intent of the merchant’s own', () => {
  const understanding = { intents: [{ id: 'gift_wrapping', examples: [] }] };
  const handover = (more: Partial<typeof demo>) => {
    const { flows, issues } = compile(shipped, { ...demo, understanding, ...more });
    expect(issues).toEqual([]);
    const { gift_wrapping: block } = casesOf(flows.get('customer-service')!.ir.steps);
    return block!.steps.find((step) => step.kind === 'handover');
  };

  test('goes to people, in the best words that there are', () => {
    const reason = (sentences: Readonly<Record<string, string>>) => {
      const step = handover({ sentences });
      return step?.kind === 'handover' ? step.reason.key : undefined;
    };
    expect(reason({})).toBe('The message is about gift wrapping.');
    expect(reason({ about_gift_wrapping: 'a gift' })).toBe('The message is about a gift.');
    expect(reason({ summary_gift_wrapping: 'Wrap it!' })).toBe('Wrap it!');
  });

  test('goes to the queue of its name, if there is one', () => {
    expect(handover({})).toMatchObject({ queue: 'service' });
    expect(handover({ handover: { default: 'service', gift_wrapping: 'gifts' } })).toMatchObject({
      queue: 'gifts',
    });
  });
});

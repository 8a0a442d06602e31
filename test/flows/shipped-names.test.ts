/** `shipped/<name>`: a shipped flow, called by its name where a merchant has a flow of its own in its place. */
import { describe, expect, test } from 'vitest';
import type { CompileResult } from '../../src/flows/compile-flows.js';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import { intentsOf } from '../../src/merchants/handled-intents.js';
import { compile, demo, effects, shipped } from './support/demo.js';

const where = 'where-is-my-order';

const own = (name: string, { call = `shipped/${name}`, results = 'told', more = '' } = {}) => ({
  file: 'own.yaml',
  text: `flow: own\ninputs:\n  orderNumber: text?\noutputs:\n  result: [${results}]\nsteps:\n${more}  - subflow: ${call}\n    inputs:\n      orderNumber: \${inputs.orderNumber}\n  - end: { result: ${results.split(', ')[0] ?? ''} }\n`,
});

/** The shipped flows around `where-is-my-order`; the others take their time. */
const few = shipped.filter(({ file }) =>
  /^(answer-about-delivery|find-order|where-is-my-order|watch-shipment|investigate-shipment|replace-order|refund-order|cancel-order|choose-lines)\./.test(
    file,
  ),
);

const standingIn = (name: string, source = own(name), bound = effects) =>
  compile([...(name === where ? few : shipped), source], { ...demo, flows: { [name]: 'own' } }, bound);

const told = (name: string, source = own(name)): string[] =>
  standingIn(name, source).issues.map(
    ({ line, column, code, message, hint }) => `${line}:${column} ${code} ${message} ${hint}`,
  );

const called = (flows: CompileResult['flows'], flow: string): string[] => {
  const steps = flows.get(flow)?.ir.steps ?? [];
  return [...stepsIn(steps)].flatMap((step) =>
    step.kind === 'subflow' ? [`${step.flow} ${step.hash}`] : [],
  );
};

describe('a shipped flow inside its stand-in', () => {
  test('is called as shipped, with the hash that it has anywhere; everybody else has the stand-in', () => {
    expect(told(where)).toEqual([]);
    const { flows } = compile([...shipped, own(where)], { ...demo, flows: { [where]: 'own' } });
    const hash = compile(few).flows.get(where)?.hash ?? '';
    expect(called(flows, 'own')).toEqual([`shipped/${where} ${hash}`]);
    expect(intentsOf(flows).get('wismo')).toBe('read');
    expect(new Set(called(flows, 'customer-service').filter((name) => /^own |where-is/.test(name)))).toEqual(
      new Set([`own ${flows.get('own')?.hash ?? ''}`]),
    );
    expect(flows.get(where)?.ir.flow).toBe('own');
    expect(flows.get(`shipped/${where}`)).toMatchObject({ hash, ir: { flow: where } });
  });

  test('is the flow itself where nothing stands in for it', () => {
    const { flows, issues } = compile([...few, own(where)]);
    expect(issues).toEqual([]);
    expect(flows.get(`shipped/${where}`)?.hash).toBe(flows.get(where)?.hash);
  });

  test('says its sentences, as before', () => {
    const said = standingIn(where).sentences.map(({ key }) => key);
    expect(said).toContain('Your order ${steps.find.order.number} is on its way to you.');
  });

  test('that is not offered makes its stand-in not offered', () => {
    const bound = new Map([...effects].filter(([name]) => !name.startsWith('orders')));
    const { notOffered } = standingIn(where, own(where), bound);
    expect(notOffered.get('own')).toEqual({ operations: [], flows: [`shipped/${where}`] });
    expect(notOffered.get(`shipped/${where}`)?.flows).toEqual(['find-order']);
  });
});

describe('told are', () => {
  test('its plain name there, which is a circle, with the right one', () => {
    expect(told(where, own(where, { call: where }))).toEqual([
      `7:14 flow_cycle These flows call each other in a cycle: own → own. \`own\` replaces it; to call the shipped flow itself, write \`subflow: shipped/${where}\`.`,
    ]);
  });

  test.each([
    ['one that is misspelt', 'shipped/where-is-my-ordre', `Did you mean \`shipped/${where}\`?`],
    ['one of a merchant’s own', 'shipped/own', 'Use one of: `shipped/answer-about-delivery`'],
  ])('%s', (_, call, hint) => {
    const [issue, ...others] = told(where, own(where, { call }));
    expect(issue).toContain(`7:14 flow_unknown There is no flow \`${call}\`. ${hint}`);
    expect(others).toEqual([]);
  });

  test('a circle through other shipped flows', () => {
    const refund = own('refund-order', { call: 'shipped/report-problem' });
    expect(told('refund-order', refund).some((issue) => issue.includes('flow_cycle'))).toBe(true);
  });
});

describe('results of its own', () => {
  const both = 'told, voucher_sent';
  const more = '  - if: has(inputs.orderNumber)\n    then:\n      - end: { result: voucher_sent }\n';

  test('may have a flow that only the main flow calls', () => {
    expect(told(where, own(where, { results: both, more }))).toEqual([]);
  });

  test('may not have one whose result shipped flows read, which are named', () => {
    const source = own('replace-order', { results: both, more });
    const [issue] = told('replace-order', source);
    expect(issue).toContain('replacement_differs');
    const find = own('find-order', { results: both, more });
    expect(told('find-order', find).join('\n')).toMatch(
      /`find-order` has no result `told`, so .*refund-order.* could not handle it/,
    );
  });
});

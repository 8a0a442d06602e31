/** `options` of an `ask`: values with their words, so that what is chosen is one of them and every one has a case. */
import { describe, expect, test } from 'vitest';
import { codes, stepOf } from '../support/demo.js';
import { irOf, issuesOf, marked } from './support.js';

const ask = (options = '    refund: My money back\n    replacement: A new one\n', more = ''): string =>
  `- id: what\n  ask: What would you like?\n  answer: choice\n  options:\n${options}${more}`;

const cases = (...values: string[]): string =>
  `- choose: steps.what.answer\n  cases:\n${values.map((value) => `    ${value}: []\n`).join('')}- end: { result: done }`;

describe('options with words of their own', () => {
  test('make the answer one of the values, and each needs a case', () => {
    expect(codes(ask() + cases('refund', 'replacement'))).toEqual([]);
    expect(codes(ask() + cases('refund'))).toEqual(['cases_incomplete']);
    const [issue] = issuesOf(ask() + cases('refund', 'replacment'));
    expect(issue).toMatchObject({ code: 'case_unknown', hint: 'Did you mean `replacement`?' });
  });

  test('stand in the IR as a list of values, and a text for each', () => {
    const step = stepOf(irOf(ask() + cases('refund', 'replacement')), 'ask');
    expect(step.options).toEqual({
      k: 'list',
      items: [
        { k: 'value', value: 'refund' },
        { k: 'value', value: 'replacement' },
      ],
    });
    expect(step.labels).toEqual({
      refund: { key: 'My money back', args: [] },
      replacement: { key: 'A new one', args: [] },
    });
    expect(step.label).toBeUndefined();
  });

  test('may hold values', () => {
    expect(
      codes(
        ask('    refund: Back to me, all ${inputs.count}\n    keep: Nothing\n') + cases('refund', 'keep'),
      ),
    ).toEqual([]);
    expect(
      marked(
        issuesOf(
          ask('    refund: All of ${inputs.order.amonut}\n    keep: Nothing\n') + cases('refund', 'keep'),
        ),
      ),
    ).toEqual(['field_unknown at amonut}']);
  });

  test('are in snake_case, and each reads otherwise', () => {
    expect(codes(`${ask('    moneyBack: My money\n    other: Else\n')}- end: { result: done }`)).toEqual([
      'name_invalid',
    ]);
    expect(codes(`${ask('    refund: My money\n    other: My money\n')}- end: { result: done }`)).toEqual([
      'name_duplicate',
    ]);
  });

  test('say what customers write who mean them', () => {
    const said = (refund: string, other = 'a new one please'): string =>
      ask(
        `    refund:\n      label: My money back\n      says:\n        - ${refund}\n        - pay me back\n` +
          `    other:\n      label: A new one\n      says: ['${other}']\n`,
      ) + cases('refund', 'other');
    const step = stepOf(irOf(said('refund please')), 'ask');
    expect(step.labels).toMatchObject({ refund: { key: 'My money back' }, other: { key: 'A new one' } });
    expect(step.says).toEqual({ refund: ['refund please', 'pay me back'], other: ['a new one please'] });
    expect(codes(said('refund please', 'Pay me back!'))).toEqual(['name_duplicate']);
    expect(codes(said('pay me back'))).toEqual(['name_duplicate']);
    expect(codes(said('a NEW one'))).toEqual(['name_duplicate']);
    expect(codes(said('"?!"'))).toEqual(['flow_shape']);
    expect(codes(said('""'))).toEqual(['flow_shape']);
    expect(codes(said('back to ${inputs.count}'))).toEqual(['flow_shape']);
    expect(
      codes(ask('    refund:\n      label: All ${inputs.count}\n      says: [all]\n') + cases('refund')),
    ).toEqual(['flow_shape']);
    expect(codes(ask('    refund:\n      label: Back\n      says: []\n') + cases('refund'))).toEqual([
      'flow_shape',
    ]);
  });

  test('have one that an answer counts as which names none', () => {
    const otherwise = (value: string): string => ask(undefined, `  otherwise: ${value}\n`);
    const flow = otherwise('replacement') + cases('refund', 'replacement');
    expect(codes(flow)).toEqual([]);
    expect(stepOf(irOf(flow), 'ask').otherwise).toBe('replacement');
    const [issue] = issuesOf(otherwise('replacment') + cases('refund', 'replacement'));
    expect(issue).toMatchObject({ code: 'value_unknown', hint: 'Did you mean `replacement`?' });
    const done = '- end: { result: done }';
    const several = otherwise('refund').replace('answer: choice', 'answer: choices');
    expect(codes(several + done)).toEqual(['flow_shape']);
    const lines = '- id: what\n  ask: Which one?\n  answer: choice\n  options: ${inputs.order.lines}\n';
    expect(codes(`${lines}  label: \${option.name}\n  otherwise: other\n${done}`)).toEqual(['flow_shape']);
    const yes = '- id: what\n  ask: Sure?\n  answer: yes_or_no\n  otherwise: other\n';
    expect(codes(yes + done)).toEqual(['flow_shape']);
  });

  test('of a list may be called something else, which no language has to say', () => {
    const lines =
      '- id: what\n  ask: Which one?\n  answer: choice\n  options: ${inputs.order.lines}\n' +
      '  label: ${option.name}\n';
    const done = '- end: { result: done }';
    const alias = '  alias: Article ${option.sku.orValue("")}\n';
    expect(codes(lines + alias + done)).toEqual([]);
    expect(stepOf(irOf(lines + alias + done), 'ask').alias?.key).toBe('Article ${option.sku.orValue("")}');
    expect(codes(`${lines}  alias: \${option.sku}\n${done}`)).toEqual(['optional_unhandled']);
    expect(codes(ask(undefined, '  alias: A-1\n') + cases('refund', 'replacement'))).toEqual(['flow_shape']);
  });

  test('need no label', () => {
    expect(codes(`${ask(undefined, '  label: It is ${option}\n')}- end: { result: done }`)).toEqual([
      'flow_shape',
    ]);
  });

  test('belong to a choice', () => {
    expect(codes(`${ask().replace('choice', 'text')}- end: { result: done }`)).toEqual(['flow_shape']);
  });
});

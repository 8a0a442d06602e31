/** What the checker knows of expressions: types, what is there, which results are left, and what is refused. */
import { describe, expect, test } from 'vitest';
import type { ExprIr, StepIr } from '../../src/contracts/ir.js';
import { compile, flowWith, shipped } from './support/demo.js';

const codes = (steps: string): string[] =>
  compile([flowWith(`${steps}\n- end: { result: done }`)]).issues.map(({ code }) => code);
const condition = (expression: string): string[] => codes(`- if: >-\n    ${expression}\n  then: []`);
const hintOf = (expression: string): string | undefined =>
  compile([flowWith(`- if: >-\n    ${expression}\n  then: []\n- end: { result: done }`)]).issues[0]?.hint;

function lowered(expression: string): ExprIr | undefined {
  const { flows, issues } = compile([
    flowWith(
      `- id: it\n  set:\n    it: >-\n      \${${expression}}\n- end: { result: done }`.replaceAll(
        '    it:',
        '    got:',
      ),
    ),
  ]);
  expect(issues).toEqual([]);
  const [step] = flows.get('tried')?.ir.steps ?? [];
  return step?.kind === 'set' ? step.values['got'] : undefined;
}

describe('types', () => {
  test.each([
    ['inputs.count + 1 > 2'],
    ['inputs.order.status in ["open", "packed"]'],
    ['size(inputs.order.lines) == 0 || inputs.order.lines.all(line, line.quantity > 0)'],
    ['run.now - inputs.since > duration("2 days")'],
    ['inputs.since + duration("4 hours") < run.now'],
    ['inputs.word + "x" == "ax" && inputs.word.startsWith("a")'],
    ['inputs.order.lines.map(line, line.name).join(", ").contains("shoe")'],
    ['inputs.order.lines[0].quantity == 1'],
    ['inputs.order.amount.orValue(money("1 EUR")) > money("12.50 EUR")'],
    ['(inputs.count > 1 ? "many" : "one") == inputs.word'],
    ['inputs.order.lines.filter(line, has(line.sku)).exists(line, line.name == inputs.word)'],
    ['-inputs.count < 0 && !(inputs.count == 3)'],
  ])('%s is a condition', (expression) => {
    expect(condition(expression)).toEqual([]);
  });

  test.each([
    ['inputs.count + "1" == "1"', 'type_mismatch'],
    ['inputs.count == "1"', 'type_mismatch'],
    ['inputs.order == inputs.order', 'type_mismatch'],
    ['inputs.word < "b"', 'type_mismatch'],
    ['inputs.since + inputs.since > 1', 'type_mismatch'],
    ['money("1 EUR") * money("1 EUR") == 1', 'type_mismatch'],
    ['money("1.234 EUR") > money("1 EUR")', 'type_mismatch'],
    ['inputs.count', 'type_mismatch'],
    ['!inputs.word', 'type_mismatch'],
    ['size(inputs.count) == 1', 'type_mismatch'],
    ['inputs.order.lines.map(line, line.name) == 1', 'type_mismatch'],
    ['inputs.order.statos == "open"', 'field_unknown'],
    ['has(inputs.order.shippingAddress.citty)', 'field_unknown'],
    ['inputs.order.lines[0].nam == "x"', 'field_unknown'],
    ['inputs.order.lines.exists(line, line.nam == "x")', 'field_unknown'],
    ['inputs.order.status == "shipd"', 'value_unknown'],
    ['inputs.order.status in ["open", "shipd"]', 'value_unknown'],
    ['"a" == "b" || unknown == 1', 'name_unknown'],
    ['steps.nobody.result == "x"', 'name_unknown'],
    ['inputs.order.lines["0"].name == "x"', 'type_mismatch'],
    ['{"a": 1} == 1', 'expression_refused'],
    ['inputs.?word == 1', 'expression_syntax'],
    ['inputs.count == 1u', 'expression_refused'],
    ['inputs.count == 9007199254740993', 'expression_refused'],
    ['type(inputs.count) == inputs.count', 'expression_refused'],
    ['inputs.order.lines.exists_one(l, l.name == "x")', 'expression_refused'],
    ['inputs.order.lines.map(inputs, true)[0]', 'name_invalid'],
    ['inputs.order.lines.map(l, l.quantity > 1, l.name) == 1', 'expression_refused'],
    ['has(inputs.order.lines[0])', 'expression_refused'],
    ['has(1)', 'expression_refused'],
    ['inputs.word == "' + 'x'.repeat(1100) + '"', 'expression_syntax'],
    ['('.repeat(80) + '1' + ')'.repeat(80), 'expression_syntax'],
  ])('%s is refused', (expression, code) => {
    expect(condition(expression)).toEqual([code]);
  });

  test('a misspelt field or value is answered with the nearest', () => {
    expect(hintOf('inputs.order.statos == "open"')).toBe('Did you mean `inputs.order.status`?');
    expect(hintOf('inputs.order.status == "shipd"')).toBe('Did you mean `shipped`?');
  });
});

describe('values that may be absent', () => {
  test.each([
    ['inputs.number == "1"', ['optional_unhandled']],
    ['has(inputs.number) && inputs.number == "1"', []],
    ['!has(inputs.number) || inputs.number == "1"', []],
    ['has(inputs.number) || inputs.number == "1"', ['optional_unhandled']],
    ['inputs.number.orValue("") == "1"', []],
    ['inputs.order.shippingAddress.city == "x"', ['optional_unhandled']],
    ['has(inputs.order.shippingAddress) && inputs.order.shippingAddress.city == "x"', ['optional_unhandled']],
    ['has(inputs.order.shippingAddress.city) && inputs.order.shippingAddress.city == "x"', []],
    ['has(inputs.order.shippingAddress.city) ? inputs.order.shippingAddress.city == "x" : false', []],
    ['inputs.order.shipments.exists(s, has(s.status) && s.status == "x")', []],
    [
      'inputs.order.shipments.exists(s, has(s.status)) && inputs.order.shipments.exists(s, s.status == "x")',
      ['optional_unhandled'],
    ],
  ])('%s', (expression, expected) => {
    expect(condition(expression)).toEqual(expected);
  });

  test('an `if` whose `then` ends leaves the rest with what it has found out', () => {
    expect(
      codes(
        '- if: "!has(inputs.number)"\n  then:\n    - end: { result: done }\n- say: We look for ${inputs.number}.',
      ),
    ).toEqual([]);
    expect(codes('- if: "!has(inputs.number)"\n  then: []\n- say: We look for ${inputs.number}.')).toEqual([
      'optional_unhandled',
    ]);
  });

  test('one that may be absent can be passed on to an input that may be absent, and to no other', () => {
    const call = (flow: string) => `- subflow: ${flow}\n  inputs:\n    orderNumber: \${inputs.number}`;
    expect(compile([...shipped, flowWith(`${call('find-order')}\n- end: { result: done }`)]).issues).toEqual(
      [],
    );
    expect(codes('- call: orders.get\n  inputs:\n    number: ${inputs.number}')).toEqual([
      'optional_unhandled',
    ]);
  });
});

describe('results', () => {
  const mine = '- id: mine\n  call: orders.find\n';
  test.each([
    ['- if: size(steps.mine.orders) > 0\n  then: []', ['result_not_known']],
    ['- if: steps.mine.result == "found" && size(steps.mine.orders) > 0\n  then: []', []],
    ['- if: steps.mine.result != "found" || size(steps.mine.orders) > 0\n  then: []', []],
    ['- if: has(steps.mine.orders) && size(steps.mine.orders) > 0\n  then: []', []],
    [
      '- if: steps.mine.result == "none"\n  then:\n    - end: { result: done }\n- say: We found ${size(steps.mine.orders)} orders.',
      [],
    ],
    [
      '- choose: steps.mine.result\n  cases:\n    found: []\n    none:\n      - end: { result: done }\n- say: We found ${size(steps.mine.orders)}.',
      [],
    ],
    [
      '- choose: steps.mine.result\n  cases:\n    found: []\n    none: []\n- say: We found ${size(steps.mine.orders)}.',
      ['result_not_known'],
    ],
    [
      '- choose: steps.mine.result\n  cases:\n    none: []\n  else:\n    - say: We found ${size(steps.mine.orders)}.',
      [],
    ],
    ['- if: steps.mine.result == "fund"\n  then: []', ['value_unknown']],
    ['- if: steps.mine.ordres == "x"\n  then: []', ['field_unknown']],
    ['- if: steps.mine == "x"\n  then: []', ['type_mismatch']],
  ])('%s', (steps, expected) => {
    expect(codes(mine + steps)).toEqual(expected);
  });
});

describe('lowering', () => {
  test('a reading is a root and a path; operators and functions keep their order', () => {
    expect(lowered('inputs.count + 1')).toEqual({
      k: 'op',
      op: 'add',
      args: [
        { k: 'read', root: 'inputs', path: ['count'] },
        { k: 'value', value: 1 },
      ],
    });
    expect(lowered('inputs.number.orValue("none")')).toEqual({
      k: 'call',
      fn: 'orValue',
      args: [
        { k: 'read', root: 'inputs', path: ['number'] },
        { k: 'value', value: 'none' },
      ],
    });
  });

  test('money and durations are written out as values', () => {
    expect(lowered('money("12.50 EUR")')).toEqual({ k: 'value', value: { minor: 1250, currency: 'EUR' } });
    expect(lowered('duration("2 days")')).toEqual({ k: 'value', value: 172_800_000 });
  });

  test('a text with a `}` in quotes ends where the expression ends', () => {
    expect(lowered('inputs.word + "}"')).toMatchObject({ op: 'add' });
  });
});

describe('texts', () => {
  const say = (text: string): StepIr | undefined =>
    compile([flowWith(`- say: ${text}\n- end: { result: done }`)]).flows.get('tried')?.ir.steps[0];

  test('the sentence is the key, its values travel with their types', () => {
    expect(say('Order ${inputs.order.number} is ${inputs.order.status}.')).toMatchObject({
      text: {
        key: 'Order ${inputs.order.number} is ${inputs.order.status}.',
        args: [
          { source: 'inputs.order.number', type: { t: 'text' } },
          { source: 'inputs.order.status', type: { t: 'enum', name: 'order_status' } },
        ],
      },
    });
  });

  test("a merchant's sentence stands in as it is", () => {
    expect(say('${merchant.sentences.talk_to_a_person}')).toMatchObject({
      text: {
        key: 'I’m an automated assistant, so I’m passing this on to a colleague. They’ll get back to you.',
        args: [],
      },
    });
  });

  test.each([
    ['${inputs.order.ref}', 'type_mismatch'],
    ['${inputs.order}', 'type_mismatch'],
    ['${inputs.order.shipments}', 'type_mismatch'],
    ['${inputs.count == 1}', 'type_mismatch'],
    ['${inputs.number}', 'optional_unhandled'],
    ['${inputs.word', 'expression_syntax'],
    ['${}', 'expression_syntax'],
  ])('%s cannot be said', (text, code) => {
    expect(codes(`- say: ${text}`)).toEqual([code]);
  });
});

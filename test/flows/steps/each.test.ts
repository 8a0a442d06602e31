/** `each`: a bounded block for every item, whose outputs become a list; nothing else leaves it. */
import { describe, expect, test } from 'vitest';
import { codes, stepOf } from '../support/demo.js';
import { irOf, issuesOf, marked } from './support.js';

const each = (keys = '  concurrent: 4\n', body = ''): string => `- id: parcels
  each: \${inputs.order.shipments}
  atMost: 20
${keys}  do:
    - id: track
      call: shipments.track
      inputs: { shipment: "\${item}" }
${body.replaceAll(/^(?=.)/gm, '    ')}`;

const given = `  outputs:
    number: \${item.trackingNumber}
    result: \${steps.track.result}
`;

const end = '\n- end: { result: done }';

describe('what items give', () => {
  test('is read behind them as a list of records', () => {
    const lost =
      '- if: steps.parcels.items.exists(parcel, parcel.result == "not_found")\n  then:\n    - say: One is lost.';
    expect(codes(each() + given + lost + end)).toEqual([]);
    expect(codes(each('') + given + lost + end)).toEqual([]);
    expect(codes(each() + given + lost.replace('not_found', 'lost') + end)).toEqual(['value_unknown']);
    expect(codes(each() + given + lost.replace('parcel.result', 'parcel.rseult') + end)).toEqual([
      'field_unknown',
    ]);
  });

  test('may be absent for some: it is asked for before it is read', () => {
    const numbers = '- say: Parcels ${steps.parcels.items.map(parcel, parcel.number)}.';
    expect(codes(each() + given.replace('trackingNumber', 'shippedAt') + numbers + end)).toEqual([
      'optional_unhandled',
    ]);
  });

  test('needs an id, and a block that has not ended', () => {
    expect(codes(each().replace('- id: parcels\n  each', '- each') + given + end)).toEqual([
      'branch_outputs',
    ]);
    expect(codes(each('', '- end: { result: done }\n') + given + end)).toEqual(['step_unreachable']);
  });

  test('stands in the IR with its block', () => {
    const step = stepOf(irOf(each() + given + end), 'each');
    expect(step).toMatchObject({ atMost: 20, concurrent: 4 });
    expect(Object.keys(step.do.outputs ?? {})).toEqual(['number', 'result']);
    expect(stepOf(irOf(each('') + end), 'each').concurrent).toBeUndefined();
  });
});

describe('items at the same time', () => {
  test('are two to ten', () => {
    for (const wrong of ['1', '11', 'many']) {
      expect(codes(each(`  concurrent: ${wrong}\n`) + end)).toEqual(['type_mismatch']);
    }
  });

  test('ask nothing; one after the other they may', () => {
    const ask = '- ask: Is ${item.carrier} here?\n  answer: yes_or_no\n';
    expect(codes(each('', ask) + end)).toEqual([]);
    expect(marked(issuesOf(each(undefined, ask) + end))).toEqual([
      'ask_side_by_side at ask: Is ${item.carrier} here?',
    ]);
    expect(codes(each(undefined, '- subflow: find-order\n') + end)).toEqual(['ask_side_by_side']);
  });
});

describe('behind the items', () => {
  test('their steps and the item cannot be read, with outputs as without', () => {
    expect(codes(`${each()}${given}- say: This is \${steps.track.result}.${end}`)).toEqual(['step_not_run']);
    expect(codes(`${each()}${given}- say: This is \${item.carrier}.${end}`)).toEqual(['name_unknown']);
  });

  test('nothing is known that they found out, because there may be none', () => {
    const body = "- if: '!has(inputs.number)'\n  then:\n    - end: { result: done }\n";
    expect(codes(`${each('', body)}- say: It is \${inputs.number}.${end}`)).toEqual(['optional_unhandled']);
    const hands = '- handover: default\n';
    expect(codes(`${each('', hands)}- end: { result: handed_over }`)).toEqual(['end_not_handed_over']);
  });
});

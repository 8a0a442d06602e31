/** The item of an `each`, wherever in its block it is read. */
import { expect, test } from 'vitest';
import { flow, read, Run, say, step, value } from './flows.js';

test.each([{}, { concurrent: 2 }])('is read inside the blocks of its block too (%j)', (more) => {
  const check = step({
    kind: 'if',
    id: 'check',
    condition: value(true),
    then: { steps: [], outputs: { n: read('item') } },
    else: { steps: [] },
  });
  const block = { steps: [check], outputs: { n: read('steps.check.n') } };
  const loop = step({ kind: 'each', id: 'loop', list: value(['a', 'b']), atMost: 2, ...more, do: block });
  expect(new Run(flow(loop, say('told'))).state.steps['loop']).toEqual({ items: [{ n: 'a' }, { n: 'b' }] });
});

import { expect, test } from 'vitest';
import { playRun, scriptRun } from '../../bench/scripted-run.js';
import { irOf, loadShipped } from '../../bench/shipped.js';

const shipped = await loadShipped();

test.each([
  ['where-is-my-order', { orderNumber: '10023' }, 'told'],
  ['refund-order', { orderNumber: '10023', reason: 'other', whole: true }, 'refunded'],
])("the bench's run of %s goes the whole way, each time it is played", (flow, inputs, result) => {
  const run = scriptRun(irOf(shipped, flow), inputs);
  expect(playRun(run).ended).toMatchObject({ result });
  expect(playRun(run)).toEqual(playRun(run));
});

/** The same tests on a real Temporal server: the product's workflows, real timers, the same outcomes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import type { FlowTest } from '../../src/simulator/flow-test.js';
import { playTest } from '../../src/simulator/play.js';
import { startServerPlayer } from '../../src/simulator/server-player.js';
import { projectFolder } from '../flows/support/demo.js';
import { howMany } from '../support/how-much.js';
import { testServer, whyNot } from '../time/support/test-server.js';
import { runIn, runShipped, told } from './support/run.js';

const timed = testServer === undefined ? test.skip : test;

/** The same test at a merchant whose sub-flows have child workflows. */
const inChildWorkflows = (each: FlowTest): FlowTest => ({
  ...each,
  given: { ...each.given, config: { ...each.given.config, subflows: 'child_workflow' } },
});

/** Whether a sub-flow of it runs: one that the test answers for is the same either way. */
const runsSubflow = ({ flow, given }: FlowTest): boolean =>
  [...stepsIn(flow.steps)].some(
    (step) => step.kind === 'subflow' && !Object.hasOwn(given.subflows, step.flow),
  );

// The others of the sample are played in memory here, as `orderly flows test` does.
const ways = [
  ['inlined in their callers', (each: FlowTest) => each, () => true, howMany(4, 1), 100],
  ['as child workflows', inChildWorkflows, runsSubflow, howMany(8, 1), 10],
] as const;

for (const [how, as, differs, oneIn, atLeast] of ways)
  timed(
    `the tests of the shipped flows pass on a server that skips time, sub-flows ${how}${whyNot}`,
    async () => {
      await using player = await startServerPlayer(testServer ?? '');
      let [seen, played] = [0, 0];
      const run = await runShipped({
        player: (each, watch) => {
          if (!differs(each) || (seen += 1) % oneIn !== 0) return playTest(each, watch);
          played += 1;
          return player.play(as(each));
        },
      });
      expect(run.files.map(told).filter((text) => text !== '')).toEqual([]);
      expect(played).toBeGreaterThanOrEqual(atLeast);
    },
    900_000,
  );

const demoFile = readFileSync(join(projectFolder, 'merchants/demo/merchant.yaml'), 'utf8');

/** A flow whose sub-flow asks the customer and an approver before it writes; no money moves. */
const crediting = {
  'merchants/demo/merchant.yaml': demoFile
    .replace(
      '    region: text\n',
      `    region: text
  operations:
    acme.credit_points:
      title: Credit points
      inputs: { order: Order, points: number }
      outputs: { creditRef: text? }
      effect: write
      refusals: [closed]
`,
    )
    .replace('  shipments: blitz\n', '  shipments: blitz\n  acme: club\n'),
  'merchants/demo/connections/club.yaml': `connection: club
connector: declarative
baseUrl: https://club.example
operations:
  acme.credit_points:
    request: { method: POST, path: '/points/\${inputs.order.ref}', body: { add: '\${inputs.points}', key: '\${idempotencyKey}' } }
    idempotency: { key: { window: 24h } }
    refusal: { path: $.error, values: { CLOSED: closed } }
    fields: { creditRef: $.id }
`,
  'merchants/demo/flows/credit.yaml': `flow: credit
title: Credit points
inputs: { order: Order }
outputs: { result: [credited, kept] }
steps:
  - id: sure
    ask: Shall I credit five points for order \${inputs.order.number}?
    answer: yes_or_no
  - if: steps.sure.answer == "no"
    then:
      - end: { result: kept }
  - id: credit
    call: acme.credit_points
    inputs:
      order: \${inputs.order}
      points: 5
    approval: { by: refund-approver, expires: 1 day }
  - say: The points are yours.
  - end: { result: credited }
`,
  'merchants/demo/flows/reward.yaml': `flow: reward
title: Reward a customer
inputs: { order: Order }
outputs: { result: [credited, kept] }
steps:
  - id: credited
    subflow: credit
    inputs:
      order: \${inputs.order}
  - choose: steps.credited.result
    cases:
      credited:
        - end: { result: credited }
      kept:
        - end: { result: kept }
`,
  'merchants/demo/flows/reward.test.yaml': `flow: reward
given:
  inputs:
    order: { ref: r1, number: '1', status: open, lines: [], shipments: [], returns: [], custom: {} }
  operations:
    acme.credit_points: [done]
tests:
  - name: a sub-flow's question and its approval are answered
    when:
      - customer: yes
      - approver: approved
    then:
      asked: [Shall I credit five points for order 1?]
      said: [{ contains: A colleague will check this first }, The points are yours.]
      result: credited
  - name: it waits for the approver
    when:
      - customer: yes
    then:
      waitsFor: approval:refund-approver
`,
};

for (const [how, as] of ways)
  timed(
    `question and approval of a sub-flow are answered on a server, sub-flows ${how}${whyNot}`,
    async () => {
      await using player = await startServerPlayer(testServer ?? '');
      const run = await runIn(crediting, { player: (each) => player.play(as(each)) });
      expect(run.files.map(told).filter((text) => text !== '')).toEqual([]);
      expect(run.files.flatMap(({ tests }) => tests)).toHaveLength(2);
    },
    180_000,
  );

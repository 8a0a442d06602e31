import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { diagramOf } from '../../../src/flows/diagram/diagram.js';
import type { FlowIr, StepIr } from '../../../src/contracts/ir.js';
import { compile, demo, flowOf, flowWith, shipped } from '../support/demo.js';
import { flowSaying, hostileTexts } from './hostile.js';
import { type Drawn, read } from './support.js';
import { howMany } from '../../support/how-much.js';
import '../../support/fixed-seed.js';

const drawnOf = (name: string, all = false): Drawn =>
  read(diagramOf(flowOf(name), { bands: demo.bands, all }));

const labelled = ({ labels }: Drawn, start: string): string => {
  const all = Object.entries(labels);
  const exact = all.find(([, lines]) => lines[0] === start);
  const [id] = exact ?? all.find(([, lines]) => lines[0]?.startsWith(start)) ?? [];
  if (id === undefined) throw new Error(`no node ${start}`);
  return id;
};

/** Edges between two nodes, told by how their labels begin. */
const edges = (drawn: Drawn, from: string, to: string) =>
  drawn.edges.filter(
    (edge) => edge.from === labelled(drawn, from) && drawn.labels[edge.to]?.[0]?.startsWith(to),
  );

const tried = (steps: string): FlowIr => {
  const { flows, issues } = compile([flowWith(steps), ...shipped]);
  const ir = flows.get('tried')?.ir;
  if (ir === undefined) throw new Error(JSON.stringify(issues));
  return ir;
};

describe('the diagram of the refund', () => {
  const drawn = drawnOf('refund-order');

  test('has the approval as a node of its own, with who, band and times', () => {
    expect(drawn.labels[labelled(drawn, 'Approval by')]).toEqual([
      'Approval by refund-approver',
      'not needed within refund.autoApprove: up to 50 EUR',
      'expires after 2 business days',
      'overdue after 4 business hours',
      'after 1 business day also by team-lead',
    ]);
    expect(edges(drawn, 'Approval by', 'Refund')).toMatchObject([{ label: 'approved, or not needed' }]);
    expect(edges(drawn, 'Approval by', 'Say: I’m sorry')).toMatchObject([{ label: 'rejected' }]);
  });

  test('labels what a decision goes by', () => {
    expect(edges(drawn, 'answer is no?', 'Say: No problem')).toMatchObject([{ label: 'yes' }]);
    expect(edges(drawn, 'scope is other?', 'Say: I can’t work')).toMatchObject([{ label: 'yes' }]);
    expect(edges(drawn, 'Result of: Quote a refund', 'scope is whole, and')).toMatchObject([
      { label: 'not refundable yet' },
    ]);
  });

  test('writes values in words', () => {
    expect(labelled(drawn, 'Ask: Would you like me to refund ‹amount› for order ‹order number›?')).toMatch(
      /^n/,
    );
  });

  test('gives a call one dashed edge for all that happens by default, and no default step', () => {
    expect(edges(drawn, 'Refund', 'An agent takes over')).toEqual([
      expect.objectContaining({ dashed: true, label: 'otherwise: hand off' }) as unknown,
    ]);
    const defaults = Object.values(drawn.labels).filter(([first]) => first === 'Hand off to service');
    expect(
      defaults.map(([, reason]) => reason).filter((reason) => !reason?.startsWith('The customer')),
    ).toEqual([]);
  });

  test('with `all` draws the defaults, dashed, with their outcomes', () => {
    const all = drawnOf('refund-order', true);
    const dashed = all.edges.filter((edge) => edge.from === labelled(all, 'Refund') && edge.dashed);
    expect(dashed.map(({ label }) => label).sort()).toEqual(
      ['refused', 'superseded', 'unavailable', 'unknown', 'unverified'].sort(),
    );
    expect(Object.keys(all.labels).length).toBeGreaterThan(Object.keys(drawn.labels).length);
  });
});

test('a loop comes back to its head, and goes on from it', () => {
  const drawn = read(
    diagramOf(
      tried('- each: ${inputs.order.lines}\n  atMost: 5\n  do:\n    - say: Hello\n- end: { result: done }'),
    ),
  );
  expect(edges(drawn, 'For each of', 'Say: Hello')).toMatchObject([{ label: 'each item' }]);
  expect(edges(drawn, 'Say: Hello', 'For each of')).toMatchObject([{ label: 'next' }]);
  expect(edges(drawn, 'For each of', 'End: done')).toMatchObject([{ label: 'after all items' }]);
});

const say = (id: string): StepIr => ({
  kind: 'say',
  id,
  named: false,
  title: id,
  line: 1,
  text: { key: id, args: [] },
});

const around = (...steps: StepIr[]): FlowIr => ({ ...flowOf('find-order'), steps });

test('branches side by side fork and join, in a group', () => {
  const branches = { one: { steps: [say('a')] }, two: { steps: [say('b')] } };
  const drawn = read(
    diagramOf(around({ kind: 'parallel', id: 'p', named: true, title: '', line: 1, branches }, say('after'))),
  );
  expect(drawn.groups).toBe(3);
  expect(edges(drawn, 'start all', 'Say: a')).toMatchObject([{ label: 'one' }]);
  expect(edges(drawn, 'Say: b', 'all finished')).toHaveLength(1);
  expect(edges(drawn, 'all finished', 'Say: after')).toHaveLength(1);
});

test('a repetition goes on when its condition holds, and tells what happens when it gives up', () => {
  const drawn = read(
    diagramOf(
      around(
        {
          kind: 'repeat',
          id: 'r',
          named: true,
          title: '',
          line: 1,
          do: { steps: [say('look')] },
          until: { k: 'read', root: 'inputs', path: ['ready'] },
          every: { ms: 4 * 3_600_000 },
          atMost: 42,
          outcomes: { gave_up: { steps: [say('sorry')] } },
        },
        say('after'),
      ),
    ),
  );
  expect(drawn.labels[labelled(drawn, 'Repeat')]).toEqual(['Repeat every 4 hours', 'at most 42 times']);
  expect(edges(drawn, 'ready?', 'Repeat')).toMatchObject([{ label: 'not yet: again after 4 hours' }]);
  expect(edges(drawn, 'ready?', 'Say: after')).toMatchObject([{ label: 'yes' }]);
  expect(edges(drawn, 'ready?', 'Say: sorry')).toMatchObject([{ label: 'gave up' }]);
});

test('every step that can be reached has its node, and every node but the first an edge to it', () => {
  for (const name of ['customer-service', 'find-order', 'where-is-my-order', 'refund-order']) {
    const drawn = drawnOf(name, true);
    const reached = new Set(drawn.edges.map(({ to }) => to));
    expect(Object.keys(drawn.labels).filter((id) => !reached.has(id))).toEqual(['n0']);
  }
});

test('whatever authors write stays a label, letter for letter', () => {
  fc.assert(
    fc.property(hostileTexts, (texts) => {
      const { labels } = read(diagramOf(flowSaying(texts)));
      expect(Object.values(labels)).toHaveLength(texts.length + 2);
    }),
    { numRuns: howMany(60, 300) },
  );
});

/** A flow as nodes and edges: the same that its diagram in Mermaid shows, and which step each node stands for. */
import { expect, test } from 'vitest';
import { diagramOf, graphOf } from '../../../src/flows/diagram/diagram.js';
import { stepsIn } from '../../../src/workflows/interpreter/steps-in.js';
import { demo, flowOf } from '../support/demo.js';
import { read } from './support.js';

test.each(['refund-order', 'customer-service', 'watch-shipment', 'report-problem'])('%s', (name) => {
  const ir = flowOf(name);
  const { nodes, edges, groups } = graphOf(ir, { bands: demo.bands });
  const drawn = read(diagramOf(ir, { bands: demo.bands }));
  expect(nodes.map(({ id }) => id).sort()).toEqual(Object.keys(drawn.labels).sort());
  expect(edges.map(({ from, to, dashed = false }) => ({ from, to, dashed }))).toEqual(
    drawn.edges.map(({ from, to, dashed }) => ({ from, to, dashed })),
  );
  expect(groups).toHaveLength(drawn.groups);
  const steps = new Set([...stepsIn(ir.steps)].map(({ id }) => id));
  const drawnSteps = nodes.flatMap(({ step }) => step ?? []);
  expect(drawnSteps.filter((step) => !steps.has(step))).toEqual([]);
  // Only the start, and where people take over, stand for no step.
  expect(nodes.filter(({ step }) => step === undefined).length).toBeLessThanOrEqual(2);
  expect(new Set(groups.map(({ id }) => id))).toEqual(
    new Set(nodes.flatMap(({ group }) => group ?? []).filter((id) => groups.some((one) => one.id === id))),
  );
});

test('a branch says by which outcomes of its step a run goes there; each outcome leads one way', () => {
  const ir = flowOf('refund-order');
  const { nodes, edges } = graphOf(ir);
  const stepOf = new Map(nodes.map(({ id, step }) => [id, step]));
  const ways = edges.flatMap(({ from, outcomes = [] }) =>
    outcomes.map((outcome) => `${stepOf.get(from)} ${outcome}`),
  );
  expect(new Set(ways).size).toBe(ways.length);
  const ofFork = edges.filter(({ label }) => label === 'yes' || label === 'no');
  expect(ofFork.length).toBeGreaterThan(1);
  expect(ofFork.map(({ outcomes }) => outcomes)).toEqual(ofFork.map(({ label }) => [label]));
  const handOffs = edges.filter(({ label }) => label === 'otherwise: hand off');
  expect(handOffs.length).toBeGreaterThan(1);
  expect(handOffs.filter(({ outcomes = [] }) => outcomes.length === 0)).toEqual([]);
});

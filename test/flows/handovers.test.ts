/** Every way to people that the shipped flows' tests take: people learn the record, where one is known, and what was tried. */
import { beforeAll, expect, test } from 'vitest';
import type { Matter } from '../../src/contracts/handover.js';
import type { FlowIr } from '../../src/contracts/ir.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { callsIn } from '../../src/workflows/interpreter/steps-in.js';
import type { Outcome } from '../../src/simulator/test-happenings.js';
import { playTest } from '../../src/simulator/play.js';
import { runShipped, told } from '../simulator/support/run.js';

/** A test of a flow that came to people. */
interface HandedOver {
  name: string;
  flow: FlowIr;
  matters: readonly Matter[];
  outcome: Outcome;
}
const all: HandedOver[] = [];

beforeAll(async () => {
  const run = await runShipped({
    async player(played, watch) {
      const matters: Matter[] = [];
      const outcome = await playTest(played, watch, {}, (matter) => {
        matters.push(matter);
      });
      const { flow } = played;
      if (matters.length > 0) all.push({ name: `${flow.flow}: ${played.name}`, flow, matters, outcome });
      return outcome;
    },
  });
  expect(run.files.map(told).filter((text) => text !== '')).toEqual([]);
});

/** Numbers of the records that calls were made for. */
const numbersIn = ({ calls }: Outcome): string[] =>
  calls.flatMap(({ inputs }) =>
    Object.values(inputs as Record<string, JsonObject>).flatMap((value) =>
      typeof value === 'object' && typeof value['number'] === 'string' && 'status' in value
        ? [value['number']]
        : [],
    ),
  );

test('there are ways of every kind', () => {
  expect(all.length).toBeGreaterThan(60);
  const outcomes = new Set(
    all.flatMap(({ matters }) => matters.flatMap(({ tried = [] }) => tried.map(({ outcome }) => outcome))),
  );
  for (const outcome of ['refused', 'unknown', 'unavailable', 'unverified', 'expired', 'superseded'])
    expect([...outcomes]).toContain(outcome);
});

/** There the conversation gives up, not the run: it knows the number of what is talked about, not its state. */
const ofConversation = 'refund-order: whoever cannot be understood three times talks to a person';

test('each names the record that its calls were made for, and its state', () => {
  const without = all.flatMap(({ name, matters, outcome }) => {
    const numbers = numbersIn(outcome);
    const { record } = matters[0]!;
    if (numbers.length === 0) return [];
    const isWhole = name === ofConversation || record?.status !== undefined;
    return isWhole && record !== undefined && numbers.includes(record.number)
      ? []
      : [[name, record, numbers]];
  });
  expect(without).toEqual([]);
});

test('each tells every write of its run with how it came out', () => {
  const untold = all.flatMap(({ name, flow, matters, outcome }) => {
    const ofFlow = [...callsIn(flow.steps).values()].map(({ operation }) => operation);
    const tried = matters.flatMap((matter) => (matter.tried ?? []).map(({ operation }) => operation));
    const own = outcome.calls.filter(
      ({ effect, operation }) => effect !== 'read' && ofFlow.includes(operation),
    );
    const missing = own.filter(({ operation }) => !tried.includes(operation));
    return missing.length === 0 ? [] : [[name, missing.map(({ operation }) => operation), tried]];
  });
  expect(untold).toEqual([]);
});

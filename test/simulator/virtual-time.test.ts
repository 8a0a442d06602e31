/** Time in a test: it passes only when the test says so, in order, by the merchant's calendar, and costs nothing. */
import { expect, test } from 'vitest';
import { runWith, told } from './support/run.js';

const flow = (steps: string, outputs = 'result: [done]'): string =>
  `flow: tried\noutputs:\n  ${outputs}\nsteps:\n${steps}`;

/** Plays one test; answers what is told of it. */
async function played(steps: string, rest: string, outputs?: string): Promise<string> {
  return told(await runWith(flow(steps, outputs), `flow: tried\ntests:\n  - name: it\n${rest}`));
}

const moments = async (steps: string, rest: string): Promise<(readonly [string, string])[]> => {
  const file = await runWith(flow(steps), `flow: tried\ntests:\n  - name: it\n${rest}`);
  expect(told(file)).toBe('');
  const story = file.tests[0]?.story ?? [];
  return story.map((each) => [
    'text' in each ? each.text : 'operation' in each ? each.operation : each.is,
    new Date(each.at).toISOString().slice(0, 16),
  ]);
};

test('a flow that waits goes on after that time, and not a moment before', async () => {
  const steps = '  - wait: 2 hours\n  - say: Now.\n  - end: { result: done }\n';
  const waiting = '    when:\n      - after: 119 minutes\n    then:\n      said: []\n      waitsFor: timer\n';
  expect(await played(steps, waiting)).toBe('');
  expect(await moments(steps, '    when:\n      - after: 3 hours\n    then:\n      result: done\n')).toEqual([
    ['Now.', '2026-03-02T11:00'],
    ['ended', '2026-03-02T11:00'],
  ]);
});

test('business time leaves nights, weekends and holidays out', async () => {
  // Good Friday and Easter Monday of 2026 are no working days in Berlin.
  const steps = '  - wait: 1 business day\n  - say: Now.\n  - end: { result: done }\n';
  const rest =
    '    given:\n      now: 2026-04-02 16:00\n    when:\n      - after: 1 business day\n    then:\n      result: done\n';
  expect(await moments(steps, rest)).toEqual([
    ['Now.', '2026-04-07T14:00'],
    ['ended', '2026-04-07T14:00'],
  ]);
});

test('a day begins when the merchant opens', async () => {
  const steps = `  - id: day
    ask: When shall we look again?
    answer: date
  - wait: \${steps.day.answer}
  - say: Now.
  - end: { result: done }
`;
  const rest =
    '    when:\n      - customer: 7 March 2026\n      - after: 7 days\n    then:\n      result: done\n';
  // A Saturday, so it is the Monday behind it.
  expect((await moments(steps, rest)).slice(-2)).toEqual([
    ['Now.', '2026-03-09T08:00'],
    ['ended', '2026-03-09T08:00'],
  ]);
});

test('what is due earlier happens earlier, whatever was begun first', async () => {
  const steps = `  - parallel:
      late:
        - wait: 2 hours
        - say: Late.
      early:
        - wait: 1 hour
        - say: Early.
  - end: { result: done }
`;
  expect(await moments(steps, '    when:\n      - after: 1 day\n    then:\n      result: done\n')).toEqual([
    ['Early.', '2026-03-02T10:00'],
    ['Late.', '2026-03-02T11:00'],
    ['ended', '2026-03-02T11:00'],
  ]);
});

const repeating = `  - id: shipped
    repeat:
      - id: look
        call: shipments.track
        inputs:
          shipment: \${inputs.shipment}
    until: steps.look.result == "found"
    every: 4 hours
    atMost: 3
  - say: There it is.
  - end: { result: done }
`;
const shipment = '      inputs:\n        shipment:\n          carrier: Blitz\n          trackingNumber: B1\n';
const repeats = async (answers: string, rest: string): Promise<string> =>
  told(
    await runWith(
      flow(repeating).replace('outputs:', 'inputs:\n  shipment: Shipment\noutputs:'),
      `flow: tried\ntests:\n  - name: it\n    given:\n${shipment}      operations:\n        shipments.track:\n${answers}${rest}`,
    ),
  );

test('a repeat asks at its intervals until it has what it wants', async () => {
  const found = `          - not_found\n          - found:\n              tracking:\n                trackingNumber: B1\n                status: in_transit\n`;
  const then =
    '    then:\n      called:\n        - shipments.track\n        - shipments.track\n      result: done\n';
  expect(await repeats(found, `    when:\n      - after: 4 hours\n${then}`)).toBe('');
});

test('and gives up after its last round', async () => {
  const then = '    then:\n      handedOver: default\n      result: handed_over\n';
  expect(await repeats('          - not_found\n', `    when:\n      - after: 8 hours\n${then}`)).toBe('');
});

test('a system that is busy is asked again as the step says', async () => {
  const steps = `  - id: look
    call: orders.get
    inputs:
      number: '1'
    retry: { every: 30 seconds, atMost: 3 }
  - end: { result: done }
`;
  const given = (answers: string): string => `    given:\n      operations:\n        orders.get:\n${answers}`;
  const busy = '          - not_now\n          - not_now\n';
  const rest = '    then:\n      result: done\n';
  const found = "          - found: { order: { number: '1', status: open } }\n";
  expect(await moments(steps, given(`${busy}${found}`) + rest)).toEqual([
    ['orders.get', '2026-03-02T09:00'],
    ['ended', '2026-03-02T09:01'],
  ]);
  const gaveUp =
    '    then:\n      said:\n        - contains: can’t reach our system\n      result: handed_over\n';
  expect(await played(steps, given('          - not_now\n') + gaveUp)).toBe('');
});

test('side by side, each thing gets its own answer', async () => {
  const steps = `  - id: parcels
    each: \${inputs.order.shipments}
    atMost: 5
    concurrent: 2
    do:
      - id: track
        call: shipments.track
        inputs:
          shipment: \${item}
    outputs:
      result: \${steps.track.result}
  - end: { result: done }
`;
  const parcels = ['A', 'B', 'C']
    .map((name) => `            - carrier: x\n              trackingNumber: ${name}\n`)
    .join('');
  const rest = `flow: tried
tests:
  - name: it
    given:
      inputs:
        order:
          number: '1'
          status: shipped
          shipments:
${parcels}      operations:
        shipments.track:
          - when:
              shipment:
                trackingNumber: B
            not_now:
          - not_found
    then:
      called:
        - shipments.track
        - shipments.track
        - shipments.track
      result: handed_over
`;
  const file = await runWith(flow(steps).replace('outputs:', 'inputs:\n  order: Order\noutputs:'), rest);
  expect(told(file)).toBe('');
});

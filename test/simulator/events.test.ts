/** `event:` in tests of flows: what a system tells reaches the step that waits for it, whenever it comes. */
import { expect, test } from 'vitest';
import { eventFlow, eventTests } from './support/event-flow.js';
import { runWith, told } from './support/run.js';

test('a word before the wait, during it, about another record, seen by a look, or never', async () => {
  const file = await runWith(eventFlow, eventTests);
  expect(told(file)).toBe('');
  expect(file.tests).toHaveLength(6);
});

test('an event that there is not, or says what it cannot, is refused with its place', async () => {
  const tests = `${eventTests}
  - name: wrong
    when:
      - event: orders.chnged
      - event: orders.changed
        fields:
          colour: red
      - fields:
          number: '1'
    then:
      result: told
`;
  const { issues } = await runWith(eventFlow, tests);
  expect(issues.map(({ code }) => code)).toEqual(['event_not_known', 'key_unknown', 'flow_test_shape']);
});

/** Values on their way to a test file and back: what is saved is read as what it was. */
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { environmentOf } from '../../../src/flows/type-environment.js';
import type { Type } from '../../../src/contracts/ir.js';
import { exampleFields } from '../../../src/simulator/talk/example-values.js';
import { typedDocument } from '../../../src/simulator/talk/typed-fields.js';
import { writtenFields, writtenValue } from '../../../src/simulator/talk/values-in-test-notation.js';
import { ValueReader } from '../../../src/simulator/value-reader.js';
import { demo } from '../../flows/support/demo.js';

const zone = 'Europe/Berlin';
const minute = 60_000;

/** A value, written and read again. */
function again(value: Parameters<typeof writtenValue>[0], type: Type) {
  const reader = new ValueReader(typedDocument(), zone);
  const written = writtenValue(value, type, zone);
  const read = written === undefined ? undefined : reader.value(written, type, [], 'whole');
  return { read, issues: reader.issues };
}

test('single values come back as they were', () => {
  const money = fc.record({
    minor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  });
  // The hour that the clocks repeat in October is read as its first half.
  const winter = { min: Date.UTC(2026, 10, 1) / minute, max: Date.UTC(2027, 1, 1) / minute };
  const moment = fc.integer(winter).map((minutes) => minutes * minute);
  fc.assert(
    fc.property(money, moment, fc.boolean(), fc.integer(), (amount, at, yes, count) => {
      expect(again(amount, { t: 'money' })).toEqual({ read: amount, issues: [] });
      expect(again(at, { t: 'moment' })).toEqual({ read: at, issues: [] });
      expect(again(yes, { t: 'bool' })).toEqual({ read: yes, issues: [] });
      expect(again(count, { t: 'number' })).toEqual({ read: count, issues: [] });
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('an example of every result of the catalogue is a whole one', () => {
  const { operations } = environmentOf(demo, new Map());
  for (const [name, { results }] of operations)
    for (const [result, types] of Object.entries(results)) {
      const reader = new ValueReader(typedDocument(), zone);
      const example = exampleFields(types, { known: {}, now: Date.UTC(2026, 2, 2, 9), zone });
      const options = { of: name, wholeness: 'whole' } as const;
      const outputs = reader.fields(example, types, [], options);
      expect([name, result, reader.issues]).toEqual([name, result, []]);
      // Written again, it says the same: this is what `took` does with a real answer.
      const back = new ValueReader(typedDocument(), zone);
      expect(back.fields(writtenFields(outputs, types, zone), types, [], options)).toEqual(outputs);
      expect(back.issues).toEqual([]);
    }
});

/** The pages on events say what the code does, and their examples are right as they stand. */
import { expect, test } from 'vitest';
import { businessEvents } from '../../src/commerce/business-events.js';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { EventsSchema } from '../../src/connectors/declarative/events/schema.js';
import { VerifySchema } from '../../src/connectors/declarative/events/verify/schema.js';
import { FieldReader } from '../../src/flows/types/from-fields.js';
import { blocks, page, rowNames, section } from './support.js';

const events = page('docs/integrating/events.md');
const reference = page('docs/reference/events.md');

test('every business event has its row, with its fields', () => {
  const rows = reference.text.split('\n').filter((line) => line.startsWith('| `'));
  const reader = new FieldReader({});
  const expected = [...businessEvents.values()].map(({ name, about, fields }) => [
    name,
    about,
    Object.keys(reader.fields(fields)).join(),
  ]);
  const written = rows.map((row) => {
    const [, name = '', , about = '', fields = ''] = row.split('|').map((cell) => cell.trim());
    return [name.replaceAll('`', ''), about, [...fields.matchAll(/`(\w+):/g)].map(([, one]) => one).join()];
  });
  expect(written).toEqual(expected);
});

test('every key and every verifier is described', () => {
  const keys = rowNames(section(events, '## Receive events'));
  const kind = Object.keys(EventsSchema.shape.kinds.valueType.shape);
  expect(keys.sort()).toEqual([...Object.keys(EventsSchema.shape), ...kind].sort());
  const schemes = VerifySchema.options.map((form) => [...form.shape.scheme.values][0]);
  expect(rowNames(section(events, '## Verify'))).toEqual(expect.arrayContaining(schemes));
});

test('the examples have no issue', () => {
  const [whole = '', verifiers = ''] = blocks(events, 'yaml');
  expect(checkConnection({ file: 'events.md', text: whole }).issues).toEqual([]);
  const lines = verifiers.split('\n').filter((line) => line.startsWith('verify:'));
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    const text = `connection: a\nconnector: declarative\nbaseUrl: https://a.example\nevents:\n  ${line}\n  id: $.id\n  kinds: {}\noperations: {}\n`;
    expect(checkConnection({ file: 'events.md', text }).issues).toEqual([]);
  }
});

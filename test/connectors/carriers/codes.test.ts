/** The codes of carriers: each template reads those that its page lists, with the same status. */
import { expect, test } from 'vitest';
import { readTemplate } from '../../../src/connectors/templates/templates.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { page, section } from '../../docs/support.js';

const carriers = ['ups', 'fedex', 'dhl', 'dhl-express'] as const;

/** Code and status of each row of a page's table. */
const listed = (name: string): Record<string, string> =>
  Object.fromEntries(
    [
      ...section(page(`docs/connectors/${name}.md`), '## Codes').matchAll(
        /^\| `([\w-]+)` \|.*\| `(\w+)` \|$/gm,
      ),
    ].map(([, code = '', status = '']) => [code, status]),
  );

/** The table that a template reads first. */
function read(name: string): JsonObject {
  const { fields } = readTemplate(name)!.file.operations['shipments.track'] as { fields: JsonObject };
  const status = fields['status'] as JsonObject;
  return (status['values'] ?? (status['otherwise'] as JsonObject)['values']) as JsonObject;
}

test.each(carriers)('of %s stand on its page', (name) => {
  expect(listed(name)).toEqual(read(name));
});

test('are at least 150 over all carriers', () => {
  const all = carriers.flatMap((name) => Object.keys(read(name)));
  expect(all.length).toBeGreaterThanOrEqual(150);
});

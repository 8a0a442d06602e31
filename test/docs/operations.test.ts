import { expect, test } from 'vitest';
import { FieldReader } from '../../src/flows/types/from-fields.js';
import type { Type } from '../../src/contracts/ir.js';
import { catalogue } from '../../src/commerce/index.js';
import type { Fields } from '../../src/commerce/operation.js';
import { page, section } from './support.js';

const operations = page('docs/reference/operations.md');
const reader = new FieldReader({});

const typeText = (type: Type): string => {
  if (type.t === 'list') return `list of ${typeText(type.of)}`;
  return type.t === 'enum' || type.t === 'record' ? (type.name ?? type.t) : type.t;
};

const fieldsText = (fields: Fields): string =>
  Object.entries(reader.fields(fields))
    .map(([name, { type, optional }]) => `\`${name}: ${typeText(type)}${optional === true ? '?' : ''}\``)
    .join(', ');

test('the page has a section for each operation and no other', () => {
  const headings = [...operations.text.matchAll(/^## `(.+)`$/gm)].map(([, name]) => name);
  expect(headings.sort()).toEqual([...catalogue.keys()].sort());
});

test.each([...catalogue])('%s is described as it is', (name, operation) => {
  const text = section(operations, `## \`${name}\``);
  expect(text).toContain(`| Effect | \`${operation.effect}\` |`);
  expect(text).toContain(`| Privacy | \`${operation.privacy}\``);
  expect(text).toContain(`| Inputs | ${fieldsText(operation.inputs) || 'none'}`);
  for (const [result, outputs] of Object.entries(operation.results)) {
    expect(text).toContain(`| Result \`${result}\` | ${fieldsText(outputs)}`);
  }
  if (operation.derived !== undefined)
    expect(text).toContain(`; computed from it: ${fieldsText(operation.derived.outputs)} |`);
  if (operation.guard !== undefined) expect(text).toContain(`| Guard | \`${operation.guard}\` |`);
  const refusals = (operation.refusals ?? []).map((code) => `\`${code}\``).join(', ');
  if (refusals !== '') expect(text).toContain(`| Refusals | ${refusals} |`);
});

/** What holds for every operation of the catalogue; a new one is held to it by its line there. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../../src/commerce/index.js';
import type { Operation } from '../../src/commerce/operation.js';
import { orderSubject } from '../../src/commerce/orders/subject.js';

/** Whether an output must be there. */
const isNeeded = (schema: z.ZodType): boolean => !(schema instanceof z.ZodOptional);

const fieldNames = (operation: Operation): string[] => [
  ...Object.keys(operation.inputs),
  ...Object.values(operation.results).flatMap((outputs) => Object.keys(outputs)),
];

/** Inputs and outputs that verification reads, by what the operation says it is about. */
const needed: Readonly<Record<Operation['subject'], (operation: Operation) => boolean>> = {
  number: ({ inputs }) => 'number' in inputs,
  record: ({ inputs, about = orderSubject }) => about.input in inputs,
  list: ({ results, about = orderSubject }) => Object.values(results).some((fields) => about.list in fields),
  none: () => true,
};

describe.each([...catalogue])('%s', (name, operation) => {
  test('is named by its domain, a verb and a noun, and its fields in camelCase', () => {
    expect(name).toBe(operation.name);
    expect(name).toMatch(/^[a-z]+\.[a-z]+(_[a-z]+)*$/);
    expect(operation.title).not.toBe('');
    for (const field of fieldNames(operation)) expect(field).toMatch(/^[a-z][A-Za-z0-9]*$/);
    for (const result of Object.keys(operation.results)) expect(result).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });

  test('has what verification reads of its subject', () => {
    expect(needed[operation.subject](operation)).toBe(true);
    // What is read without a subject must not be about a customer.
    if (operation.subject === 'none') expect(operation.privacy).toBe('none');
  });

  test('a read may find nothing, and what writes names what it has done', () => {
    const { effect, empty, results, reference } = operation;
    expect(Object.keys(results).length).toBeGreaterThan(0);
    if (empty !== undefined)
      expect(Object.values(results[empty] ?? { missing: z.string() }).filter(isNeeded)).toEqual([]);
    if (effect === 'read') return;
    expect(empty).toBeUndefined();
    expect(results['done']).toBeDefined();
    if (reference !== undefined) expect(Object.keys(results['done'] ?? {})).toContain(reference);
  });

  test('what moves money is guarded by a read that gives an amount, and says who pays', () => {
    if (operation.effect !== 'money') return;
    const guard = catalogue.get(operation.guard ?? '');
    expect(guard?.effect).toBe('read');
    expect(Object.values(guard?.results ?? {}).some((fields) => 'amount' in fields)).toBe(true);
    expect(operation.pays).toBeDefined();
    expect(operation.reference).toBeDefined();
  });
});

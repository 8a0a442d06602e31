/** Converts a merchant's own operations in merchant.yaml to the same form as the product's (DESIGN §8). */
import type { z } from 'zod';
import { isValueName, wrongName } from '../flows/names.js';
import { declaredType, declaredTypes } from '../commerce/declared-types.js';
import { catalogue, subjectKinds } from '../commerce/index.js';
import type { Fields, Operation } from '../commerce/operation.js';
import type { SubjectKind } from '../commerce/subject.js';
import type { Path } from '../flows/yaml/document.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import type { RawOperation } from './merchant-schema.js';
import type { Reader } from './merchant-file-reader.js';

/** Reads `custom.operations`; those with issues too, so that references to them are not reported as unknown. */
export function readOwnOperations(
  reader: Reader,
  operations: Readonly<Record<string, RawOperation>>,
): Operation[] {
  return Object.entries(operations).map(([name, schema]) => {
    const path = ['custom', 'operations', name];
    checkName(reader, name, path);
    const results = readResults(reader, schema.outputs ?? {}, [...path, 'outputs']);
    const about = subjectKinds.find((kind) => isGiven(kind, schema.inputs));
    const operation: Operation = {
      name,
      title: schema.title ?? name,
      effect: schema.effect,
      privacy: schema.privacy ?? 'customer_data',
      inputs: readFields(reader, schema.inputs ?? {}, [...path, 'inputs']),
      results,
      subject: schema.privacy === 'none' ? 'none' : 'record',
      ...(about === undefined ? {} : { about }),
      ...(schema.confirm === undefined ? {} : { confirm: schema.confirm }),
      ...(schema.effect === 'money' ? { again: 'pays' } : {}),
      refusals: schema.refusals ?? [],
      ...emptyOf(results),
    };
    checkSubject(reader, schema, path);
    checkMoney(reader, schema, path);
    checkConfirm(reader, schema, path);
    checkRefusals(reader, schema, path);
    return operation;
  });
}

/** The product's domains, to which a new version may add operations. */
const ownDomains = new Set([...catalogue.keys()].map((name) => name.split('.')[0]));

const code = 'custom_operation_invalid';

function checkName(reader: Reader, name: string, path: Path): void {
  const [domain = ''] = name.split('.');
  if (!/^[a-z][a-z0-9_]{0,40}\.[a-z][a-z0-9_]{0,60}$/.test(name) || domain in Object.prototype)
    reader.reportIssue(
      path,
      code,
      `\`${name}\` is not a valid operation name.`,
      'Write `acme.loyalty_points`.',
      'key',
    );
  else if (ownDomains.has(domain))
    reader.reportIssue(
      path,
      code,
      `\`${domain}\` is one of Orderly’s own domains.`,
      'Use a domain of your own.',
      'key',
    );
}

function readFields(reader: Reader, raw: Readonly<Record<string, string>>, path: Path): Fields {
  const fields = Object.entries(raw).flatMap(([name, text]): [string, z.ZodType][] => {
    const wrong = wrongName(name);
    if (wrong !== undefined)
      reader.reportIssue([...path, name], 'name_invalid', `${wrong}.`, undefined, 'key');
    const type = declaredType(text);
    if (type !== undefined) return [[name, type]];
    const hint = didYouMean(text, declaredTypes);
    reader.reportIssue([...path, name], 'type_unknown', `There is no type \`${text}\`.`, hint);
    return [];
  });
  return Object.fromEntries(fields);
}

/** Like a flow's outputs: they belong to `done` or, if there is a `result`, to each of its values. */
function readResults(
  reader: Reader,
  { result, ...shared }: NonNullable<RawOperation['outputs']>,
  path: Path,
): Operation['results'] {
  const common = readFields(reader, shared, path); // the form has no other keys
  if (result === undefined) return { done: common };
  const named: [string, Path, Readonly<Record<string, string>>][] = Array.isArray(result)
    ? result.map((name, index) => [name, [...path, 'result', index], {}])
    : Object.entries(result).map(([name, fields]) => [name, [...path, 'result', name], fields]);
  const results = named.map(([name, at, fields]) => {
    if (!isValueName(name))
      reader.reportIssue(at, 'name_invalid', `\`${name}\` is not snake_case.`, 'Write `not_found`.', 'key');
    return [name, { ...common, ...readFields(reader, fields, at) }] as const;
  });
  return Object.fromEntries(results);
}

/** The result for finding nothing is the only one after the first without outputs. */
function emptyOf(results: Operation['results']): Pick<Operation, 'empty'> {
  const [, ...others] = Object.entries(results);
  const [empty, second] = others.filter(([, outputs]) => Object.keys(outputs).length === 0);
  return empty === undefined || second !== undefined ? {} : { empty: empty[0] };
}

/** Whether an operation is given a record of that kind, by its own name. */
const isGiven = ({ input, type }: SubjectKind, inputs: RawOperation['inputs'] = {}): boolean =>
  Object.hasOwn(inputs, input) && inputs[input]?.trim() === type;

/** A record identifies the customer: without one, the engine cannot tell whose data comes back (DESIGN §7). */
function checkSubject(reader: Reader, { inputs = {}, privacy, effect }: RawOperation, path: Path): void {
  if (privacy === 'none') {
    const [given] = subjectKinds.flatMap((kind) =>
      Object.entries(inputs).flatMap(([name, type]) =>
        new RegExp(`(^|\\s)${kind.type}\\b`).test(type) ? { name, kind } : [],
      ),
    );
    if (given !== undefined)
      reader.reportIssue(
        [...path, 'privacy'],
        code,
        `\`${given.name}\` is ${withArticle(given.kind)}, which belongs to a customer.`,
        `Remove \`privacy\`: the operation runs for customers who are verified for the ${given.kind.kind}.`,
      );
    else if (effect === 'money')
      reader.reportIssue(
        [...path, 'privacy'],
        code,
        'An operation that moves money must belong to a customer.',
        'Remove `privacy`, and add the input `order: Order`.',
      );
    return;
  }
  if (subjectKinds.some((kind) => isGiven(kind, inputs))) return;
  const inputsToGive = subjectKinds.map(({ input, type }) => `\`${input}: ${type}\``).join(' or ');
  reader.reportIssue(
    path,
    code,
    'The operation does not say which customer it is about.',
    `Add the input ${inputsToGive}, or write \`privacy: none\` if its answer contains no customer data.`,
    'key',
  );
}

const withArticle = ({ kind }: SubjectKind): string => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;

/** Approvers sign for `amount`, which is compared with their limit: no other input may carry money. */
function checkMoney(reader: Reader, { inputs = {}, effect }: RawOperation, path: Path): void {
  if (effect === 'read') return;
  for (const [name, type] of Object.entries(inputs)) {
    const isMoney = /(^|\s)money\b/.test(type);
    if (name === 'amount' ? type.trim() === 'money' : !isMoney) continue;
    const message =
      name === 'amount'
        ? '`amount` must be `money`.'
        : `\`${name}\` is an amount that approvers would not see.`;
    reader.reportIssue(
      [...path, 'inputs', name],
      code,
      message,
      'Rename it to `amount`, with the type `money`.',
      'key',
    );
  }
}

/** Reads need no confirmation, and money never moves without one. */
function checkConfirm(reader: Reader, { confirm, effect }: RawOperation, path: Path): void {
  if (confirm === undefined || effect === 'write') return;
  const message =
    effect === 'read'
      ? 'A read needs no confirmation.'
      : 'An operation that moves money must be confirmed by the customer.';
  reader.reportIssue(
    [...path, 'confirm'],
    code,
    message,
    'Remove `confirm`: only a write can go without a confirmation.',
  );
}

function checkRefusals(reader: Reader, { refusals = [] }: RawOperation, path: Path): void {
  refusals.forEach((name, index) => {
    if (!isValueName(name))
      reader.reportIssue([...path, 'refusals', index], 'name_invalid', `\`${name}\` is not snake_case.`);
  });
}

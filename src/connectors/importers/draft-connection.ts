/** Drafts a connection from a system's own description; comments mark what was guessed and what is missing. */
import { Document, isAlias, isCollection, isMap, isScalar } from 'yaml';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { likelyOperation, likelyTarget, type Target, targets as all } from './likely-operation.js';
import type { DescribedOperation, Description } from './description.js';
import { type DraftMap, Remarks, TODO } from './draft.js';
import { draftOperation } from './draft-operation.js';
import { kebabName } from './foreign-names.js';

/** What is to be drafted. */
export interface DraftSelection {
  /** Names of the system's operations; by default, those that look like ours. */
  operations?: readonly string[];
  /** Our operations for them, one for each; guessed if absent. */
  targets?: readonly string[];
}

/** A drafted operation: ours, the system's, the number of mapped fields, and of places marked TODO. */
export interface DraftedOperation {
  operation: string;
  from: string;
  mapped: number;
  todos: number;
}

/** A draft. */
export interface ConnectionDraft {
  yaml: string;
  /** Its name. */
  connection: string;
  operations: readonly DraftedOperation[];
  /** Number of places marked TODO, and of those marked as guessed. */
  todos: number;
  guesses: number;
}

/** Drafts a connection; throws `import_operation_unknown`. */
export function draftConnection(description: Description, selection: DraftSelection = {}): ConnectionDraft {
  const remarks = new Remarks();
  const chosen = choose(description, selection);
  const drafted = chosen.map(({ target, operation }) => ({
    target,
    operation,
    ...draftOperation(target, operation, ['operations', target.name], remarks),
  }));
  const operations = Object.fromEntries(drafted.map(({ target, rules }) => [target.name, rules]));
  shareFields(drafted, remarks);
  const connection = kebabName(description.title);
  const root: DraftMap = {
    connection,
    connector: 'declarative',
    baseUrl: description.baseUrl ?? `https://${TODO.toLowerCase()}.example`,
    auth: description.auth.rules,
    limits: { timeout: '10s' },
    operations,
  };
  if (description.baseUrl === undefined) remarks.todo(['baseUrl'], 'the address of the system');
  else remarks.guess(['baseUrl'], 'as in the description');
  const texts = remarks.entries.map(([, text]) => text);
  if (description.auth.remark !== undefined) texts.push(description.auth.remark);
  return {
    yaml: print(root, drafted, remarks, description),
    connection,
    operations: drafted.map(({ target, operation, mapped }) => ({
      operation: target.name,
      from: operation.name,
      mapped,
      todos: remarks.entries.filter(([[, of], text]) => of === target.name && text.startsWith('TODO')).length,
    })),
    todos: texts.filter((text) => text.startsWith('TODO')).length,
    guesses: texts.filter((text) => text.startsWith('guess')).length,
  };
}

/** A drafted operation, and which one it is. */
interface Drafted {
  target: Target;
  rules: DraftMap;
}

/** Shares the fields of operations that read the same from the same kind of record: the later ones are printed as aliases. */
function shareFields(drafted: readonly Drafted[], remarks: Remarks): void {
  for (const { target, rules } of drafted) {
    const first = drafted.find((each) => isLike(each, { target, rules }));
    if (first === undefined || first.rules === rules) continue;
    rules['fields'] = first.rules['fields'] ?? {};
    remarks.drop(['operations', target.name, 'fields']);
  }
}

const isLike = (one: Drafted, other: Drafted): boolean =>
  one.target.imports.gives === other.target.imports.gives &&
  JSON.stringify(one.rules['fields']) === JSON.stringify(other.rules['fields']);

interface Chosen {
  target: Target;
  operation: DescribedOperation;
}

function choose(
  { operations }: Description,
  { operations: names = [], targets = [] }: DraftSelection,
): Chosen[] {
  const ours = targets.map(targetOf);
  if (names.length > 0) {
    return names.map((name, index) => {
      const operation = named(operations, name);
      return { operation, target: ours[index] ?? likelyTarget(operation) ?? unclear(name) };
    });
  }
  const [only, ...others] = operations;
  const [meant, ...rest] = ours;
  if (only !== undefined && meant !== undefined && others.length + rest.length === 0)
    return [{ target: meant, operation: only }];
  const found = (ours.length === 0 ? all : ours).flatMap((target) => {
    const operation = likelyOperation(target, operations);
    return operation === undefined ? [] : [{ target, operation }];
  });
  if (found.length > 0) return found;
  if (operations.length === 0) {
    const message = 'The description has no operation';
    const hint =
      'Check that the file is whole: OpenAPI has operations below `paths:`, a WSDL below `portType`.';
    throw new OrderlyError('import_operation_unknown', message, { hint });
  }
  const some = operations.slice(0, 12).map(({ name }) => name);
  throw new OrderlyError('import_operation_unknown', 'No operation of the description matches one of ours', {
    hint: `Choose one with --operation; the description has ${some.join(', ')}${operations.length > 12 ? ', …' : ''}.`,
  });
}

function named(operations: readonly DescribedOperation[], name: string): DescribedOperation {
  const found = operations.find(
    (operation) => operation.name === name || `${operation.method} ${operation.path ?? ''}` === name,
  );
  if (found !== undefined) return found;
  throw new OrderlyError('import_operation_unknown', `The description has no operation \`${name}\``, {
    hint: didYouMean(
      name,
      operations.map((operation) => operation.name),
    ),
  });
}

const names = all.map(({ name }) => name).join(', ');

function targetOf(name: string): Target {
  const found = all.find((target) => target.name === name);
  if (found !== undefined) return found;
  throw new OrderlyError('import_operation_unknown', `\`${name}\` cannot be drafted`, {
    hint: `Operations that can be drafted: ${names}.`,
  });
}

function unclear(name: string): never {
  throw new OrderlyError(
    'import_operation_unknown',
    `It is not clear which operation \`${name}\` implements`,
    {
      hint: `Add --as with one of: ${names}.`,
    },
  );
}

function print(
  root: DraftMap,
  drafted: readonly Drafted[],
  remarks: Remarks,
  { title, auth }: Description,
): string {
  const document = new Document(root);
  nameAnchors(document, drafted);
  document.commentBefore =
    ` Drafted from the description of: ${title.replaceAll(/\s+/g, ' ')}\n` +
    ' Fields were matched by name. Check every line marked `guess`, and complete those marked `TODO`.';
  for (const [path, text] of remarks.entries) remark(document, path, text);
  if (auth.remark !== undefined) remark(document, ['auth'], auth.remark);
  return document.toString({ lineWidth: 0 });
}

/** Names anchors after the kind of record, `&order`, as a person would. */
function nameAnchors(document: Document, drafted: readonly Drafted[]): void {
  for (const { target, rules } of drafted) {
    const alias = document.getIn(['operations', target.name, 'fields'], true);
    if (!isAlias(alias)) continue;
    const first = drafted.find((each) => each.rules['fields'] === rules['fields']);
    const fields = document.getIn(['operations', first?.target.name ?? '', 'fields'], true);
    if (!isMap(fields)) continue;
    fields.anchor = target.imports.gives;
    alias.source = target.imports.gives;
  }
}

/** Adds a comment after a single value, or above a map or list. */
function remark(document: Document, path: readonly string[], text: string): void {
  const parent = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  if (pair === undefined) return;
  const line =
    text
      .replaceAll(/\s+/g, ' ')
      .match(/\S.{0,110}(?=\s|$)/g)
      ?.map((part) => ` ${part}`)
      .join('\n') ?? '';
  if (isScalar(pair.value) && !String(pair.value.value).includes('\n'))
    pair.value.comment = ` ${text.replaceAll(/\s+/g, ' ')}`;
  else if (isCollection(pair.value) || isScalar(pair.value)) pair.value.commentBefore = line;
}

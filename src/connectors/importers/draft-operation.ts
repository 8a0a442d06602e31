/** Drafts one operation of a connection from one of a system's own. */
import { PAID_BACK } from '../../commerce/operation.js';
import type { DescribedOperation, Parameter } from './description.js';
import { type DraftMap, type Remarks, TODO } from './draft.js';
import type { ImportedRecord } from '../../commerce/import-hints.js';
import type { Target } from './likely-operation.js';
import { draftFields } from './draft-fields.js';
import { RequestDrafter } from './draft-request.js';
import { writeRules } from './draft-write.js';
import { nothing, type Form } from './value-form.js';
import { type Step, pathOf, placesIn, type MemberStep } from './form-places.js';
import { plainName } from './foreign-names.js';
import { type NameTable, orderAmount, orderNames } from './order-field-names.js';
import { currencyNames, eventLists, listNames, trackingNames } from './order-part-names.js';
import { findPlace } from './find-form-place.js';

// Drafts the document of a GraphQL request: the fields that are read, and nothing else.

/** `request:` with a document that selects these places; the first two steps are `data` and the root's field. */
function writeDocument(drafter: RequestDrafter, used: readonly (readonly Step[])[]): DraftMap {
  const { operation, path } = drafter;
  const {
    root,
    field,
    arguments: types,
  } = operation.graphql ?? {
    root: 'query',
    field: operation.name,
    arguments: new Map<string, string>(),
  };
  const variables = drafter.members(operation.parameters, [...path, 'variables']);
  const names = Object.keys(variables);
  const declared = names.map((name) => `$${name}: ${types.get(name) ?? 'String'}`).join(', ');
  const passed = names.map((name) => `${name}: $${name}`).join(', ');
  const inside = used.map((steps) => steps.slice(2)).filter((steps) => steps.length > 0);
  const pages = drafter.paged ? ['    pageInfo {', '      hasNextPage', '      endCursor', '    }'] : [];
  const more = root === 'mutation' ? errorsOf(drafter) : pages;
  const selection = [...selectionOf(inside, 2), ...more];
  const document = [
    `${root} ${field.charAt(0).toUpperCase()}${field.slice(1)}${declared === '' ? '' : `(${declared})`} {`,
    `  ${field}${passed === '' ? '' : `(${passed})`} {`,
    ...(selection.length === 0 ? ['    __typename'] : selection),
    '  }',
    '}',
  ];
  return { graphql: `${document.join('\n')}\n`, ...(names.length === 0 ? {} : { variables }) };
}

interface Branch {
  step: MemberStep;
  inner: Tree;
}
type Tree = Map<string, Branch>;

/** Lines of a selection set, indented by two spaces a level. */
function selectionOf(places: readonly (readonly Step[])[], level: number): string[] {
  return linesOf(treeOf(places), level);
}

function treeOf(places: readonly (readonly Step[])[]): Tree {
  const tree: Tree = new Map();
  for (const steps of places) {
    let at = tree;
    for (const step of steps) {
      if (!('member' in step)) continue;
      const found = at.get(step.member) ?? { step, inner: new Map() as Tree };
      at.set(step.member, found);
      at = found.inner;
    }
  }
  return tree;
}

function linesOf(tree: Tree, level: number): string[] {
  const blank = '  '.repeat(level);
  const members = [...tree.values()];
  const types = [...new Set(members.map(({ step }) => step.on))];
  return types.flatMap((on) => {
    const own = members.filter(({ step }) => step.on === on);
    if (on === undefined) return own.flatMap((member) => memberLines(member, level));
    const inside = own.flatMap((member) => memberLines(member, level + 1));
    return [`${blank}... on ${on} {`, ...inside, `${blank}}`];
  });
}

function memberLines({ step: { member, args = '' }, inner }: Branch, level: number): string[] {
  const blank = '  '.repeat(level);
  if (inner.size === 0) return [`${blank}${member}${args}`];
  return [`${blank}${member}${args} {`, ...linesOf(inner, level + 1), `${blank}}`];
}

/** Selects the errors of a mutation, which `success` and `refusal` read. */
function errorsOf({ operation: { answer } }: RequestDrafter): string[] {
  const payload = answer?.kind === 'record' ? answer.members().get('data')?.form : undefined;
  const field = payload?.kind === 'record' ? [...payload.members().values()][0]?.form : undefined;
  if (field?.kind !== 'record') return [];
  const name = ['userErrors', 'errors'].find((each) => field.members().has(each));
  const list = name === undefined ? undefined : field.members().get(name)?.form;
  const item = list?.kind === 'list' ? list.item() : undefined;
  if (name === undefined || item?.kind !== 'record') return [];
  const parts = ['code', 'message'].filter((part) => item.members().has(part));
  return [`    ${name} {`, ...parts.map((part) => `      ${part}`), '    }'];
}

// Finds the record of a kind, such as the order, in a response.

/** A record and the steps to it. */
interface FoundRecord {
  steps: readonly Step[];
  form: Form;
}

/** What a record has at once weighs this, one level deeper half as much: a part that leads back to its order is none. */
const weightAt = (depth: number): number => (depth <= 1 ? 2 : 1);

/** An order that is one of a list is likelier something of an order. */
const LIST = 3;

const tables: Readonly<Record<ImportedRecord, NameTable>> = {
  order: { ...orderNames, amount: orderAmount, lines: { names: listNames.lines } },
  tracking: { ...trackingNames, events: { names: eventLists } },
  quote: {
    amount: { names: [['refundable', 'erstattbar', 'available', 'amount']] },
    currency: { names: currencyNames },
  },
  cancellation: { cancelRef: { names: [['cancellationid', 'cancelid', 'stornoid', 'buchungid']] } },
  registration: { returnRef: { names: [['returnid', 'rmaid', 'retoureid', 'id']] } },
  refund: { refundRef: { names: [['refundid', 'erstattungid', 'id', 'pspreference', 'reference']] } },
};

/** Finds the record of a kind that matches most names; with `list`, the items of a list. */
function findRecord(answer: Form, kind: ImportedRecord, list: boolean): FoundRecord {
  const candidates = [
    { steps: [], form: answer },
    ...placesIn(answer, { depth: 4, lists: list ? '*' : '0' }),
  ];
  let best: { found: FoundRecord; score: number } | undefined;
  for (const candidate of candidates) {
    const found = insideList(candidate, list);
    if (found === undefined || (list && !isItem(found))) continue;
    const inList = !list && found.steps.some((step) => 'item' in step) ? LIST : 0;
    const score = scoreOf(found.form, kind) - inList - found.steps.length / 2;
    if (best === undefined || score > best.score) best = { found, score };
  }
  return best?.found ?? { steps: [], form: answer };
}

/** The record itself, or the item of its list. */
function insideList({ steps, form }: FoundRecord, list: boolean): FoundRecord | undefined {
  if (form.kind === 'list')
    return insideList({ steps: [...steps, { item: list ? '*' : '0' }], form: form.item() }, list);
  return form.kind === 'record' ? { steps, form } : undefined;
}

const isItem = ({ steps }: FoundRecord): boolean => steps.some((step) => 'item' in step);

function scoreOf(form: Form, kind: ImportedRecord): number {
  const near = placesIn(form, { depth: 2 });
  return Object.values(tables[kind])
    .map((names) => findPlace(near, names, () => true)?.place.names.length ?? Infinity)
    .filter((depth) => depth <= 2)
    .reduce((score, depth) => score + weightAt(depth), 0);
}

// Drafts `paging:` of an operation that returns a list.

const cursorParameter = /^(after|cursor|startingafter|(next)?pagetoken|nexttoken|continuation(token)?)$/;
const cursorMember = /^(next|nextcursor|endcursor|(next)?pagetoken|nexttoken|continuation(token)?)$/;

/** Drafts paging by a cursor or page number in the query; undefined if no parameter looks like either. */
function restPaging(
  { parameters, answer }: DescribedOperation,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  const named = (pattern: RegExp): Parameter | undefined =>
    parameters.find(({ name, place }) => place === 'query' && pattern.test(plainName(name)));
  const mark = placesIn(answer ?? nothing, { depth: 3 }).find(
    ({ form, names }) => form.kind === 'value' && cursorMember.test(names.at(-1) ?? ''),
  );
  const after = named(cursorParameter);
  if (after !== undefined && mark !== undefined) {
    remarks.guess([...path, 'paging'], 'by cursor');
    return { paging: { cursor: pathOf(mark.steps), param: after.name } };
  }
  const page = named(/^(page|pagenumber|pageno)$/);
  if (page === undefined) return {};
  remarks.guess([...path, 'paging'], 'by number, from 1');
  return { paging: { page: '1', param: page.name } };
}

/** Drafts paging of a GraphQL connection (Relay specification). */
function relayPaging(
  { graphql, name }: DescribedOperation,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  const info = `$.data.${graphql?.field ?? name}.pageInfo`;
  remarks.guess([...path, 'paging'], 'by cursor');
  return { paging: { cursor: `${info}.endCursor`, more: `${info}.hasNextPage` } };
}

/** A drafted operation. */
export interface DraftedOperation {
  rules: DraftMap;
  /** How many single values are mapped. */
  mapped: number;
}

/** Drafts `target` from an operation; remarks go below `path`. */
export function draftOperation(
  target: Target,
  operation: DescribedOperation,
  path: readonly string[],
  remarks: Remarks,
): DraftedOperation {
  const kind = target.imports.gives;
  const isList = target.subject === 'list';
  const { steps, form } = findRecord(operation.answer ?? nothing, kind, isList);
  // Other results are read from the whole response.
  const base = isOne(kind) ? [] : steps;
  const { fields, mapped, used } = draftFields(kind, form, [...path, 'fields'], remarks, base);
  const reading = isOne(kind) ? placeOfRecord(steps, target, path, remarks) : {};
  const drafter = new RequestDrafter(target, operation, [...path, 'request'], remarks);
  const read = isOne(kind) ? used.map((each) => [...steps, ...each]) : used;
  const type = typeOf(read);
  const absolute = type === undefined ? read : [typenameOf(operation), ...read];
  const request = requestOf(drafter, absolute);
  checkAmount(target, request, path, remarks);
  return {
    rules: {
      request,
      ...(operation.format === undefined ? {} : { answer: { format: operation.format } }),
      ...noneOf(target, operation, type, path, remarks),
      ...(target.effect === 'write' && Object.hasOwn(fields, PAID_BACK) ? { effect: 'money' } : {}),
      ...(target.effect !== 'read' ? writeRules(operation, drafter, mapped > 0, path, remarks) : {}),
      ...pagingOf(drafter, isList, path, remarks),
      ...reading,
      fields,
    },
    mapped,
  };
}

/** What moves an amount must send it. */
function checkAmount(
  { imports: { inputs } }: Target,
  request: DraftMap,
  path: readonly string[],
  remarks: Remarks,
): void {
  const amount = inputs.flatMap(([, value]) =>
    typeof value === 'object' && 'amount' in value ? value.amount : [],
  )[0];
  if (amount === undefined) return;
  const written = JSON.stringify(request);
  if (written.includes(`inputs.${amount}.minor`) || written.includes(`"inputs.${amount}"`)) return;
  remarks.todo([...path, 'request'], 'the amount is not in the request: add the amount to refund');
}

function pagingOf(
  { operation, paged }: RequestDrafter,
  isList: boolean,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  if (paged) return relayPaging(operation, path, remarks);
  return isList ? restPaging(operation, path, remarks) : {};
}

function requestOf(drafter: RequestDrafter, read: readonly (readonly Step[])[]): DraftMap {
  const { graphql, soap } = drafter.operation;
  if (soap !== undefined) return drafter.soap(soap.wsdl);
  return graphql === undefined ? drafter.rest() : writeDocument(drafter, read);
}

/** The type of a union that fields are read from: other types mean something else. */
function typeOf(used: readonly (readonly Step[])[]): string | undefined {
  const fields = used.flatMap((steps) => steps[2] ?? []);
  return fields.flatMap((step) => ('on' in step ? (step.on ?? []) : []))[0];
}

const typenameOf = ({ graphql, name }: DescribedOperation): readonly Step[] =>
  ['data', graphql?.field ?? name, '__typename'].map((member) => ({ member }));

/** Whether a result is one record with these `fields`; otherwise they are read from the whole response. */
const isOne = (kind: ImportedRecord): boolean => kind === 'order' || kind === 'tracking';

function placeOfRecord(
  steps: readonly Step[],
  { subject, imports }: Target,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  if (subject === 'list') {
    const each = steps.length === 0 ? TODO : pathOf(steps);
    if (each === TODO) remarks.todo([...path, 'each'], 'the path to the items');
    else remarks.guess([...path, 'each'], `where to find the ${imports.gives}s`);
    return { each };
  }
  if (steps.length === 0) return {};
  remarks.guess([...path, 'at'], 'where to find the record');
  return { at: pathOf(steps) };
}

/** Maps 404 to "none" for reads that have such a result. */
function noneOf(
  { subject, imports }: Target,
  operation: DescribedOperation,
  type: string | undefined,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  if (!isOne(imports.gives)) return {};
  if (operation.soap !== undefined) {
    if (subject === 'list') return {};
    remarks.todo([...path, 'none', 'is'], 'the fault that means “nothing found”');
    return { none: { path: '$.Fault.code', is: TODO } };
  }
  if (operation.graphql !== undefined) {
    if (subject === 'list') return {};
    const at = `$.data.${operation.graphql.field}`;
    remarks.guess([...path, 'none'], 'how it reports “nothing found”');
    return { none: type === undefined ? { path: at, is: 'null' } : { path: `${at}.__typename`, not: type } };
  }
  if (!operation.errors.has(404) && subject === 'list') return {};
  remarks.guess([...path, 'none'], 'no other part of the address can be missing');
  return { none: { status: '404' } };
}

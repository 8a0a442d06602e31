/** Drafts one operation of a connection from one of a system's own. */
import type { DescribedOperation } from './description.js';
import { type DraftMap, type Remarks, TODO } from './draft.js';
import { type RecordKind, draftFields } from './draft-fields.js';
import { RequestDrafter, type TargetName } from './draft-request.js';
import { findPlace } from './find-place.js';
import { findRecord } from './find-record.js';
import { type Form, nothing } from './form.js';
import { writeDocument } from './graphql/write-document.js';
import { type Step, pathOf, placesIn } from './places.js';

/** A drafted operation. */
export interface DraftedOperation {
  rules: DraftMap;
  /** How many single values are mapped. */
  mapped: number;
}

const kinds: Readonly<Record<TargetName, RecordKind>> = {
  'orders.get': 'order',
  'orders.find': 'order',
  'payments.quote_refund': 'quote',
  'payments.refund': 'refund',
  'shipments.track': 'tracking',
};

/** Drafts `target` from an operation; remarks stand below `path`. */
export function draftOperation(
  target: TargetName,
  operation: DescribedOperation,
  path: readonly string[],
  remarks: Remarks,
): DraftedOperation {
  const kind = kinds[target];
  const isList = target === 'orders.find';
  const { steps, form } = findRecord(operation.answer ?? nothing, kind, isList);
  const here = isOne(kind) ? form : (operation.answer ?? nothing);
  const { fields, mapped, used } = draftFields(kind, here, [...path, 'fields'], remarks);
  const reading = isOne(kind) ? placeOfRecord(steps, isList, path, remarks) : {};
  const drafter = new RequestDrafter(target, operation, [...path, 'request'], remarks);
  const absolute = isOne(kind) ? used.map((each) => [...steps, ...each]) : used;
  const request = operation.graphql === undefined ? drafter.rest() : writeDocument(drafter, absolute);
  return {
    rules: {
      request,
      ...noneOf(target, operation, path, remarks),
      ...writeRules(operation, drafter, path, remarks),
      ...(kind === 'quote' ? nothingLeft(fields, path, remarks) : {}),
      ...reading,
      fields,
    },
    mapped,
  };
}

/** Whether a result is one record, of which `fields` are the fields; else they are read from the whole answer. */
const isOne = (kind: RecordKind): boolean => kind === 'order' || kind === 'tracking';

function placeOfRecord(
  steps: readonly Step[],
  isList: boolean,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  if (isList) {
    const each = steps.length === 0 ? TODO : pathOf(steps);
    if (each === TODO) remarks.todo([...path, 'each'], 'the path to the items');
    else remarks.guess([...path, 'each'], 'where the orders are');
    return { each };
  }
  if (steps.length === 0) return {};
  remarks.guess([...path, 'at'], 'where the record is');
  return { at: pathOf(steps) };
}

/** A 404 is a "none" for reads that can have it. */
function noneOf(
  target: TargetName,
  operation: DescribedOperation,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  if (!operation.reads || target === 'payments.quote_refund') return {};
  if (operation.graphql !== undefined) {
    if (target === 'orders.find') return {};
    remarks.guess([...path, 'none'], 'null is "there is none"');
    return { none: { path: `$.data.${operation.graphql.field}`, is: 'null' } };
  }
  if (!operation.errors.has(404) && target === 'orders.find') return {};
  remarks.guess([...path, 'none'], 'nothing else of the address can be missing');
  return { none: { status: '404' } };
}

function nothingLeft(fields: DraftMap, path: readonly string[], remarks: Remarks): DraftMap {
  const amount = fields['amount'] as DraftMap | undefined; // as drafted for quotes
  const place = amount?.['minor'] ?? amount?.['decimal'] ?? TODO;
  remarks.guess([...path, 'results'], 'nothing can be paid back when the amount is 0');
  return { results: { nothing_left: { path: place, is: ['0', '0.0', '0.00'] } } };
}

/** How a write says no, and how it can be asked again. */
function writeRules(
  operation: DescribedOperation,
  drafter: RequestDrafter,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  if (operation.reads) return {};
  const key = drafter.keyPlace;
  if (key?.place === 'header') {
    remarks.guess([...path, 'idempotency'], 'see how long the system keeps keys');
  } else {
    remarks.todo([...path, 'idempotency'], 'how it can be asked again without doing it twice');
  }
  const idempotency = key?.place === 'header' ? { key: { header: key.name, window: '24h' } } : 'none';
  const refusal = refusalOf(operation, path, remarks);
  return { ...refusal, idempotency };
}

/** Statuses below 500 that say no for good, and where their code is. */
function refusalOf(operation: DescribedOperation, path: readonly string[], remarks: Remarks): DraftMap {
  if (operation.graphql !== undefined) return userErrors(operation, path, remarks);
  const said = [...operation.errors].filter(([status]) => ![401, 403, 404, 408, 425, 429].includes(status));
  if (said.length === 0) return {};
  const form = said.find(([, each]) => each !== undefined)?.[1] ?? nothing;
  const places = placesIn(form, { depth: 3, lists: '0' });
  const code = findPlace(places, { names: ['errorcode', 'code', 'type', 'error'], depth: 3 })?.place;
  const message = findPlace(places, {
    names: ['message', 'detail', 'title', 'description'],
    depth: 3,
  })?.place;
  const rules: DraftMap = {
    status: said.map(([status]) => String(status)),
    path: code === undefined ? TODO : pathOf(code.steps),
    ...(message === undefined ? {} : { message: pathOf(message.steps) }),
  };
  remarks.guess([...path, 'refusal'], 'add `values` from the system’s codes to ours');
  if (code === undefined) remarks.todo([...path, 'refusal', 'path'], 'where the code stands');
  return { refusal: rules };
}

/** Mutations tell their refusals in a list beside what they made. */
function userErrors(operation: DescribedOperation, path: readonly string[], remarks: Remarks): DraftMap {
  const places = placesIn(operation.answer ?? nothing, { depth: 3 });
  const isList = (form: Form): boolean => form.kind === 'list';
  const list = findPlace(places, { names: ['usererrors', 'errors'], depth: 3 }, isList)?.place;
  if (list === undefined) return {};
  const at = pathOf(list.steps);
  const inside = placesIn(list.form, { depth: 1, lists: '0' });
  const part = (name: string): boolean => inside.some(({ names }) => names.at(-1) === name);
  remarks.guess([...path, 'refusal'], 'add `values` from the system’s codes to ours');
  return {
    success: { path: at, is: 'empty' },
    refusal: {
      status: '200',
      path: `${at}[0].${part('code') ? 'code' : 'message'}`,
      ...(part('message') ? { message: `${at}[0].message` } : {}),
    },
  };
}

/** Drafts one operation of a connection from one of a system's own. */
import type { DescribedOperation } from './description.js';
import { type DraftMap, type Remarks, TODO } from './draft.js';
import { type RecordKind, draftFields } from './draft-fields.js';
import { relayPaging, restPaging } from './draft-paging.js';
import { RequestDrafter, type TargetName } from './draft-request.js';
import { writeRules } from './draft-write.js';
import { findRecord } from './find-record.js';
import { nothing } from './form.js';
import { writeDocument } from './graphql/write-document.js';
import { type Step, pathOf } from './places.js';

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

/** Drafts `target` from an operation; remarks go below `path`. */
export function draftOperation(
  target: TargetName,
  operation: DescribedOperation,
  path: readonly string[],
  remarks: Remarks,
): DraftedOperation {
  const kind = kinds[target];
  const isList = target === 'orders.find';
  const { steps, form } = findRecord(operation.answer ?? nothing, kind, isList);
  // Other results are read from the whole response.
  const base = isOne(kind) ? [] : steps;
  const { fields, mapped, used } = draftFields(kind, form, [...path, 'fields'], remarks, base);
  const reading = isOne(kind) ? placeOfRecord(steps, isList, path, remarks) : {};
  const drafter = new RequestDrafter(target, operation, [...path, 'request'], remarks);
  const read = isOne(kind) ? used.map((each) => [...steps, ...each]) : used;
  const type = typeOf(read);
  const absolute = type === undefined ? read : [typenameOf(operation), ...read];
  const request = requestOf(drafter, absolute);
  if (target === 'payments.refund' && !/inputs\.amount(\.minor|")/.test(JSON.stringify(request))) {
    remarks.todo([...path, 'request'], 'the amount stands nowhere: say how much is paid back');
  }
  return {
    rules: {
      request,
      ...noneOf(target, operation, type, path, remarks),
      ...(target === 'payments.refund' ? writeRules(operation, drafter, mapped > 0, path, remarks) : {}),
      ...(kind === 'quote' ? nothingLeft(fields, path, remarks) : {}),
      ...pagingOf(drafter, isList, path, remarks),
      ...reading,
      fields,
    },
    mapped,
  };
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

/** Maps 404 to "none" for reads that have such a result. */
function noneOf(
  target: TargetName,
  operation: DescribedOperation,
  type: string | undefined,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  if (target === 'payments.refund' || target === 'payments.quote_refund') return {};
  if (operation.soap !== undefined) {
    if (target === 'orders.find') return {};
    remarks.todo([...path, 'none', 'is'], 'the fault that says that there is none');
    return { none: { path: '$.Fault.code', is: TODO } };
  }
  if (operation.graphql !== undefined) {
    if (target === 'orders.find') return {};
    const at = `$.data.${operation.graphql.field}`;
    remarks.guess([...path, 'none'], 'how it says that there is none');
    return { none: type === undefined ? { path: at, is: 'null' } : { path: `${at}.__typename`, not: type } };
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

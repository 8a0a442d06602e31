/** Drafts one operation of a connection from one of a system's own. */
import { PAID_BACK } from '../../commerce/operation.js';
import type { DescribedOperation } from './description.js';
import { type DraftMap, type Remarks, TODO } from './draft.js';
import type { ImportedRecord } from '../../commerce/import-hints.js';
import type { Target } from './choose.js';
import { draftFields } from './draft-fields.js';
import { relayPaging, restPaging } from './draft-paging.js';
import { RequestDrafter } from './draft-request.js';
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
  remarks.todo([...path, 'request'], 'the amount stands nowhere: say how much is paid back');
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
    else remarks.guess([...path, 'each'], `where the ${imports.gives}s are`);
    return { each };
  }
  if (steps.length === 0) return {};
  remarks.guess([...path, 'at'], 'where the record is');
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
    remarks.todo([...path, 'none', 'is'], 'the fault that says that there is none');
    return { none: { path: '$.Fault.code', is: TODO } };
  }
  if (operation.graphql !== undefined) {
    if (subject === 'list') return {};
    const at = `$.data.${operation.graphql.field}`;
    remarks.guess([...path, 'none'], 'how it says that there is none');
    return { none: type === undefined ? { path: at, is: 'null' } : { path: `${at}.__typename`, not: type } };
  }
  if (!operation.errors.has(404) && subject === 'list') return {};
  remarks.guess([...path, 'none'], 'nothing else of the address can be missing');
  return { none: { status: '404' } };
}

/** Drafts what a write needs: how it is refused, and how it can be retried. */
import type { DescribedOperation } from './description.js';
import { type DraftMap, type Remarks, TODO } from './draft.js';
import type { RequestDrafter } from './draft-request.js';
import { findPlace } from './find-form-place.js';
import { type Form, nothing } from './value-form.js';
import { pathOf, placesIn } from './form-places.js';

/** Drafts how a write is refused, and how it can be retried. */
export function writeRules(
  operation: DescribedOperation,
  drafter: RequestDrafter,
  hasFields: boolean,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  const refusal = {
    ...successOf(operation, hasFields, path, remarks),
    ...refusalOf(operation, path, remarks),
  };
  const key = drafter.keyPlace;
  if (key === undefined) {
    remarks.todo([...path, 'idempotency'], 'how to repeat it without doing it twice');
    return { ...refusal, idempotency: 'none' };
  }
  remarks.guess([...path, 'idempotency'], 'check how long the system remembers keys');
  return {
    ...refusal,
    idempotency: { key: { ...(key.place === 'header' ? { header: key.name } : {}), window: '24h' } },
  };
}

/** Drafts `success`: a write without mapped fields must state by itself that it was done. */
function successOf(
  { graphql, soap, answer }: DescribedOperation,
  hasFields: boolean,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  if (hasFields || graphql !== undefined) return {};
  remarks.guess([...path, 'success'], 'what else shows that it was done?');
  const [root] = answer?.kind === 'record' ? answer.members().keys() : [];
  if (soap === undefined || root === undefined) return { success: { status: ['200', '201', '204'] } };
  return { success: { path: pathOf([{ member: root }]), is: 'present' } };
}

/** Drafts a refusal: the final statuses below 500, and where their code is. */
function refusalOf(operation: DescribedOperation, path: readonly string[], remarks: Remarks): DraftMap {
  if (operation.graphql !== undefined) return userErrors(operation, path, remarks);
  if (operation.soap !== undefined) {
    remarks.guess([...path, 'refusal'], 'add `values` from the system’s faults to ours');
    return { refusal: { status: '500', path: '$.Fault.code', message: '$.Fault.reason' } };
  }
  const said = [...operation.errors].filter(([status]) => ![401, 403, 404, 408, 425, 429].includes(status));
  if (said.length === 0) return {};
  const form = said.find(([, each]) => each !== undefined)?.[1] ?? nothing;
  const places = placesIn(form, { depth: 3, lists: '0' });
  const code = findPlace(places, { names: [['errorcode', 'code', 'type', 'error']], depth: 3 })?.place;
  const message = findPlace(places, {
    names: [['message', 'detail', 'title', 'description', 'text', 'meldung']],
    depth: 3,
  })?.place;
  const rules: DraftMap = {
    status: said.map(([status]) => String(status)),
    path: code === undefined ? TODO : pathOf(code.steps),
    ...(message === undefined ? {} : { message: pathOf(message.steps) }),
  };
  remarks.guess([...path, 'refusal'], 'add `values` from the system’s codes to ours');
  if (code === undefined) remarks.todo([...path, 'refusal', 'path'], 'where to find the code');
  return { refusal: rules };
}

/** Drafts refusals of a mutation, which lists them beside its result. */
function userErrors(operation: DescribedOperation, path: readonly string[], remarks: Remarks): DraftMap {
  const places = placesIn(operation.answer ?? nothing, { depth: 3 });
  const isList = (form: Form): boolean => form.kind === 'list';
  const list = findPlace(places, { names: [['usererrors', 'errors']], depth: 3 }, isList)?.place;
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

/** Drafts `paging:` of an operation that returns a list. */
import type { DescribedOperation, Parameter } from './description.js';
import type { DraftMap, Remarks } from './draft.js';
import { nothing } from './form.js';
import { plainName } from './names.js';
import { pathOf, placesIn } from './places.js';

const cursorParameter = /^(after|cursor|startingafter|(next)?pagetoken|nexttoken|continuation(token)?)$/;
const cursorMember = /^(next|nextcursor|endcursor|(next)?pagetoken|nexttoken|continuation(token)?)$/;

/** Drafts paging by a cursor or page number in the query; undefined if no parameter looks like either. */
export function restPaging(
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
export function relayPaging(
  { graphql, name }: DescribedOperation,
  path: readonly string[],
  remarks: Remarks,
): DraftMap {
  const info = `$.data.${graphql?.field ?? name}.pageInfo`;
  remarks.guess([...path, 'paging'], 'by cursor');
  return { paging: { cursor: `${info}.endCursor`, more: `${info}.hasNextPage` } };
}

/** Cursor connections, as of the GraphQL Cursor Connections Specification; forward only. */
import { GraphQLError } from 'graphql';

/** What a page is asked with. */
export interface PageAsked {
  readonly first?: number | null;
  readonly after?: string | null;
}

const largestPage = 50;

const cursorOf = (id: string): string => Buffer.from(`cursor:${id}`).toString('base64url');

/** The items of a list from behind a cursor; a cursor that is none of the list's is an error. */
export function page<Item extends { readonly id: string }>(items: readonly Item[], asked: PageAsked) {
  const first = asked.first ?? largestPage;
  if (first < 1 || first > largestPage) throw badInput(`first goes from 1 to ${largestPage}.`);
  const start = typeof asked.after === 'string' ? indexBehind(items, asked.after) : 0;
  const nodes = items.slice(start, start + first);
  const last = nodes.at(-1);
  return {
    nodes,
    edges: nodes.map((node) => ({ cursor: cursorOf(node.id), node })),
    pageInfo: {
      hasNextPage: start + nodes.length < items.length,
      endCursor: last === undefined ? null : cursorOf(last.id),
    },
    totalCount: items.length,
  };
}

function indexBehind(items: readonly { readonly id: string }[], cursor: string): number {
  const index = items.findIndex(({ id }) => cursorOf(id) === cursor);
  if (index < 0) throw badInput('after is no cursor of this list.');
  return index + 1;
}

const badInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** Drafts the document of a GraphQL request: the fields that are read, and nothing else. */
import type { DraftMap } from '../draft.js';
import type { RequestDrafter } from '../draft-request.js';
import type { MemberStep, Step } from '../places.js';

/** `request:` with a document that selects these places; the first two steps are `data` and the root's field. */
export function writeDocument(drafter: RequestDrafter, used: readonly (readonly Step[])[]): DraftMap {
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

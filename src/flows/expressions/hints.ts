/** "Did you mean" for readings: the whole path as it would be right. */
import { didYouMean, nearest } from '../../yaml/suggest.js';
import type { Scope } from '../scope.js';
import type { Chain } from './chain.js';

/** The path with the name at `index` (0 is the root) put right; all known names if none is near. */
export function pathHint({ root, parts }: Chain, index: number, known: Iterable<string>): string {
  const names = [root, ...parts].map(({ name }) => name);
  const candidates = [...known];
  const right = nearest(names[index] ?? '', candidates);
  return right === undefined ? didYouMean(names[index] ?? '', candidates) : meant(names.with(index, right));
}

/** What a name may mean that is no root: a step or input without its root, a misspelt root, a text without quotes. */
export function rootHint({ root, parts }: Chain, scope: Scope): string {
  const names = [root, ...parts].map(({ name }) => name);
  const roots = [...scope.roots.keys(), 'steps'];
  const inputs = scope.roots.get('inputs')?.type;
  const fields = inputs?.t === 'record' ? Object.keys(inputs.fields) : [];
  const homes: [string, readonly string[]][] = [
    ['steps', parts.length > 0 ? [...scope.steps.keys()] : []],
    ['inputs', fields],
  ];
  if (Object.hasOwn(places, root.name)) return places[root.name] ?? '';
  for (const [home, known] of homes) if (known.includes(root.name)) return meant([home, ...names]);
  const right = nearest(root.name, roots);
  if (right !== undefined) return meant(names.with(0, right));
  for (const [home, known] of homes) {
    const near = nearest(root.name, known);
    if (near !== undefined) return meant([home, ...names.with(0, near)]);
  }
  if (parts.length === 0) return `If it is a text, put it in quotes: \`"${root.name}"\`.`;
  return didYouMean(root.name, roots);
}

/** Roots that are there in some places alone. */
const places: Readonly<Record<string, string>> = {
  item: '`item` is read inside the `do` of an `each` alone.',
  option: '`option` is read in the `label` of an `ask` alone.',
};

/** A field of a record that is none: of a flow's own head, or of a business record. */
export function fieldHint(chain: Chain, index: number, known: readonly string[]): string | undefined {
  if (chain.root.name === 'policy' && known.length === 0)
    return 'Declare it at the top of the flow, under `policy:`.';
  return known.length === 0 ? undefined : pathHint(chain, index + 1, known);
}

const meant = (names: readonly string[]): string => `Did you mean \`${names.join('.')}\`?`;

/** "Did you mean" for reads: the whole path, corrected. */
import { didYouMean, nearest } from '../../yaml/suggest.js';
import type { Scope } from '../scope.js';
import type { Chain } from './chain.js';

/** The path with the name at `index` (0 is the root) corrected; all known names if none is close. */
export function pathHint({ root, parts }: Chain, index: number, known: Iterable<string>): string {
  const names = [root, ...parts].map(({ name }) => name);
  const candidates = [...known];
  const right = nearest(names[index] ?? '', candidates);
  return right === undefined ? didYouMean(names[index] ?? '', candidates) : meant(names.with(index, right));
}

/** What an unknown root may mean: a step or input without its root, a misspelt root, a text without quotes. */
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

/** Roots that exist only in some places. */
const places: Readonly<Record<string, string>> = {
  item: '`item` is read inside the `do` of an `each` alone.',
  option: '`option` is read in the `label` of an `ask` alone.',
};

/** A hint for a field that does not exist: in a flow's own head, or in a business record. */
export function fieldHint(chain: Chain, index: number, known: readonly string[]): string | undefined {
  if (chain.root.name === 'policy' && known.length === 0)
    return 'Declare it at the top of the flow, under `policy:`.';
  const before = chain.parts[index - 1]?.name;
  const name = chain.parts[index]?.name ?? '';
  if (name === 'custom' || (before === 'custom' && nearest(name, known) === undefined)) {
    const own = name === 'custom' ? (chain.parts[index + 1]?.name ?? 'region') : name;
    const there =
      before === 'custom' && known.length > 0
        ? `Declared are: ${known.map((each) => `\`${each}\``).join(', ')}. `
        : '';
    return `${there}Declare it in merchant.yaml: \`custom: { order: { ${own}: text } }\`; the connection says where it comes from.`;
  }
  return known.length === 0 ? undefined : pathHint(chain, index + 1, known);
}

const meant = (names: readonly string[]): string => `Did you mean \`${names.join('.')}\`?`;

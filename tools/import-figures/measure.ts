/** Compares a draft with what a person has read in the description: what is right, wrong or missed. */
import { isNode, isPair, isScalar, parseDocument, visit } from 'yaml';

/** Where the fields of an order stand according to a person: a field, and every path that is right of it. */
export type Truth = Readonly<Record<string, readonly string[]>>;

/** What became of a description; fields by name. */
export interface Figures {
  right: readonly string[];
  /** Drafted from another place than it stands in, or though it stands nowhere. */
  wrong: readonly string[];
  /** Those of them without a mark that says that they are guessed. */
  unmarked: readonly string[];
  missed: readonly string[];
}

/** A drafted field: its paths as text, and whether it is marked. */
interface Drafted {
  path: string;
  marked: boolean;
}

/** Measures the fields of the operation `orders.get` of a draft. */
export function measure(yaml: string, truth: Truth): Figures {
  const drafted = draftedFields(yaml);
  const wrong = [...drafted].filter(([name, { path }]) => !(truth[name] ?? []).includes(path));
  return {
    right: Object.keys(truth).filter((name) => (truth[name] ?? []).includes(drafted.get(name)?.path ?? '')),
    wrong: wrong.map(([name]) => name),
    unmarked: wrong.filter(([, { marked }]) => !marked).map(([name]) => name),
    missed: Object.keys(truth).filter((name) => !drafted.has(name)),
  };
}

/** Every field with a path, by its name: `lines.sku`. Amounts count by where the number stands. */
function draftedFields(yaml: string): ReadonlyMap<string, Drafted> {
  const document = parseDocument(yaml);
  const fields = document.getIn(['operations', 'orders.get', 'fields']);
  const found = new Map<string, Drafted>();
  visit(isNode(fields) ? fields : null, {
    Scalar(_, { value, comment }, above) {
      const keys = above.flatMap((node) => (isPair(node) && isScalar(node.key) ? [String(node.key.value)] : []));
      if (typeof value !== 'string' || !value.startsWith('$')) return;
      const own = keys.filter((key) => !VALUE_KEYS.has(key));
      if (keys.some((key) => NO_FIELDS.has(key))) return;
      const name = own.join('.');
      const before = found.get(name);
      const marks = [comment, ...above.map((node) => (isNode(node) ? node.commentBefore : undefined))];
      found.set(name, {
        path: before === undefined ? value : `${before.path} ${value}`,
        marked: (before?.marked ?? false) || marks.some((mark) => /guess|TODO/.test(mark ?? '')),
      });
    },
  });
  return found;
}

/** Keys of rules that lead to a value, and no part of its name. */
const VALUE_KEYS = new Set(['fields', 'path', 'join', 'decimal', 'minor', 'at']);

/** Keys of rules whose paths are no values. */
const NO_FIELDS = new Set(['each', 'where', 'currency', 'values']);

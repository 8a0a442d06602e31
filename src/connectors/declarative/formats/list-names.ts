/** Finds which elements are lists: those whose names are followed by `[` in a path. */
import parse, { type JsonPathQuery } from 'jsonpath-rfc9535/parser';
import type { ListNames } from './body-reader.js';

/** A JSONPath of an operation; `base` is the path of the items that it is relative to, from the root of the view. */
export interface AskedPath {
  path: string;
  base?: string;
}

type Segments = JsonPathQuery['segments'];
/** A segment, including its form in a comparison of a filter. */
type Node = Segments[number]['node'] | SelectorOf<Segments[number]['node']>;
type SelectorOf<N> = N extends { selectors: readonly (infer S)[] } ? S : never;

/** An element that a path has reached, by names: '' is the root of the view, '*' is any element. */
interface Place {
  parent: string;
  name: string;
}

const ROOT: Place = { parent: '', name: '' };
const ANY: Place = { parent: '*', name: '*' };

/** The list names of an operation's paths; one that does not parse is skipped, as it is reported elsewhere. */
export function listNamesOf(paths: readonly AskedPath[]): ListNames {
  const lists = new ListFinder();
  for (const { path, base = '$' } of paths) lists.follow([...segmentsOf(base), ...segmentsOf(path)], ROOT);
  return lists.names;
}

function segmentsOf(path: string): Segments {
  try {
    return parse(path).segments;
  } catch {
    return [];
  }
}

class ListFinder {
  readonly names = new Map<string, Set<string>>();

  /** Follows segments from a place. */
  follow(segments: readonly { type: string; node: Node }[], from: Place): void {
    const [segment, ...rest] = segments;
    if (!segment) return;
    const { node } = segment;
    const at = segment.type === 'DescendantSegment' ? ANY : from;
    const selectors = node.type === 'BracketedSelection' ? node.selectors : [node];
    // `.*` selects the members of an element, `[*]` the items of a list.
    const inBrackets = node.type === 'BracketedSelection' || node.type === 'IndexSelector';
    for (const selector of selectors) this.follow(rest, this.#select(selector, at, inBrackets));
  }

  #select(selector: Exclude<Node, { type: 'BracketedSelection' }>, at: Place, inBrackets: boolean): Place {
    if (selector.type === 'NameSelector' || selector.type === 'MemberNameShorthand')
      return { parent: at.name, name: selector.value };
    if (!inBrackets) return { parent: at.name, name: '*' };
    if (at.name !== '' && at.name !== '*') this.#add(at);
    if (selector.type === 'FilterSelector') this.#followQueries(selector.value, at);
    return at;
  }

  #add({ parent, name }: Place): void {
    this.names.set(parent, (this.names.get(parent) ?? new Set()).add(name));
  }

  /** Follows paths in a filter: `@` is the item, `$` the root. */
  #followQueries(expression: unknown, item: Place): void {
    if (typeof expression !== 'object' || expression === null) return;
    const { type, segments } = expression as { type?: string; segments?: Segments }; // nodes of the parser
    if (segments) this.follow(segments, type === 'RelQuery' || type === 'RelSingularQuery' ? item : ROOT);
    else for (const part of Object.values(expression)) this.#followQueries(part, item);
  }
}

/** Finds the lists of a record, such as an order's lines. */
import { findPlace } from './find-place.js';
import type { Form } from './form.js';
import { type Place, type Step, placesIn } from './places.js';
import type { Names } from './vocabularies/index.js';

/** Generic names of a list within a page: the list is then named by its parent. */
const PAGES = new Set(['nodes', 'edges', 'data', 'results', 'entries', 'list']);

const isEdges = ({ names }: Place): boolean => names.at(-1) === 'edges';

/** Places in an item; the node of an edge counts as the item itself. */
export function itemPlaces(item: Form): readonly Place[] {
  const node = item.kind === 'record' ? item.members().get('node')?.form : undefined;
  if (node?.kind !== 'record') return placesIn(item, { depth: 3, lists: '0' });
  const inside = placesIn(node, { depth: 3, lists: '0' });
  return inside.map((place) => ({ ...place, steps: [{ member: 'node' }, ...place.steps] }));
}

/** Finds the list with one of these names, and the steps to its items. */
export function findList(
  places: readonly Place[],
  names: Names,
): { steps: readonly Step[]; item: Form } | undefined {
  const lists = places.filter(({ form }) => form.kind === 'list');
  // A list of nodes is the same as one of edges, and its paths are shorter.
  lists.sort((one, other) => Number(isEdges(one)) - Number(isEdges(other)));
  const named = lists.map((place) =>
    PAGES.has(place.names.at(-1) ?? '') ? { ...place, names: place.names.slice(0, -1) } : place,
  );
  // In XML a list stands in an element of its own, and is known by either name.
  const parents = named.flatMap((place) =>
    isItemOf(place.names) ? [{ ...place, names: place.names.slice(0, -1) }] : [],
  );
  const isList = (form: Form): boolean => form.kind === 'list';
  const found = findPlace([...named, ...parents], { names, depth: 3 }, isList)?.place;
  if (found?.form.kind !== 'list') return undefined;
  const item = found.form.item();
  return item.kind === 'record' ? { steps: [...found.steps, { item: '*' }], item } : undefined;
}

/** Whether a list is the items of the element around it: `positions.position`. */
function isItemOf(names: readonly string[]): boolean {
  const [parent, own] = names.slice(-2);
  return parent !== undefined && own !== undefined && own.length >= 3 && parent.startsWith(own.slice(0, -1));
}

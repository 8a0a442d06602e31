/** A merchant's file and its template as one document, in which everything has its place in the file that says it. */
import type { JsonObject } from '../../contracts/json.js';
import type { Path, YamlDocument } from '../../yaml/document.js';
import { valueAt } from '../../yaml/zod-issues.js';

/** Keys below which the merchant's file may say some things, and the template the others. */
const SHARED: readonly unknown[] = ['operations', 'limits', 'auth'];

/** Shows `value`, which was made of both; `scheme` is the template's way to log in that the merchant has chosen. */
export function mergedDocument(
  own: YamlDocument,
  template: YamlDocument,
  value: JsonObject,
  scheme: number,
): YamlDocument {
  const placeOf = (path: Path): { document: YamlDocument; path: Path } => {
    const [first, block, ...rest] = path;
    // The secret of webhooks is the one thing that the merchant says of them.
    if (first === 'events' && block === 'verify' && rest[0] === 'secret')
      return { document: own, path: ['events', ...rest] };
    if (first === 'events') return { document: path.length > 1 ? template : own, path };
    const depth = SHARED.includes(first) ? 2 : 1;
    const has = (document: YamlDocument, place: Path): boolean =>
      valueAt(document.value, place.slice(0, depth)) !== undefined;
    if (path.length < depth || has(own, path)) return { document: own, path };
    const known = first === 'auth' ? ['auth', scheme, ...path.slice(1)] : path;
    return has(template, known) ? { document: template, path: known } : { document: own, path };
  };
  return {
    file: own.file,
    text: own.text,
    value,
    locate: (path, at) => {
      const place = placeOf(path);
      return place.document.locate(place.path, at);
    },
    locateIn: (path, index) => {
      const place = placeOf(path);
      return place.document.locateIn(place.path, index);
    },
    isPlain: (path) => {
      const place = placeOf(path);
      return place.document.isPlain(place.path);
    },
  };
}

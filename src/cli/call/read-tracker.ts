/** Tracks which parts of an answer are read, so that unused ones can be listed. */
import { plainText } from '../../connectors/declarative/json-value.js';
import type { Json } from '../../contracts/json.js';

/** A tracked answer. */
export interface ReadTracker {
  /** Behaves like the answer itself. */
  view: Json;
  /** JSONPaths of unread scalar values in the order of the answer, with list indices as `[*]`. */
  unused(): string[];
  /** Scalar values that were read, as text. */
  read: ReadonlySet<string>;
}

/** Tracks reads of an answer. */
export function trackReads(answer: Json): ReadTracker {
  const used = new Set<string>();
  const read = new Set<string>();
  const note = (path: string, value: Json): void => {
    used.add(path);
    read.add(plainText(value));
  };
  return {
    read,
    view: watched(answer, '$', note),
    unused: () => [...new Set(leaves(answer, '$'))].filter((path) => !used.has(path)),
  };
}

function watched(value: Json, path: string, note: (path: string, value: Json) => void): Json {
  if (value === null || typeof value !== 'object') return value;
  return new Proxy<Json & object>(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      // Lengths and methods are not values of the answer.
      if (typeof key !== 'string' || !Object.hasOwn(target, key) || key === 'length') return found;
      const at = below(path, key, Array.isArray(target));
      const json = found as Json; // what a JSON value holds is JSON
      if (json === null || typeof json !== 'object') note(at, json);
      return watched(json, at, note);
    },
  });
}

function* leaves(value: Json, path: string): Generator<string> {
  if (value === null || typeof value !== 'object') yield path;
  else
    for (const [key, item] of Object.entries(value))
      yield* leaves(item, below(path, key, Array.isArray(value)));
}

function below(path: string, key: string, inList: boolean): string {
  if (inList) return `${path}[*]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

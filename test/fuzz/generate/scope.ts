/** What a generated flow can read at a place; kept by the generator itself, so that it is a second opinion on the checker's. */
import type { FieldType, Type } from '../../../src/contracts/ir.js';

/** Something that can be read, by its whole path. */
export interface Reading {
  path: string;
  type: Type;
  optional: boolean;
}

/** Deepest path behind a root or an output. */
const MAX_DEPTH = 3;

const inside = new WeakMap<Type, readonly Reading[]>();

/** Everything that can be read of a type: itself, and its fields with theirs; a system's own ids are left alone. */
function readingsIn(type: Type, depth = 0): readonly Reading[] {
  const known = depth === 0 ? inside.get(type) : undefined;
  if (known !== undefined) return known;
  const fields = type.t === 'record' && depth < MAX_DEPTH ? Object.entries(type.fields) : [];
  const readings = [
    { path: '', type, optional: false },
    ...fields.flatMap(([name, field]) => {
      if (field.opaque === true) return [];
      return readingsIn(field.type, depth + 1).map((reading) => ({
        path: `.${name}${reading.path}`,
        type: reading.type,
        optional: reading.optional || field.optional === true,
      }));
    }),
  ];
  if (depth === 0) inside.set(type, readings);
  return readings;
}

/** Grows along a flow, never changes. */
export class Scope {
  private constructor(
    private readonly all: readonly Reading[],
    private readonly present: ReadonlySet<string>,
  ) {}

  /** Nothing can be read. */
  static readonly empty = new Scope([], new Set());

  /** The scope where a path can be read too. */
  with(path: string, { type, optional }: FieldType): Scope {
    const more = readingsIn(type).map((reading) => ({
      ...reading,
      path: `${path}${reading.path}`,
      optional: reading.optional || optional === true,
    }));
    return new Scope([...this.all, ...more], this.present);
  }

  /** The scope where a path is written anew, as `item` in an `each` inside another. */
  renewed(path: string, field: FieldType): Scope {
    const siblingFiles = (other: string): boolean => other !== path && !other.startsWith(`${path}.`);
    const rest = this.all.filter((reading) => siblingFiles(reading.path));
    return new Scope(rest, new Set([...this.present].filter(siblingFiles))).with(path, field);
  }

  /** The scope where an optional value is known to be there. */
  knowing(...paths: readonly string[]): Scope {
    return paths.length === 0 ? this : new Scope(this.all, new Set([...this.present, ...paths]));
  }

  /** Values that are there, by what their type must be. */
  there(fits: (type: Type) => boolean): Reading[] {
    return this.all.filter(({ type, path, optional }) => fits(type) && (!optional || this.present.has(path)));
  }

  /** Values that may be absent. */
  maybe(fits: (type: Type) => boolean = () => true): Reading[] {
    return this.all.filter(({ type, path, optional }) => fits(type) && optional && !this.present.has(path));
  }
}

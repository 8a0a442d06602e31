/** Adobe's published description of the REST API, as a judge of requests and a maker of answers. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { conformanceFile, whyNoData } from '../conformance-data.js';

const FILE = 'specs/magento/admin-schema-2.4.9.yaml';

/** Why requests cannot be judged here, or nothing. */
export const whyNoDescription = (): string | undefined => whyNoData(FILE);

/** A schema of Swagger 2.0, as far as this description uses them. */
interface Schema {
  $ref?: string;
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean;
}

interface Parameter {
  in: 'query' | 'path' | 'body';
  name: string;
  type?: string;
  required?: boolean;
  schema?: Schema;
}

interface Operation {
  parameters?: Parameter[];
  responses: Record<string, { schema?: Schema }>;
}

/** A request, as it was sent below the base path. */
export interface Asked {
  method: string;
  url: string;
  body: string;
}

/** What a server sets itself: the description wants it of a request too, because it has one type for both. */
const SET_BY_SERVER = /^\/rmaDataObject(\/items\/\d+)? (entity_id|increment_id|date_requested|rma_entity_id|qty_authorized|qty_approved|qty_returned)$/;

/** Reads the description; it takes a second. */
export class Description {
  readonly #paths: [pattern: RegExp, operations: Record<string, Operation>][];
  readonly #definitions: Record<string, Schema>;
  readonly #strict = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  readonly #lenient = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  readonly #known = new Map<Schema, ValidateFunction>();

  constructor() {
    // Only `info` points to other files.
    const document = parse(readFileSync(conformanceFile(FILE) ?? '', 'utf8'), { maxAliasCount: -1 }) as {
      paths: Record<string, Record<string, Operation>>;
      definitions: Record<string, Schema>;
    };
    this.#definitions = document.definitions;
    this.#paths = Object.entries(document.paths).map(([path, operations]) => [
      new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`),
      operations,
    ]);
    this.#strict.addSchema({ $id: 'api', definitions: closed(document.definitions) });
    this.#lenient.addSchema({ $id: 'api', definitions: document.definitions });
  }

  #operation({ method, url }: Asked): { operation: Operation; values: string[]; query: URLSearchParams } | undefined {
    const { pathname, searchParams } = new URL(url, 'http://shop.example');
    const path = pathname.replace(/^\/rest\/default/, '');
    const found = this.#paths.find(([pattern, known]) => pattern.test(path) && known[method.toLowerCase()]);
    const operation = found?.[1][method.toLowerCase()];
    if (!found || !operation) return undefined;
    return { operation, values: (found[0].exec(path) ?? []).slice(1), query: searchParams };
  }

  /** What the description has against a request; nothing if it would take it. */
  problems(asked: Asked): string[] {
    const found = this.#operation(asked);
    if (!found) return [`no operation ${asked.method} ${asked.url}`];
    const { parameters = [] } = found.operation;
    const ofType = (value: string, { name, type }: Parameter): string[] =>
      type === 'integer' && !/^-?\d+$/.test(value) ? [`${name} is no integer`] : [];
    const inPath = parameters.filter((each) => each.in === 'path');
    const body = parameters.find((each) => each.in === 'body')?.schema;
    return [
      ...inPath.flatMap((each, index) => ofType(found.values[index] ?? '', each)),
      ...[...found.query].flatMap(([name, value]) => {
        const known = parameters.find((each) => each.in === 'query' && each.name === name);
        return known ? ofType(value, known) : [`no parameter ${name}`];
      }),
      ...(body ? this.#against(this.#strict, closed(body), asked.body === '' ? {} : JSON.parse(asked.body)) : []),
      ...(body || asked.body === '' ? [] : ['a body where none is known']),
    ].filter((problem) => !SET_BY_SERVER.test(problem));
  }

  /** What the description has against an answer of status 200. */
  answerProblems(asked: Asked, value: unknown): string[] {
    const schema = this.#operation(asked)?.operation.responses['200']?.schema;
    return schema ? this.#against(this.#lenient, schema, value) : ['no answer is known'];
  }

  #against(ajv: Ajv, schema: Schema, value: unknown): string[] {
    const validate = this.#known.get(schema) ?? ajv.compile(absolute(schema) as object);
    this.#known.set(schema, validate);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, keyword, params, message = '' }) =>
      keyword === 'required'
        ? `${instancePath} ${String(params['missingProperty'])}`
        : `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  /** An answer of status 200, made of the schema by `next`, which gives numbers from 0 up to 1. */
  madeUp(asked: Asked, next: () => number): unknown {
    const schema = this.#operation(asked)?.operation.responses['200']?.schema ?? {};
    return this.#made(schema, next, { left: 300 });
  }

  /** Once as many values are made as may be, lists are empty, and what need not be there is not. */
  #made(schema: Schema, next: () => number, room: { left: number }): unknown {
    const { $ref, type, properties = {}, required = [], items = {} } = schema;
    if ($ref !== undefined) return this.#made(this.#definitions[$ref.split('/').at(-1) ?? ''] ?? {}, next, room);
    const pick = <Value>(...values: Value[]): Value => values[Math.floor(next() * values.length)] as Value;
    room.left -= 1;
    switch (type) {
      case 'integer':
        return pick(0, 1, 2, 3, 17, 4_000_000_000);
      case 'number':
        return pick(0, 1, 19.9, 1234.5678, -3, 0.1 + 0.2);
      case 'boolean':
        return next() < 0.5;
      case 'string':
        return pick('', 'EUR', 'XXXX', '000000101', 'complete', '2026-10-01 09:30:00', '0000-00-00 00:00:00', 'ä\u0000€ <b>');
      case 'array':
        return Array.from({ length: room.left > 0 ? Math.floor(next() * 3) : 0 }, () => this.#made(items, next, room));
      default:
        return Object.fromEntries(
          Object.entries(properties)
            .filter(([name]) => required.includes(name) || (room.left > 0 && next() < 0.6))
            .map(([name, inner]) => [name, this.#made(inner, next, room)]),
        );
    }
  }
}

/** References to the definitions, wherever the schema stands. */
const absolute = (schema: Schema): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', '"api#/definitions/')) as unknown;

/** The same, in which no record has a name that is not described. */
function closed<Value>(value: Value): Value {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && 'properties' in part && !('additionalProperties' in part)
      ? { ...part, additionalProperties: false }
      : part,
  );
  return JSON.parse(text) as Value;
}

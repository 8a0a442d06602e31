/** A published description of an API (OpenAPI 3.0), as judge of requests and as source of made-up responses. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { readableDescription } from '../../peers/conformance-data.js';
import { madeUp, type Schema } from './made-up.js';

/** A request as it was sent. */
export interface SentRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema?: Schema;
}

interface Operation {
  parameters?: readonly (Parameter | { $ref: string })[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, Media> } | { $ref: string }>;
}

interface Media {
  schema?: Schema;
  example?: Json;
  examples?: Record<string, { value?: Json } | { $ref: string }>;
}

/** What can be asked of a description. */
export interface Description {
  /** What is wrong with a request; empty if nothing is. `base` is the path before those of the description. */
  judge: (request: SentRequest, base?: string) => string[];
  /** What is wrong with a response body of this operation and status; empty if nothing is. */
  judgeResponse: (operation: string, status: string, body: unknown) => string[];
  /** A response body of the schema of this operation and status, from this seed. */
  response: (operation: string, status: string, seed: number) => Json;
  /** Its own examples of that, and one with every part, each by its example. */
  examples: (operation: string, status: string) => Json[];
}

/** Reads a description; a date stays a text. */
export function readDescription(file: string): Description {
  const whole = parse(readableDescription(readFileSync(file, 'utf8')), { schema: 'core' }) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false });
  ajv.addSchema(whole, 'description');
  const resolve = <T extends object>(value: T | { $ref: string }): T =>
    '$ref' in value ? (at(whole, value.$ref) as T) : value;
  const check = new Map<string, ValidateFunction>();
  const validator = (schema: Schema, pointer: string): ValidateFunction => {
    const made = check.get(pointer) ?? ajv.compile(absolute(schema) as object);
    check.set(pointer, made);
    return made;
  };
  const find = (path: string, method: string): [string, Operation] | undefined =>
    Object.entries(whole.paths).flatMap(([template, operations]): [string, Operation][] => {
      const found = operations[method.toLowerCase()];
      return found && pattern(template).test(path) ? [[template, found]] : [];
    })[0];

  function judge({ method, url, headers, body }: SentRequest, base = ''): string[] {
    const { pathname, searchParams } = new URL(url, 'http://there');
    const path = pathname.startsWith(base) ? pathname.slice(base.length) : pathname;
    const [template, operation] = find(path, method) ?? [];
    if (template === undefined || operation === undefined) return [`no operation ${method} ${path}`];
    // One that stands in the address of the server is in no path.
    const parameters = (operation.parameters ?? [])
      .map((one) => resolve(one))
      .filter((one) => one.in !== 'path' || template.includes(`{${one.name}}`))
      // OpenAPI passes over a header of this name: the body says it.
      .filter((one) => one.in !== 'header' || one.name.toLowerCase() !== 'content-type');
    const query = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
    const values = pattern(template).exec(path)?.groups ?? {};
    return [
      ...[...searchParams.keys()].filter((name) => !query.includes(name)).map((name) => `no query ${name}`),
      ...parameters.flatMap((one) => {
        const { name, required = false, schema = {} } = one;
        const value =
          one.in === 'query'
            ? searchParams.get(name)
            : one.in === 'header'
              ? headers[name.toLowerCase()]
              : decodeURIComponent(values[key(name)] ?? '');
        if (value === null || value === undefined || value === '')
          return required ? [`${one.in} ${name} is missing`] : [];
        return wrong(validator(schema, `${template} ${name}`), typed(String(value), schema)).map(
          (text) => `${one.in} ${name} ${text}`,
        );
      }),
      ...judgeBody(template, operation, headers, body),
    ];
  }

  function judgeBody(template: string, operation: Operation, headers: SentRequest['headers'], body: string) {
    if (!operation.requestBody) return body === '' ? [] : ['a body that nobody wants'];
    const type = String(headers['content-type'] ?? '').split(';')[0] ?? '';
    const media = operation.requestBody.content[type];
    if (!media) return [`no body of the type ${type}`];
    return wrong(validator(media.schema, `${template} body`), parsed(body));
  }

  function answerOf(name: string, status: string): Media & { schema: Schema } {
    const [method = '', template = ''] = name.split(' ');
    const operation = whole.paths[template]?.[method.toLowerCase()];
    const answer = operation?.responses[status];
    const media = answer && Object.values(resolve(answer).content ?? {})[0];
    if (!media?.schema) throw new Error(`the description has no answer ${status} of ${name}`);
    return { ...media, schema: media.schema };
  }

  const made = (name: string, status: string, seed: number | 'example'): Json =>
    madeUp(answerOf(name, status).schema, (pointer) => at(whole, pointer) as Schema, seed);

  return {
    judge,
    judgeResponse: (name, status, body) =>
      wrong(validator(answerOf(name, status).schema, `${name} ${status}`), body),
    response: made,
    examples: (name, status) => {
      const { example, examples = {} } = answerOf(name, status);
      const own = [example, ...Object.values(examples).map((one) => resolve(one).value)];
      return [made(name, status, 'example'), ...own.filter((one) => one !== undefined)];
    },
  };
}

const key = (name: string): string => name.replaceAll(/\W/g, '_');

const pattern = (template: string): RegExp =>
  new RegExp(`^${template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => `(?<${key(name)}>[^/]+)`)}$`);

const at = (whole: object, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (value, part) => (value as JsonObject)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
      whole,
    );

/** The schema with references that lead into the whole description. */
const absolute = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"description#/')) as unknown;

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
};

const typed = (value: string, { type }: Schema): unknown =>
  type === 'integer' || type === 'number' ? Number(value) : type === 'boolean' ? value === 'true' : value;

function wrong(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

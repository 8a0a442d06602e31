/** Drafts `request:`, which says where each of our inputs goes. */
import type { ImportedValue } from '../../commerce/import-hints.js';
import type { Target } from './likely-operation.js';
import type { DescribedOperation, Parameter } from './description.js';
import { type DraftMap, type DraftValue, type Remarks, TODO } from './draft.js';
import type { Form, ValueForm } from './value-form.js';
import { plainName, secretName } from './foreign-names.js';
import { wordTable } from './status-words.js';

/** A parameter's value for one of our inputs. */
function valueFor(value: ImportedValue, form: Form): DraftValue {
  if (typeof value === 'string') return value;
  if ('word' in value) {
    const foreign = form.kind === 'value' ? (form.values ?? []) : [];
    return { from: `inputs.${value.word}`, values: wordTable(value.like, foreign, TODO) };
  }
  return form.kind === 'value' && form.type === 'integer'
    ? `\${inputs.${value.amount}.minor}`
    : { from: `inputs.${value.amount}`, as: 'decimal' };
}

/** Parts of a request that have their own amounts and numbers. */
const FOREIGN = /airline|ticket|shipping|tax|duties|split|transactions|lineitem|enhanced/i;

const constantOf = ({ type }: ValueForm, value: string): DraftValue =>
  type === 'integer' || type === 'number' ? { value, as: 'number' } : value;

/** A drafted request, its remarks at `path`. */
export class RequestDrafter {
  readonly request: DraftMap = {};
  /** The parameter or member that takes the idempotency key. */
  keyPlace: Parameter | undefined;
  /** Whether pages are requested with `${page.cursor}`. */
  paged = false;
  #used = 0;

  constructor(
    readonly target: Target,
    readonly operation: DescribedOperation,
    readonly path: readonly string[],
    readonly remarks: Remarks,
  ) {}

  /** The request of a REST operation. */
  rest(): DraftMap {
    const { method, path = '/', parameters } = this.operation;
    this.request['method'] = method;
    this.request['path'] = this.#pathOf(path);
    for (const place of ['query', 'header', 'body'] as const) {
      const given = parameters.filter((parameter) => parameter.place === place);
      const key = place === 'header' ? 'headers' : place;
      const values = this.members(given, [...this.path, key]);
      if (Object.keys(values).length > 0) this.request[key] = values;
    }
    if (this.#used === 0) this.#todoInput();
    return this.request;
  }

  /** The request of an operation of a WSDL. */
  soap(wsdl: string): DraftMap {
    const path = [...this.path, 'soap'];
    const of = (place: Parameter['place']): Parameter[] =>
      this.operation.parameters.filter((parameter) => parameter.place === place);
    const values = this.members(of('body'), [...path, 'values']);
    const headers = this.members(of('header'), [...path, 'headers']);
    this.remarks.guess([...path, 'wsdl'], 'the file must be beside the connection');
    const blocks = Object.keys(headers).length === 0 ? {} : { headers };
    return { soap: { wsdl, operation: this.operation.name, values, ...blocks } };
  }

  /** Drafts values of parameters: our inputs, the system's constants, and a TODO for other required ones. */
  members(parameters: readonly Parameter[], path: readonly string[], depth = 0): DraftMap {
    const values: DraftMap = {};
    for (const parameter of parameters) {
      const value = this.#valueOf(parameter, [...path, parameter.name], depth);
      if (value !== undefined) values[parameter.name] = value;
    }
    return values;
  }

  #valueOf(parameter: Parameter, path: readonly string[], depth: number): DraftValue | undefined {
    const { name, required, form } = parameter;
    if (/^(authorization|content-?type|accept)$/i.test(name)) return undefined;
    const isOurs = form.kind === 'value' && !(depth > 0 && path.some((part) => FOREIGN.test(part)));
    const value = isOurs ? this.#inputFor(parameter) : undefined;
    if (value !== undefined) {
      if (JSON.stringify(value).includes(TODO)) this.remarks.todo(path, 'the system’s values for ours');
      else this.remarks.guess(path, 'matched by name');
      return value;
    }
    if (form.kind === 'record' && depth < 4) return this.#recordOf(form, parameter, path, depth);
    if (!required) return undefined;
    if (form.kind === 'value' && form.default !== undefined) return constantOf(form, form.default);
    if (form.kind === 'value' && form.values?.length === 1) return form.values[0];
    const words = form.kind === 'value' && form.values !== undefined ? `: ${form.values.join(', ')}` : '';
    this.remarks.todo(path, `the system requires it${words}`);
    return parameter.place === 'body' || parameter.place === 'variable'
      ? TODO
      : `\${secret.${secretName(name)}}`;
  }

  #recordOf(
    form: Form & { kind: 'record' },
    { place, required }: Parameter,
    path: readonly string[],
    depth: number,
  ): DraftValue | undefined {
    const inner = [...form.members()].map(([name, member]) => ({
      name,
      place,
      form: member.form,
      required: required && member.required,
    }));
    const values = this.members(inner, path, depth + 1);
    return Object.keys(values).length === 0 ? undefined : values;
  }

  #inputFor(parameter: Parameter): DraftValue | undefined {
    const name = plainName(parameter.name);
    if (parameter.place === 'variable' && name === 'after') return this.#pages();
    const found = this.target.imports.inputs.find(([pattern]) => pattern.test(name));
    if (found === undefined) return undefined;
    if (found[1] === '${idempotencyKey}') {
      this.keyPlace = parameter;
      // The connection itself puts the key into a header.
      if (parameter.place === 'header') return undefined;
    }
    this.#used += 1;
    return valueFor(found[1], parameter.form);
  }

  /** GraphQL: reads a list that has a cursor page by page. */
  #pages(): DraftValue | undefined {
    if (this.target.subject !== 'list') return undefined;
    this.paged = true;
    return '${page.cursor}';
  }

  /** Fills a path: its last parameter is the most likely one of ours; any other is a merchant's secret. */
  #pathOf(path: string): string {
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
    const written = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
      const parameter = this.operation.parameters.find((each) => each.place === 'path' && each.name === name);
      const value = this.#inputFor(
        parameter ?? { name, place: 'path', required: true, form: { kind: 'value', type: 'text' } },
      );
      return typeof value === 'string' ? value : `\${secret.${secretName(name)}}`;
    });
    if (names.length > 0) this.remarks.guess([...this.path, 'path'], `${names.join(', ')} matched by name`);
    return written.startsWith('/') ? written : `/${written}`;
  }

  /** Marks a TODO if the input is not in the request: an operation is never sent without it. */
  #todoInput(): void {
    const input = this.target.imports.inputs[0]?.[1];
    const given = this.request['query'];
    const query: DraftMap =
      typeof given === 'object' && !Array.isArray(given) ? { ...(given as DraftMap) } : {};
    this.request['query'] = { ...query, [TODO]: typeof input === 'string' ? input : TODO };
    this.remarks.todo([...this.path, 'query', TODO], 'the parameter for it');
  }
}

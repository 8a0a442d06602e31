/** Texts with `${…}`: parsed at load against the operation's inputs, filled for each call; an absent value fills nothing. */
import type { ErrorCode } from '../../errors/catalogue.js';
import type { Json, JsonObject } from '../../json.js';
import type { Secrets } from '../../security/secrets.js';
import { didYouMean } from '../../yaml/suggest.js';
import { isObject } from './json-value.js';
import type { Shape } from './shape.js';

/** What a call brings. */
export interface CallValues {
  inputs: Json;
  idempotencyKey?: string;
  /** What earlier requests of the chain gave, by their ids. */
  chain?: JsonObject;
  /** The page that is asked for: its cursor, number or offset. */
  page?: JsonObject;
}

/** What a template may name. */
export interface TemplateScope {
  inputs: ReadonlyMap<string, Shape>;
  secrets: Secrets;
  /** Names that earlier requests of the chain give, by their ids. */
  chain?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A place for a value of a call. */
export interface Slot {
  way: readonly string[];
  shape: Shape;
}

/** A parsed template: constant texts and slots in turn. */
export interface Template {
  parts: readonly (string | Slot)[];
}

/** What is wrong with a template, at a character of its text. */
export interface TemplateProblem {
  code: ErrorCode;
  message: string;
  hint?: string;
  index: number;
}

const KEY: Slot = { way: ['idempotencyKey'], shape: { kind: 'text', optional: true } };
const PAGE: readonly Slot[] = (['cursor', 'number', 'offset'] as const).map((mark) => ({
  way: ['page', mark],
  shape: { kind: mark === 'cursor' ? 'text' : 'number', optional: true },
}));
const PLACE = /\$\{([^}]*)\}/g;

/** Parses a text with `${inputs.…}`, `${idempotencyKey}` and `${secret.NAME}`. */
export function parseTemplate(
  text: string,
  scope: TemplateScope,
): Template | { problems: TemplateProblem[] } {
  const parts: (string | Slot)[] = [];
  const problems: TemplateProblem[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const part = placeOf((match[1] ?? '').trim(), scope);
    if (typeof part === 'object' && 'code' in part) problems.push({ ...part, index: match.index });
    else parts.push(part);
  }
  parts.push(text.slice(end));
  const open = text.slice(end).indexOf('${');
  if (open >= 0) {
    problems.push({ code: 'connection_template_invalid', message: '`${` is not closed.', index: end + open });
  }
  return problems.length > 0 ? { problems } : { parts: parts.filter((part) => part !== '') };
}

type Problem = Omit<TemplateProblem, 'index'>;

function placeOf(name: string, { inputs, secrets, chain }: TemplateScope): string | Slot | Problem {
  if (name === 'idempotencyKey') return KEY;
  const secret = /^secret\.([A-Za-z0-9_]+)$/.exec(name)?.[1];
  if (secret !== undefined) {
    const value = secrets(secret);
    return value ?? { code: 'secret_missing', message: `The secret ${secret} is not set.` };
  }
  const page = PAGE.find((slot) => slot.way.join('.') === name);
  if (page) return page;
  if (name.startsWith('chain.')) return chainSlot(name, chain);
  return name.startsWith('inputs.')
    ? inputSlot(name, inputs)
    : { code: 'connection_template_invalid', message: `\`\${${name}}\` names nothing.` };
}

/** The slot of a value that an earlier request of the chain gives. */
function chainSlot(name: string, chain: TemplateScope['chain'] = new Map()): Slot | Problem {
  const [, id = '', value = '', ...rest] = name.split('.');
  if (rest.length === 0 && chain.get(id)?.has(value) === true)
    return { way: ['chain', id, value], shape: { kind: 'text', optional: false } };
  const known = [...chain].flatMap(([link, names]) => [...names].map((taken) => `chain.${link}.${taken}`));
  const message = `No earlier request gives \`${name}\`.`;
  return { code: 'connection_template_invalid', message, hint: didYouMean(name, known) };
}

/** The slot of an input such as `inputs.order.ref`; every part must be declared. */
export function inputSlot(name: string, inputs: ReadonlyMap<string, Shape>): Slot | Problem {
  const [, ...way] = name.split('.');
  let shape: Shape | undefined;
  let fields: ReadonlyMap<string, Shape> | undefined = inputs;
  for (const part of way) {
    shape = fields?.get(part);
    if (!shape) {
      const message = `There is no \`${name}\` among the inputs.`;
      return { code: 'connection_input_unknown', message, hint: didYouMean(part, fields?.keys() ?? []) };
    }
    fields = fieldsOf(shape);
  }
  return shape
    ? { way: ['inputs', ...way], shape }
    : { code: 'connection_input_unknown', message: '`inputs` alone is no value.' };
}

function fieldsOf(shape: Shape): ReadonlyMap<string, Shape> | undefined {
  if (shape.kind === 'record') return shape.fields;
  if (shape.kind !== 'money') return undefined;
  return new Map<string, Shape>([
    ['minor', { kind: 'number', optional: false }],
    ['currency', { kind: 'text', optional: false }],
  ]);
}

/** The value of a slot; undefined when it or anything on the way is absent, null or an empty text. */
export function valueOf(slot: Slot, values: CallValues): Json | undefined {
  const { inputs, idempotencyKey = null, chain = null, page = null } = values;
  let found: Json | undefined = { inputs, idempotencyKey, chain, page };
  for (const part of slot.way)
    found = isObject(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  return found === null || found === '' ? undefined : found;
}

/** Fills a template; one slot alone keeps its type. Undefined when a value is absent. */
export function fill(
  template: Template,
  values: CallValues,
  encode: (text: string) => string = String,
): Json | undefined {
  const [only] = template.parts;
  if (template.parts.length === 1 && typeof only === 'object' && encode === String)
    return valueOf(only, values);
  const texts: string[] = [];
  for (const part of template.parts) {
    if (typeof part === 'string') {
      texts.push(part);
      continue;
    }
    const value = valueOf(part, values);
    if (value === undefined || typeof value === 'object') return undefined;
    texts.push(encode(String(value)));
  }
  return texts.join('');
}

/** Slots of a template. */
export const slotsOf = (template: Template): Slot[] =>
  template.parts.filter((part) => typeof part === 'object');

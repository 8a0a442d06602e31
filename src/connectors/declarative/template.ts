/** Texts with `${…}`: parsed on load against the operation's inputs, filled per call if all values are present. */
import { missingSecret } from '../../contracts/errors/missing-secret.js';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { isSecretName, isVariableName, secretNameLike, type Secrets } from '../../security/secrets.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { foreignPlaceholders, meantBy } from './foreign-placeholders.js';
import { isObject } from './json-value.js';
import { type Decimals, isMoney, toSystem } from './mapping/decimals.js';
import type { Shape } from './mapping/field-shape.js';
import type { ComparedKey } from './idempotency-keys.js';

/** The values of a call. */
export interface CallValues {
  inputs: Json;
  /** The operation's key, the same in all its requests and in what looks it up. */
  idempotencyKey?: string;
  /** The key of one of its requests alone. */
  requestKey?: string;
  /** The reference under which the system accepted the write to be settled. */
  reference?: string;
  /** Values of earlier requests of the chain, by their ids. */
  chain?: JsonObject;
  /** The requested page: its cursor, number or offset. */
  page?: JsonObject;
  /** The current item of a repeated list. */
  item?: Json;
  /** Values computed beside a template. */
  variables?: JsonObject;
  /** Present if the request is to be shown instead of sent. */
  replacements?: Replacements;
}

/** Replaces a value, by the path of its slot: `secret.NAME`, `chain.login.token`. */
export type Replacements = (way: readonly string[], value: Json) => Json;

/** What a template may name. */
export interface TemplateScope {
  inputs: ReadonlyMap<string, Shape>;
  secrets: Secrets;
  /** Inside `each`: the shape of one item. */
  item?: Shape;
  variables?: ReadonlyMap<string, Shape>;
  /** Shapes of the values of earlier requests of the chain, by their ids. */
  chain?: ReadonlyMap<string, Shape>;
  /** How the system counts amounts, where that is not ISO 4217. */
  decimals?: Decimals | undefined;
  /** Collects where conditions compare a key. */
  compared?: ComparedKey[];
}

/** A placeholder for a value of a call or a secret; both are escaped for their place. */
export interface Slot {
  way: readonly string[];
  shape: Shape;
  constant?: string;
  /** The `minor` of an amount is written as the system counts it. */
  counted?: Decimals;
  /** What a request writes at its place, where that is a value of its own. */
  whole?: string;
}

/** A parsed template: constant texts and slots in turn. */
export interface Template {
  parts: readonly (string | Slot)[];
}

/** A problem of a template, at a character of its text. */
export interface TemplateProblem {
  code: ErrorCode;
  message: string;
  hint?: string;
  index: number;
}

/** Single values of a call, by their names. */
const GIVEN: ReadonlyMap<string, Slot> = new Map([
  ['idempotencyKey', { way: ['idempotencyKey'], shape: { kind: 'text', optional: true } }],
  ['requestKey', { way: ['requestKey'], shape: { kind: 'text', optional: true } }],
  ['reference', { way: ['reference'], shape: { kind: 'text', optional: true } }],
  ['now', { way: ['now'], shape: { kind: 'moment', optional: false } }],
]);
const PAGE: ReadonlyMap<string, Shape> = new Map([
  ['cursor', { kind: 'text', optional: true }],
  ['number', { kind: 'number', optional: true }],
  ['offset', { kind: 'number', optional: true }],
]);
const PLACE = /\$\{([^}]*)\}/g;

/** Parses a text with `${inputs.…}`, `${item.…}`, `${variables.…}`, `${chain.…}`, `${page.…}`, `${idempotencyKey}`, `${requestKey}`, `${reference}`, `${now}` and `${secret.NAME}`. */
export function parseTemplate(
  text: string,
  scope: TemplateScope,
  place: { isPath?: boolean } = {},
): Template | { problems: TemplateProblem[] } {
  const parts: (string | Slot)[] = [];
  const problems = foreignIn(text, scope, place);
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

/** Placeholders of other tools in a text, each with what belongs in its place. */
export const foreignIn = (
  text: string,
  scope: TemplateScope,
  place: { isPath?: boolean } = {},
): TemplateProblem[] =>
  foreignPlaceholders(text, place).map(({ index, written, name }) => ({
    code: 'connection_template_invalid',
    message: `\`${written}\` would be sent literally: only \`\${…}\` is replaced.`,
    hint: insteadOf(name, scope) ?? UNTOLD,
    index,
  }));

const UNTOLD =
  'Write a value of the call as `${inputs.…}`, and a secret as `${secret.NAME}`. If the system really expects this text, write `{ value: "…", as: text }`.';

/** What to write where a name names nothing. */
function insteadOf(name: string, scope: TemplateScope): string | undefined {
  const isNamed = (known: string): boolean => !('code' in namedSlot(known, scope));
  const meant = meantBy(name, { isNamed, inputs: [...scope.inputs.keys()] });
  return meant === undefined ? undefined : `Write \`\${${meant}}\`.`;
}

type Problem = Omit<TemplateProblem, 'index'>;

/** What is wrong with the name of a secret that no secret can have. */
export const impossibleSecret = (name: string): Problem =>
  isVariableName(name)
    ? {
        code: 'connection_template_invalid',
        message: `\`${name}\` is the name of the environment variable: Orderly adds \`ORDERLY_SECRET_\` and the merchant’s name itself.`,
        hint: `Write \`\${secret.${secretNameLike(name)}}\`.`,
      }
    : {
        code: 'connection_template_invalid',
        message: `\`${name}\` is not a valid secret name: use capitals, digits and single underscores.`,
        hint: `Write \`\${secret.${secretNameLike(name)}}\`, and store the secret under that name.`,
      };

function placeOf(name: string, scope: TemplateScope): Slot | Problem {
  const secret = /^secret\.(.+)$/.exec(name)?.[1];
  if (secret === undefined) {
    const slot = namedSlot(name, scope);
    if (!('code' in slot) || slot.hint !== undefined) return slot;
    const hint = insteadOf(name, scope);
    return hint === undefined ? slot : { ...slot, hint };
  }
  if (!isSecretName(secret)) return impossibleSecret(secret);
  const constant = scope.secrets(secret);
  if (constant === undefined) return missingSecret(secret, scope.secrets);
  return { way: ['secret', secret], shape: { kind: 'text', optional: true }, constant };
}

/** Resolves a name such as `inputs.order.ref` to a slot; every part must be declared. */
export function namedSlot(name: string, scope: TemplateScope): Slot | Problem {
  const given = GIVEN.get(name);
  if (given) return given;
  const [root = '', ...way] = name.split('.');
  let shape = rootOf(root, scope);
  let isAmount = false;
  if (!shape) return { code: 'connection_template_invalid', message: `\`\${${name}}\` does not exist.` };
  for (const part of way) {
    const fields = fieldsOf(shape);
    isAmount = shape.kind === 'money' && part === 'minor';
    shape = fields?.get(part);
    if (!shape) {
      const message = `There is no \`${name}\` in ${root === 'item' ? 'the fields of an item' : `the ${root}`}.`;
      return { code: 'connection_input_unknown', message, hint: didYouMean(part, fields?.keys() ?? []) };
    }
  }
  const counted = isAmount && scope.decimals !== undefined ? { counted: scope.decimals } : {};
  if (way.length > 0 || root === 'item') return { way: [root, ...way], shape, ...counted };
  return { code: 'connection_input_unknown', message: `\`${root}\` alone is not a value.` };
}

function rootOf(root: string, { inputs, item, variables, chain }: TemplateScope): Shape | undefined {
  if (root === 'item') return item;
  const fields = new Map([
    ['inputs', inputs],
    ['page', PAGE],
    ['variables', variables],
    ['chain', chain],
  ]).get(root);
  return fields && { kind: 'record', fields, optional: false };
}

function fieldsOf(shape: Shape): ReadonlyMap<string, Shape> | undefined {
  if (shape.kind === 'record') return shape.fields;
  if (shape.kind !== 'money') return undefined;
  return new Map<string, Shape>([
    ['minor', { kind: 'number', optional: false }],
    ['currency', { kind: 'text', optional: false }],
  ]);
}

/** The value of a slot; undefined when it or any parent is absent, null or an empty text. Throws UnsayableAmount. */
export function valueOf(slot: Slot, values: CallValues): Json | undefined {
  const value = ownValue(slot, values);
  return value === undefined || values.replacements === undefined
    ? value
    : values.replacements(slot.way, value);
}

function ownValue(slot: Slot, values: CallValues): Json | undefined {
  if (slot.constant !== undefined) return slot.constant === '' ? undefined : slot.constant;
  if (slot.way[0] === 'now') return Date.now();
  const { inputs, idempotencyKey = null, requestKey = null, reference = null } = values;
  const { item = null, variables = null, chain = null, page = null } = values;
  const given = { inputs, idempotencyKey, requestKey, reference };
  let found: Json | undefined = { ...given, item, variables, chain, page };
  for (const part of slot.way) {
    if (slot.counted !== undefined && part === 'minor' && isMoney(found))
      return toSystem(found, slot.counted);
    found = isObject(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  }
  return found === null || found === '' ? undefined : found;
}

/** Fills a template; a single slot keeps its type. Undefined when a value is absent. */
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

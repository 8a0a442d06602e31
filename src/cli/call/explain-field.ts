/** A field that does not find its value in an answer: the setting that is at fault, what stands there, what to write. */
import { isList, isObject, plainText } from '../../connectors/declarative/json-value.js';
import { decimalReader, numberFormats } from '../../connectors/declarative/mapping/numbers.js';
import { type Shape, shapesOf } from '../../connectors/declarative/mapping/field-shape.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Path } from '../../flows/yaml/document.js';
import { flowText } from '../../flows/yaml/one-line-yaml.js';
import { nearest } from '../../flows/yaml/suggest.js';
import { valueAt } from '../../flows/yaml/zod-issues.js';
import { nearestBase, nearestPath, reachText, valuesAt } from './answer-paths.js';
import { hasText, shownText } from './describe-answer.js';
import type { CallAbout, Cause } from './cause.js';

/** A field of the file, and the parts of the answer that it is read from. */
interface Field {
  name: string;
  path: Path;
  rules: Json;
  /** The map whose `each` or `at` selects these parts, and its place. */
  owner: JsonObject;
  ownerPath: Path;
  /** What `each` and `at` of the owner are read from. */
  around: readonly Json[];
  nodes: readonly Json[];
  view: Json;
}

/** What is said of a field: the setting below its place, message and hint. */
type Explanation = readonly [setting: readonly string[], message: string, hint: string];

/** The cause of a wrong shape, `field: problem`; undefined where the file does not map it. */
export function fieldCause(wrong: string, view: Json, about: CallAbout): Cause | undefined {
  const [, name = '', problem = ''] = /^([^:]*): (.*)$/s.exec(wrong) ?? [];
  const field = problem === '' ? undefined : fieldOf(name, view, about);
  if (field === undefined) return undefined;
  const list = listCause(problem, field);
  const shown = name.replace(/^\./, '');
  const code = 'answer_shape' as const;
  if (list !== undefined)
    return { code, message: `${shown}: ${list[1]}`, hint: list[2], path: [...field.ownerPath, ...list[0]] };
  const [setting, message, hint] = valueCause(problem, field);
  return { code, message: `${shown}: ${message}`, hint, path: [...field.path, ...setting] };
}

/** The cause of a word that its table does not have; undefined where the file or the answer does not show it. */
export function wordCause(name: string, views: readonly Json[], about: CallAbout): Cause | undefined {
  for (const view of views) {
    const field = fieldOf(name, view, about);
    const { path: source, values: table } = isObject(field?.rules) ? field.rules : {};
    if (field === undefined || typeof source !== 'string' || !isObject(table)) continue;
    const words = valuesOf(field, source)
      .filter((value) => value !== null && typeof value !== 'object')
      .map(String);
    const word = words.find((each) => !Object.hasOwn(table, each));
    if (word === undefined) continue;
    const meant = nearest(
      word,
      Object.keys(table).filter((known) => known !== '*' && !words.includes(known)),
    );
    const came =
      isObject(field.rules) && field.rules['otherwise'] === undefined
        ? 'came out as `other`'
        : 'cannot be mapped';
    const ours = wordsFor(name, about, Object.values(table).map(plainText));
    return {
      code: 'answer_shape',
      message: `\`${name.replace(/^\./, '')}\` ${came}: \`${source}\` is \`${word}\`, which \`values\` does not have.`,
      hint:
        meant === undefined
          ? `Add it: \`${flowText({ [word]: '…' }).slice(2, -2)}\`, with our word for it (${ours}).`
          : `Write \`${word}\` instead of \`${meant}\`.`,
      path: [...field.path, 'values', ...(meant === undefined ? [] : [meant])],
    };
  }
  return undefined;
}

/** The values of an enum among an operation's outputs, whichever result has it. */
function enumWords(
  { results }: CallAbout['operation'],
  way: readonly string[],
): readonly string[] | undefined {
  for (const fields of Object.values(results)) {
    // Some names begin with the output, others inside it.
    for (const start of [shapesOf(fields), ...[...shapesOf(fields).values()].map(partsOf)]) {
      const found = way.reduce<Shape | undefined>((shape, name) => shape && partsOf(shape).get(name), {
        kind: 'record',
        fields: start,
        optional: false,
      });
      if (found?.kind === 'enum') return found.values;
    }
  }
  return undefined;
}

function partsOf(shape: Shape): ReadonlyMap<string, Shape> {
  if (shape.kind === 'list') return partsOf(shape.element);
  return shape.kind === 'record' ? shape.fields : new Map();
}

/** Our words for a field, those first to which nothing is mapped yet. */
function wordsFor(name: string, { operation }: CallAbout, mapped: readonly string[]): string {
  const all =
    enumWords(
      operation,
      name.split('.').filter((part) => part !== '' && !/^\d+$/.test(part)),
    ) ?? mapped;
  const unused = all.filter((word) => !mapped.includes(word) && word !== 'other');
  const quoted = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
  const used = all.filter((word) => !unused.includes(word) && word !== 'other');
  return unused.length === 0 ? quoted(used) : `${quoted(unused)}; already mapped: ${quoted(used)}`;
}

/** The cause of a value that a request of the chain does not take, `<id>.<name>`; undefined for anything else. */
export function chainCause(wrong: string, view: Json, { operation, document }: CallAbout): Cause | undefined {
  const at: Path = ['operations', operation.name, 'chain'];
  const chain = document && valueAt(document.value, at);
  const [, id, name = ''] = /^([a-z]\w*)\.(\w+)$/.exec(wrong) ?? [];
  const links = chain !== undefined && isList(chain) ? chain : [];
  const index = links.findIndex((link) => isObject(link) && link['id'] === id);
  const taken = valueAt(links[index] ?? null, ['take', name]);
  const path = isObject(taken) ? taken['each'] : taken;
  if (typeof path !== 'string') return undefined;
  const meant = nearestPath(view, path);
  return {
    code: 'answer_shape',
    message: `\`${wrong}\`: \`${path}\` has no usable value; ${reachText(view, path)}.`,
    hint:
      meant === undefined ? 'Write the path to the value that later requests need.' : `Write \`${meant}\`.`,
    path: [...at, index, 'take', name],
  };
}

/** The field of this name in the file; undefined where there is none, or it is read from several answers. */
function fieldOf(name: string, view: Json, { operation, document }: CallAbout): Field | undefined {
  const ownerPath: Path = ['operations', operation.name];
  const rules = document && valueAt(document.value, ownerPath);
  if (!isObject(rules) || rules['together'] !== undefined) return undefined;
  let field: Field = {
    ...{ name, path: [...ownerPath, 'fields'], rules: rules['fields'] ?? {}, owner: rules, ownerPath },
    ...{ around: [view], nodes: selected(rules, [view], view), view },
  };
  const within = name.split('.').filter((part, index) => index > 0 && !/^\d+$/.test(part));
  // What identifies a record is named without it.
  const parts =
    within.length === 0 && isObject(field.rules) && Object.hasOwn(field.rules, name) ? [name] : within;
  while (parts.length > 0) {
    field = inside(field, parts[0] ?? '');
    const { rules: map } = field;
    const length = parts.findLastIndex(
      (_part, end) => isObject(map) && Object.hasOwn(map, parts.slice(0, end + 1).join('.')),
    );
    if (length < 0 || !isObject(map)) return field;
    const key = parts.splice(0, length + 1).join('.');
    field = { ...field, rules: map[key] ?? {}, path: [...field.path, key] };
  }
  return isObject(field.rules) && field.path.length > 3 && 'fields' in field.rules
    ? inside(field, '')
    : field;
}

/** The fields of a list or a record elsewhere. */
function inside(field: Field, part: string): Field {
  const { rules, path, nodes, view } = field;
  if (!isObject(rules) || !('fields' in rules) || part in rules) return field;
  const within = { rules: rules['fields'] ?? {}, path: [...path, 'fields'] };
  return {
    ...field,
    ...within,
    owner: rules,
    ownerPath: path,
    around: nodes,
    nodes: selected(rules, nodes, view),
  };
}

function selected({ each, at }: JsonObject, nodes: readonly Json[], view: Json): readonly Json[] {
  const path = typeof each === 'string' ? each : at;
  return typeof path === 'string' ? nodes.flatMap((node) => valuesIn(node, path, view)) : nodes;
}

/** What a path finds in a part of the answer; of a part around it nothing is known here. */
function valuesIn(node: Json, path: string, view: Json): readonly Json[] {
  if (path.startsWith('$root')) return valuesAt(view, `$${path.slice(5)}`);
  return path.startsWith('$parent') ? [] : valuesAt(node, path);
}

const valuesOf = ({ nodes, view }: Field, path: string): readonly Json[] =>
  nodes.flatMap((node) => valuesIn(node, path, view));

/** Of a list or record that is not where `each` or `at` says. */
function listCause(problem: string, field: Field): Explanation | undefined {
  const { owner, around, nodes, view } = field;
  const { each, at, answer } = owner;
  const node = around.find((one) => one !== null) ?? view;
  if (problem.startsWith('not at the path in `at`') && typeof at === 'string') return notAt(at, node, owner);
  if (problem.startsWith('has none of its fields'))
    return [['fields'], `none of these paths exists: the answer${hasText(node)}.`, baseHint(field)];
  if (typeof each !== 'string') return undefined;
  if (problem.startsWith('an item is a list')) {
    const [list = []] = valuesIn(node, each, view);
    return [['each'], `\`${each}\` leads to one value${behindWhich(list)}.`, `Write \`each: ${each}[*]\`.`];
  }
  if (problem.startsWith('not a list')) return noList(each, node);
  if (!problem.startsWith('an item has none')) return undefined;
  const [item = null] = nodes;
  const mark = oneColumn(item);
  if (mark !== undefined && isObject(answer) && answer['format'] === 'csv')
    return [
      ['answer'],
      `the first line of the answer has a single column, ${shownText(Object.keys(item ?? {})[0] ?? '')}.`,
      `Write \`answer: ${flowText({ ...answer, delimiter: mark })}\`.`,
    ];
  return [['fields'], `none of these paths exists in an item, which${hasText(item)}.`, baseHint(field)];
}

function notAt(at: string, node: Json, { request }: JsonObject): Explanation {
  const found = valuesAt(node, at);
  if (found.length > 1)
    return [
      ['at'],
      `\`${at}\` leads to ${found.length} values, but only one is allowed.`,
      'Write the path to the right one.',
    ];
  const isSoap = isObject(request) && request['soap'] !== undefined;
  const soap =
    isSoap && /envelope|body/i.test(at)
      ? ' Paths start inside `Body`, so leave out `Envelope` and `Body`.'
      : '';
  const meant = nearestPath(node, at);
  const hint = meant === undefined ? 'Write the path to the record.' : `Write \`at: ${meant}\`.`;
  return [['at'], `\`${at}\` leads nowhere: ${reachText(node, at)}.`, `${hint}${soap}`];
}

function noList(each: string, node: Json): Explanation {
  const path = each.replace(/\[\*\]$/, '');
  const [value] = valuesAt(node, path);
  if (value === undefined) {
    const meant = nearestPath(node, each);
    const missing = 'If the system omits an empty list, write `missing: empty`';
    return [
      ['each'],
      `\`${path}\` is not there: ${reachText(node, path)}.`,
      meant === undefined
        ? `${missing}; otherwise correct the path.`
        : `Write \`each: ${meant}\`. ${missing}.`,
    ];
  }
  const hint =
    value === null
      ? 'Add `missing: empty`: this is how the system says that the list is empty.'
      : 'Add `single: bare` if the system omits the list around a single item; otherwise write the path to the list.';
  return [['each'], `there is no list at \`${path}\`, which${hasText(value)}.`, hint];
}

const behindWhich = (value: Json): string => (isList(value) ? `, a list of ${value.length}` : '');

/** What parts the columns of a table whose first line was read as one. */
function oneColumn(item: Json): string | undefined {
  const names = isObject(item) ? Object.keys(item) : [];
  return names.length === 1 ? [';', '\t', '|', ','].find((mark) => names[0]?.includes(mark)) : undefined;
}

/** Of a single value. */
function valueCause(problem: string, field: Field): Explanation {
  const { rules } = field;
  const amount = isObject(rules) ? ['minor', 'decimal'].find((key) => key in rules) : undefined;
  if (isObject(rules) && amount !== undefined) {
    const isCurrency = problem.startsWith('not an ISO 4217 currency');
    const setting = isCurrency ? 'currency' : amount;
    const path = sourceOf(rules[setting]);
    const values = path === undefined ? [] : valuesOf(field, path).filter((one) => one !== null);
    const value = values.find((one) => !/^-?\d+$/.test(plainText(one))) ?? values[0];
    if (path === undefined || value === undefined) return absent(problem, field, path, [setting]);
    if (isCurrency)
      return [
        ['currency'],
        `\`${path}\` is ${shownText(value)}, which is not an ISO 4217 currency.`,
        'Write the code itself, `currency: EUR`, or translate the system’s words with `values`.',
      ];
    return explainAmount(problem, setting, path, plainText(value));
  }
  const path = sourceOf(rules);
  const values = path === undefined ? [] : valuesOf(field, path).filter((one) => one !== null);
  const [value] = values;
  const isMissing = /^(?:missing|not in the answer)/.test(problem) && values.length < field.nodes.length;
  if (path === undefined || value === undefined || isMissing) return absent(problem, field, path, []);
  const hint =
    isObject(value) || isList(value)
      ? 'Write the path to the single value in it.'
      : 'Correct the path, or declare the format: `values`, `format`, `pattern` ([fields](docs/integrating/connections.md)).';
  return [
    [],
    `${problem}; \`${path}\` is ${[...new Set(values.map(shownText))].slice(0, 3).join(', ')}.`,
    hint,
  ];
}

function explainAmount(problem: string, setting: string, path: string, value: string): Explanation {
  const stands = `\`${path}\` is \`${value.slice(0, 60)}\``;
  const format = numberFormats.find((one) => decimalReader(one)?.(value, '') !== undefined);
  const written = format === undefined || format === '1234.56' ? path : `${path}, format: "${format}"`;
  if (setting === 'minor' && format !== undefined)
    return [
      [setting],
      `${stands}, a number with decimals, not whole cents.`,
      `Write \`decimal: ${written}\` instead of \`minor:\`.`,
    ];
  if (problem.startsWith('more decimals'))
    return [[setting], `${stands}: ${problem}.`, 'Declare the rounding: `round`.'];
  return [
    [setting],
    `${stands}, which is not a number in this format.`,
    format === undefined
      ? 'Only a number belongs there: correct the path.'
      : `Write \`${setting}: ${written}\`.`,
  ];
}

/** Of a value that is not where its path says. */
function absent(
  problem: string,
  field: Field,
  path: string | undefined,
  setting: readonly string[],
): Explanation {
  const { nodes, view, path: place } = field;
  const isLacking = (one: Json): boolean =>
    path !== undefined && valuesIn(one, path, view).every((value) => value === null);
  const node = nodes.find((one) => one !== null && isLacking(one)) ?? view;
  if (path === undefined) return [setting, `${problem}.`, 'Compare it with the answer.'];
  const key = setting[0] ?? String(place.at(-1) ?? '');
  const meant = nearestPath(node, path);
  const base = baseOf(field);
  const whole = node === view ? 'the answer' : 'its record';
  const hint =
    base ??
    (meant === undefined ? 'Write the right path, or leave the field out.' : `Write \`${key}: ${meant}\`.`);
  return [setting, `\`${path}\` is not there: ${reachText(node, path, whole)}.`, hint];
}

const sourceOf = (rules: Json | undefined): string | undefined => {
  const path = isObject(rules) ? rules['path'] : rules;
  return typeof path === 'string' && path.startsWith('$') ? path : undefined;
};

const baseHint = (field: Field): string => baseOf(field) ?? 'Write the paths from an item to its values.';

/** Where the record stands, if more of its paths lead to something from there. */
function baseOf({ owner, nodes, view }: Field): string | undefined {
  const { fields, each, at } = owner;
  const paths = Object.values(isObject(fields) ? fields : {}).flatMap((rules) => sourceOf(rules) ?? []);
  const node = nodes.find((one) => one !== null) ?? view;
  const base = nearestBase(node, paths);
  if (base === undefined) return undefined;
  if (typeof each === 'string')
    return `The values are in each item’s \`${base}\`: write \`each: ${each}${base.slice(1)}\`.`;
  const whole = typeof at === 'string' ? `${at}${base.slice(1)}` : base;
  const isMany = base.includes('[*]');
  return isMany
    ? `The records are in a list: write \`each: ${whole}\` if the operation takes several, otherwise paths that start with \`${whole.replaceAll('[*]', '[0]')}\`.`
    : `The values are in \`${whole}\`: write \`at: ${whole}\`.`;
}

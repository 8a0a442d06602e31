/** Reads such as `steps.find.order.number`, typed by the declared fields and the facts. */
import type { FieldType } from '../../contracts/ir.js';
import { both, fact, type Facts, isPresent, noFacts } from '../narrowing-facts.js';
import type { Scope, StepView } from '../scope.js';
import { type FieldTypes, joinedField } from '../types/type.js';
import { type Checked, type Checking, mistake, mistaken } from './checked-expression.js';
import type { Chain, Part } from './member-chain.js';
import { didYouMean, nearest } from '../yaml/suggest.js';

// "Did you mean" for reads: the whole path, corrected.

/** The path with the name at `index` (0 is the root) corrected; all known names if none is close. */
function pathHint({ root, parts }: Chain, index: number, known: Iterable<string>): string {
  const names = [root, ...parts].map(({ name }) => name);
  const candidates = [...known];
  const right = nearest(names[index] ?? '', candidates);
  return right === undefined ? didYouMean(names[index] ?? '', candidates) : meant(names.with(index, right));
}

/** What an unknown root may mean: a step or input without its root, a misspelt root, a text without quotes. */
function rootHint({ root, parts }: Chain, scope: Scope): string {
  const names = [root, ...parts].map(({ name }) => name);
  const roots = [...scope.roots.keys(), 'steps'];
  const inputs = scope.roots.get('inputs')?.type;
  const fields = inputs?.t === 'record' ? Object.keys(inputs.fields) : [];
  const homes: [string, readonly string[]][] = [
    ['steps', parts.length > 0 ? [...scope.steps.keys()] : []],
    ['inputs', fields],
  ];
  if (Object.hasOwn(places, root.name)) return places[root.name] ?? '';
  for (const [home, known] of homes) if (known.includes(root.name)) return meant([home, ...names]);
  const right = nearest(root.name, roots);
  if (right !== undefined) return meant(names.with(0, right));
  for (const [home, known] of homes) {
    const near = nearest(root.name, known);
    if (near !== undefined) return meant([home, ...names.with(0, near)]);
  }
  if (parts.length === 0) return `If it is a text, put it in quotes: \`"${root.name}"\`.`;
  return didYouMean(root.name, roots);
}

/** Roots that exist only in some places. */
const places: Readonly<Record<string, string>> = {
  item: '`item` can only be used inside the `do` of an `each`.',
  option: '`option` can only be used in the `label` of an `ask`.',
};

/** A hint for a field that does not exist: in a flow's own head, or in a business record. */
function fieldHint(chain: Chain, index: number, known: readonly string[]): string | undefined {
  if (chain.root.name === 'policy' && known.length === 0)
    return 'Declare it at the top of the flow, under `policy:`.';
  const before = chain.parts[index - 1]?.name;
  const name = chain.parts[index]?.name ?? '';
  if (name === 'custom' || (before === 'custom' && nearest(name, known) === undefined)) {
    const own = name === 'custom' ? (chain.parts[index + 1]?.name ?? 'region') : name;
    const there =
      before === 'custom' && known.length > 0
        ? `Declared fields: ${known.map((each) => `\`${each}\``).join(', ')}. `
        : '';
    return `${there}Declare it in merchant.yaml: \`custom: { order: { ${own}: text } }\`; the connection maps it.`;
  }
  return known.length === 0 ? undefined : pathHint(chain, index + 1, known);
}

const meant = (names: readonly string[]): string => `Did you mean \`${names.join('.')}\`?`;

/** What a chain leads to. */
interface Found {
  field: FieldType;
  path: string;
  /** Holds if the value is there. */
  present: Facts;
}

/** A read; with `has`, whether there is something to read, which may also rule out results. */
export function checkRead(checking: Checking, chain: Chain, scope: Scope, has: boolean): Checked {
  const [first] = chain.parts;
  if (chain.root.name === 'inputs' && first !== undefined) checking.onInput(first.name);
  const found = find(checking, chain, scope, has);
  if (found === undefined) return mistaken;
  const path = chain.parts.map(({ name }) => name);
  if (chain.root.name === 'policy') checking.onPolicy(path.join('.'));
  const ir = { k: has ? 'has' : 'read', root: chain.root.name, path } as const;
  if (has) {
    const whenFalse = found.field.optional === true ? fact(found.path, { present: false }) : noFacts;
    return { ir, type: { t: 'bool' }, whenTrue: found.present, whenFalse };
  }
  return { ...narrowed(found, scope), ir, path: found.path, whenTrue: noFacts, whenFalse: noFacts };
}

/** The type, reduced to the values that the facts leave. */
function narrowed(
  { field, path }: Found,
  scope: Scope,
): Pick<Checked, 'type' | 'optional' | 'opaque' | 'declared'> {
  const { type, optional, opaque } = field;
  const rest = { ...(optional === true ? { optional } : {}), ...(opaque === true ? { opaque } : {}) };
  if (type.t !== 'enum') return { type, ...rest };
  const left = scope.facts.get(path)?.values;
  const values = left === undefined ? type.values : type.values.filter((value) => left.includes(value));
  return { type: { ...type, values }, declared: type.values, ...rest };
}

function find(checking: Checking, { root, parts }: Chain, scope: Scope, has: boolean): Found | undefined {
  if (root.name === 'steps') return findInStep(checking, root, parts, scope, has);
  if (!scope.roots.has(root.name)) {
    const hint = rootHint({ root, parts }, scope);
    mistake(checking, root.at, 'name_unknown', `There is no name \`${root.name}\` here.`, hint);
    return undefined;
  }
  const type = scope.roots.get(root.name);
  return (
    type && follow(checking, { field: type, path: root.name, present: noFacts }, { root, parts }, 0, scope)
  );
}

function findInStep(
  checking: Checking,
  root: Part,
  parts: readonly Part[],
  scope: Scope,
  has: boolean,
): Found | undefined {
  const [id, output] = parts;
  if (id === undefined) {
    mistake(
      checking,
      root.at,
      'type_mismatch',
      '`steps` alone is not a value.',
      'Read an output: `steps.<id>.<output>`.',
    );
    return undefined;
  }
  if (checking.sameIds.has(id.name)) return undefined;
  const view = scope.steps.get(id.name);
  if (view === undefined) {
    stepNotReadable(checking, { root, parts }, id, scope);
    return undefined;
  }
  if (view.broken === true) return undefined;
  if (output === undefined) {
    const outputs = Object.keys(view.results === undefined ? view.fields : { result: 0, ...view.fields });
    const hint = `Read one of its outputs, such as \`steps.${id.name}.${outputs[0] ?? 'result'}\`.`;
    mistake(checking, id.at, 'type_mismatch', `The step \`${id.name}\` alone is not a value.`, hint);
    return undefined;
  }
  const found = outputOf(checking, view, { root, parts }, id, output, scope, has);
  return found && follow(checking, found, { root, parts }, 2, scope);
}

function stepNotReadable(checking: Checking, chain: Chain, id: Part, scope: Scope): void {
  const why = checking.whyNotRun(id.name);
  if (why !== undefined) {
    checking.reportIssue(id.at, 'step_not_run', why.message, why.hint);
    return;
  }
  checking.reportIssue(
    id.at,
    'name_unknown',
    `There is no step \`${id.name}\`.`,
    scope.steps.size === 0
      ? 'No step with an `id` runs before this one.'
      : pathHint(chain, 1, scope.steps.keys()),
  );
}

/** An output of a step: one that is always present, or one of a result that is still possible. */
function outputOf(
  checking: Checking,
  view: StepView,
  chain: Chain,
  id: Part,
  output: Part,
  scope: Scope,
  has: boolean,
): Found | undefined {
  const path = `steps.${id.name}.${output.name}`;
  const results = view.results ?? {};
  const resultPath = `steps.${id.name}.result`;
  if (view.results !== undefined && output.name === 'result') {
    return {
      field: { type: { t: 'enum', values: Object.keys(results) }, opaque: true },
      path,
      present: noFacts,
    };
  }
  const always = own(view.fields, output.name);
  if (always !== undefined) return optionalFound(always, path, scope, noFacts);
  const left = scope.facts.get(resultPath)?.values ?? Object.keys(results);
  // Where no result is left, nothing can run.
  if (view.results !== undefined && left.length === 0) return undefined;
  const giving = left.filter((result) => own(results[result] ?? {}, output.name) !== undefined);
  const [first, ...others] = giving.map((result) => own(results[result] ?? {}, output.name));
  const field = others.reduce(joinedOrNone, first);
  if (field !== undefined && (giving.length === left.length || has)) {
    const present = giving.length === left.length ? noFacts : fact(resultPath, { values: giving });
    return optionalFound(
      giving.length === left.length ? field : { ...field, optional: true },
      path,
      scope,
      present,
    );
  }
  outputUnknown(checking, view, chain, output, left);
  return undefined;
}

const joinedOrNone = (left: FieldType | undefined, right: FieldType | undefined): FieldType | undefined =>
  left && right && joinedField(left, right);

function outputUnknown(
  checking: Checking,
  view: StepView,
  chain: Chain,
  output: Part,
  left: readonly string[],
): void {
  const results = Object.entries(view.results ?? {});
  const of = results
    .filter(([, fields]) => Object.hasOwn(fields, output.name))
    .map(([result]) => `\`${result}\``);
  if (of.length > 0) {
    const message = `\`${output.name}\` is an output of ${of.join(', ')}, but the result here can be ${left.map((value) => `\`${value}\``).join(', ')}.`;
    mistake(checking, output.at, 'result_not_known', message, ofThisResult(chain, view, output.name, left));
    return;
  }
  const known = [...Object.keys(view.fields), ...results.flatMap(([, fields]) => Object.keys(fields))];
  const hint = pathHint(chain, 2, results.length > 0 ? ['result', ...known] : known);
  mistake(checking, output.at, 'field_unknown', `There is no output \`${output.name}\`.`, hint);
}

/** What the result here has instead; of several results, the catalogue says what to do. */
function ofThisResult(
  { root, parts }: Chain,
  { results = {} }: StepView,
  name: string,
  left: readonly string[],
): string | undefined {
  const [only = '', ...others] = left;
  const fields = results[only] ?? {};
  const type = Object.values(results)
    .map((known) => own(known, name)?.type.t)
    .find((known) => known !== undefined);
  const [same, ...more] = Object.keys(fields).filter((field) => fields[field]?.type.t === type);
  if (others.length > 0 || same === undefined) return undefined;
  const read = (field: string): string => [root.name, parts[0]?.name, field].join('.');
  const outputs = [same, ...more].map((field) => `\`${read(field)}\``).join(' or ');
  return `\`${only}\` has ${outputs} instead. Read \`${read(name)}\` only in the case for the result that has it.`;
}

/** Follows names through records; an optional field on the way makes the whole read optional. */
function follow(
  checking: Checking,
  start: Found,
  chain: Chain,
  from: number,
  scope: Scope,
): Found | undefined {
  let found = start;
  for (const [index, { name, at }] of chain.parts.entries()) {
    if (index < from) continue;
    const { type } = found.field;
    const field = type.t === 'record' ? own(type.fields, name) : undefined;
    if (field === undefined) {
      fieldUnknown(checking, found.field, chain, index, at);
      return undefined;
    }
    if (type.t === 'record' && type.name !== undefined) checking.onField(type.name, name);
    const inherited = found.field.optional === true ? { ...field, optional: true } : field;
    found = optionalFound(inherited, `${found.path}.${name}`, scope, found.present, field.optional === true);
  }
  return found;
}

function fieldUnknown(
  checking: Checking,
  { type }: FieldType,
  chain: Chain,
  index: number,
  at: number,
): void {
  const name = chain.parts[index]?.name ?? '';
  if (type.t !== 'record') {
    const hint =
      type.t === 'list'
        ? 'Take one item of the list, such as `list[0]`, or loop over it with `each`.'
        : `Read it directly: \`${pathTo(chain, index)}\`.`;
    mistake(checking, at, 'field_unknown', `A ${type.t} has no field \`${name}\`.`, hint);
    return;
  }
  const known = Object.keys(type.fields);
  const hint = fieldHint(chain, index, known);
  mistake(
    checking,
    at,
    'field_unknown',
    `${type.name ?? `\`${pathTo(chain, index)}\``} has no field \`${name}\`.`,
    hint,
  );
}

/** The path up to the name at `index`, excluding it. */
const pathTo = ({ root, parts }: Chain, index: number): string =>
  [root, ...parts.slice(0, index)].map(({ name }) => name).join('.');

/** A field at its path: no longer optional where a fact says that it is present. */
function optionalFound(
  field: FieldType,
  path: string,
  scope: Scope,
  present: Facts,
  self = field.optional === true,
): Found {
  if (field.optional !== true) return { field, path, present };
  if (isPresent(scope.facts, path)) {
    const { type, opaque } = field;
    return { field: { type, ...(opaque === true ? { opaque } : {}) }, path, present };
  }
  return { field, path, present: self ? both(present, fact(path, { present: true })) : present };
}

const own = (fields: FieldTypes, name: string): FieldType | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

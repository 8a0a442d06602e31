/** `answer: choice` and `choices` of an `ask`: a list to choose from and the texts of an option, or values with their words. */
import type { AskStep, ExprIr, TextIr, Type } from '../../contracts/ir.js';
import type { Path } from '../yaml/document.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Compilation, Place } from '../compilation.js';
import { typeOf } from '../expressions/checked-expression.js';
import { isValueName } from '../names.js';
import { withRoot } from '../scope.js';
import { saidAs, spokenAt, textAt } from '../texts.js';
import { enumOf, text } from '../types/type.js';
import { expressionAt } from '../compile-values.js';

/** Options that are values: each with its label alone, or with what customers say who mean it. */
type RawOptions = Readonly<Record<string, string | RawOption>>;

/** An option with paraphrases. */
interface RawOption {
  label: string;
  says: readonly string[];
}

/** What the file says about a choice. */
export interface RawChoice {
  answer: AskStep['answer'];
  options?: string | RawOptions | undefined;
  label?: string | undefined;
  alias?: string | undefined;
  things?: Readonly<Record<string, string>> | undefined;
  otherwise?: string | undefined;
}

/** A compiled choice; `of` is the type of the chosen value. */
export interface Choice {
  ir: Pick<AskStep, 'options' | 'label' | 'alias' | 'labels' | 'says' | 'things' | 'otherwise'>;
  of?: Type;
}

/** Compiles `options`, `label`, `alias`, `things` and `otherwise`; other kinds of answer have none. */
export function choiceOf(flow: Compilation, raw: RawChoice, place: Place): Choice {
  if (raw.answer !== 'choice' && raw.answer !== 'choices') {
    refuseKeys(flow, raw, place);
    return { ir: {} };
  }
  const { options } = raw;
  if (options === undefined) {
    const hint = 'Add `options:` with a list, or with values and their labels: `refund: My money back`.';
    flow.reportIssue([...place.path, 'answer'], 'flow_shape', 'There are no options.', hint);
    return { ir: {} };
  }
  return typeof options === 'string' ? itemOf(flow, options, raw, place) : valueOf(flow, options, raw, place);
}

/** One item of a list. */
function itemOf(flow: Compilation, options: string, raw: RawChoice, place: Place): Choice {
  const { label, alias } = raw;
  const at = [...place.path, 'options'];
  const list = expressionAt(flow, options, at, place.scope);
  if (list.type === undefined) return { ir: {} };
  if (list.optional === true)
    flow.reportIssue(at, 'optional_unhandled', `${list.path ?? 'This'} may be missing here.`);
  if (list.type.t !== 'list') {
    flow.reportIssue(at, 'type_mismatch', `\`options\` expects a list, not a ${typeOf(list)}.`);
    return { ir: {} };
  }
  if (raw.things !== undefined) {
    const message = 'The options of a list are already things.';
    flow.reportIssue([...place.path, 'things'], 'flow_shape', message, 'Remove `things`.', { at: 'key' });
  }
  if (raw.otherwise !== undefined) refuseOtherwise(flow, place);
  const { of } = list.type;
  const other = alias === undefined ? {} : { alias: aliasOf(flow, alias, of, place) };
  return { ir: { options: list.ir, label: labelOf(flow, label, of, place), ...other }, of };
}

/** One of a set of values, each with its words: they are known, so a later `choose` needs a case for each. */
function valueOf(
  flow: Compilation,
  options: RawOptions,
  { answer, label, alias, things, otherwise }: RawChoice,
  place: Place,
): Choice {
  const { path, scope } = place;
  const at = [...path, 'options'];
  const names = Object.keys(options);
  if (names.length === 0) {
    flow.reportIssue(at, 'flow_shape', 'There are no options.', 'Write `refund: My money back`.');
    return { ir: {} };
  }
  if (label !== undefined) {
    const message = 'Each of these options already has its own label.';
    flow.reportIssue([...path, 'label'], 'flow_shape', message, 'Remove `label`.', { at: 'key' });
  }
  if (alias !== undefined) {
    const message = 'Only options of a list can have an alias.';
    flow.reportIssue([...path, 'alias'], 'flow_shape', message, 'Remove `alias`.', { at: 'key' });
  }
  if (otherwise !== undefined) checkOtherwise(flow, otherwise, { answer, names }, place);
  checkValues(flow, options, at);
  checkSays(flow, options, at);
  const labels = names.map((name): [string, TextIr] => {
    const { words, path: own, says } = optionAt(options, name, at);
    const isSaid = says.length > 0;
    return [name, spokenAt(flow, words, own, scope, isSaid)];
  });
  const says = names.flatMap((name): [string, readonly string[]][] => {
    const { says: own } = optionAt(options, name, at);
    return own.length === 0 ? [] : [[name, own]];
  });
  const items = names.map((value) => ({ k: 'value', value }) as const);
  return {
    ir: {
      ...{ options: { k: 'list', items }, labels: Object.fromEntries(labels) },
      ...(says.length === 0 ? {} : { says: Object.fromEntries(says) }),
      ...(things === undefined ? {} : { things: thingsOf(flow, things, names, place) }),
      ...(otherwise === undefined ? {} : { otherwise }),
    },
    of: enumOf(names),
  };
}

/** The names of things by option: a list of texts each. */
function thingsOf(
  flow: Compilation,
  things: Readonly<Record<string, string>>,
  options: readonly string[],
  { path, scope }: Place,
): NonNullable<AskStep['things']> {
  const read = Object.entries(things).flatMap(([option, raw]): [string, ExprIr][] => {
    const at = [...path, 'things', option];
    if (!options.includes(option)) {
      const message = `There is no option \`${option}\`.`;
      flow.reportIssue(at, 'value_unknown', message, didYouMean(option, options), { at: 'key' });
      return [];
    }
    const list = expressionAt(flow, raw, at, scope);
    if (list.type === undefined) return [];
    if (list.type.t === 'list' && list.type.of.t === 'text') return [[option, list.ir]];
    flow.reportIssue(at, 'type_mismatch', `\`things\` expects a list of texts, not a ${typeOf(list)}.`);
    return [];
  });
  return Object.fromEntries(read);
}

/** One of several values, of which an answer means one alone. */
function checkOtherwise(
  flow: Compilation,
  otherwise: string,
  { answer, names }: { answer: AskStep['answer']; names: readonly string[] },
  place: Place,
): void {
  if (answer !== 'choice') refuseOtherwise(flow, place);
  if (answer !== 'choice' || names.includes(otherwise)) return;
  const message = `There is no option \`${otherwise}\`.`;
  flow.reportIssue([...place.path, 'otherwise'], 'value_unknown', message, didYouMean(otherwise, names));
}

function refuseOtherwise(flow: Compilation, { path }: Place): void {
  const message = '`otherwise` needs `answer: choice` with options that are values.';
  flow.reportIssue([...path, 'otherwise'], 'flow_shape', message, 'Remove `otherwise`.', { at: 'key' });
}

/** The words of an option, where they stand, and its paraphrases. */
function optionAt(
  options: RawOptions,
  name: string,
  path: Path,
): { words: string; path: Path; says: readonly string[] } {
  const raw = options[name] ?? '';
  return typeof raw === 'string'
    ? { words: raw, path: [...path, name], says: [] }
    : { words: raw.label, path: [...path, name, 'label'], says: raw.says };
}

function checkValues(flow: Compilation, options: RawOptions, path: Path): void {
  const seen = new Map<string, string>();
  for (const name of Object.keys(options)) {
    const { words } = optionAt(options, name, path);
    const other = seen.get(words);
    seen.set(words, name);
    if (!isValueName(name)) {
      const message = `\`${name}\` is not snake_case.`;
      flow.reportIssue([...path, name], 'name_invalid', message, 'Write `money_back`.', { at: 'key' });
    } else if (other !== undefined) {
      const message = `\`${name}\` has the same label as \`${other}\`, so the customer could not choose.`;
      flow.reportIssue([...path, name], 'name_duplicate', message, 'Use a different label.');
    }
  }
}

/** Each paraphrase means one option, and is words alone; a label that has some is known by its words, so it holds no value. */
function checkSays(flow: Compilation, options: RawOptions, path: Path): void {
  const names = Object.keys(options);
  const meant = new Map(names.map((name) => [saidAs(optionAt(options, name, path).words), name]));
  for (const name of names) {
    const { words, path: own, says } = optionAt(options, name, path);
    if (says.length > 0 && words.includes('${')) {
      const message = 'The label of an option with `says` must not contain a value.';
      flow.reportIssue(own, 'flow_shape', message, 'Put the value into the question instead.');
    }
    says.forEach((phrase, index) => {
      const at = [...path, name, 'says', index];
      const said = saidAs(phrase);
      const other = meant.get(said);
      meant.set(said, other ?? name);
      if (phrase.includes('${')) {
        const message = 'A phrase of a customer must not contain a value.';
        flow.reportIssue(at, 'flow_shape', message, 'Write only words, as a customer would.');
      } else if (said === '') {
        flow.reportIssue(at, 'flow_shape', 'This phrase is empty.', 'Write a phrase, or remove the line.');
      } else if (other === name) {
        flow.reportIssue(at, 'name_duplicate', `\`${name}\` already has this phrase.`, 'Remove the line.');
      } else if (other !== undefined) {
        const message = `\`${other}\` has this phrase too, so it would be ambiguous.`;
        flow.reportIssue(at, 'name_duplicate', message, 'Keep it for the option that it fits better.');
      }
    });
  }
}

function labelOf(flow: Compilation, label: string | undefined, of: Type, { path, scope }: Place): TextIr {
  if (label !== undefined)
    return spokenAt(flow, label, [...path, 'label'], withRoot(scope, 'option', { type: of }));
  if (of.t !== 'text' && of.t !== 'enum') {
    const message = `A ${typeOf({ type: of })} has no default label.`;
    flow.reportIssue([...path, 'options'], 'flow_shape', message, 'Add `label: ${option.…}`.');
  }
  const type = of.t === 'enum' && of.name === undefined ? text : of;
  return {
    key: '${option}',
    args: [{ source: 'option', type, expr: { k: 'read', root: 'option', path: [] } }],
  };
}

/** Words of an option that are read and not spoken, so no language has to have them. */
function aliasOf(flow: Compilation, alias: string, of: Type, { path, scope }: Place): TextIr {
  return textAt(flow, alias, [...path, 'alias'], withRoot(scope, 'option', { type: of }));
}

function refuseKeys(flow: Compilation, raw: RawChoice, { path }: Place): void {
  for (const key of ['options', 'label', 'alias', 'things', 'otherwise'] as const) {
    if (raw[key] === undefined) continue;
    const message = `\`${key}\` can only be used with \`answer: choice\`.`;
    flow.reportIssue([...path, key], 'flow_shape', message, undefined, { at: 'key' });
  }
}

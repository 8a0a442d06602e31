/** Checks that a request says what it is about: a system that is not told would answer, or act, on something else. */
import { orderSubject } from '../../commerce/orders/subject.js';
import type { Operation, Vocabulary } from '../../commerce/operation.js';
import type { Path } from '../../yaml/document.js';
import type { Shape } from './mapping/shape.js';
import type { Report } from './report.js';
import type { OperationRules } from './schema.js';
import type { Slot } from './template.js';

/** What is known of an operation whose requests have been compiled. */
export interface ToldScope {
  report: Report;
  vocabulary?: Vocabulary | undefined;
  inputs: ReadonlyMap<string, Shape>;
  /** What its requests name. */
  used: readonly Slot[];
}

/** Whose amount no system is told: what the customer is given in goods, and what a carrier charges us by its own prices. */
const untold: readonly Operation['pays'][] = ['in_goods', 'by_us'];

/** Adds an issue where no request names what the call is about, and for each amount that it pays; outside of a merchant nobody is asked or paid. */
export function checkTold(operation: Operation, rules: OperationRules, path: Path, scope: ToldScope): void {
  const { report, vocabulary, inputs, used } = scope;
  if (!vocabulary) return;
  const isTold = (name: string): boolean => used.some(({ way }) => way[0] === 'inputs' && way[1] === name);
  const isAbout = aboutOf(operation, rules, inputs);
  if (isAbout !== undefined && !used.some(({ way: [root] }) => root === 'inputs')) {
    const message = `No request names \`inputs.${isAbout.input}\`: the system would be asked the same whatever it is about.`;
    report.add(path, 'connection_input_unused', message, { at: 'key', hint: isAbout.hint });
    return;
  }
  if (operation.effect !== 'money' || untold.includes(operation.pays)) return;
  for (const [name] of [...inputs].filter(([, { kind, optional }]) => kind === 'money' && !optional)) {
    if (isTold(name)) continue;
    report.add(path, 'connection_amount_unused', `\`inputs.${name}\` is nowhere in the request.`, {
      at: 'key',
    });
  }
}

/** What an operation is about, and how a request says it; undefined where the system need not be told. */
function aboutOf(
  { name, subject, about = orderSubject }: Operation,
  { each, request }: OperationRules,
  inputs: ReadonlyMap<string, Shape>,
): { input: string; hint: string } | undefined {
  // Of a whole list the records that are asked for are kept; a look-up may list all that has been done.
  if (each !== undefined || subject === 'list' || /\.(outcome|happened)$/.test(name)) return undefined;
  const input = inputs.has(about.input)
    ? about.input
    : [...inputs].find(([, { optional }]) => !optional)?.[0];
  const shape = input === undefined ? undefined : inputs.get(input);
  if (input === undefined || shape === undefined) return undefined;
  const value =
    shape.kind === 'record' && shape.fields.has('ref') ? `inputs.${input}.ref` : `inputs.${input}`;
  const isRead = request.path !== undefined && subject === 'number';
  return {
    input,
    hint: isRead
      ? `Write it into the request: \`${request.path?.replace(/\/$/, '') ?? ''}/\${${value}}\`, or under \`query\`.`
      : `Write it into the request: \`\${${value}}\`.`,
  };
}

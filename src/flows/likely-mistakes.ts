/** Values of a flow that cannot be meant where they stand: another currency, somebody's order number, a step that has not run. */
import type { Json } from '../contracts/json.js';
import type { Compilation } from './compilation.js';
import { type EnclosingStep, isBelow, leftBehind } from './enclosing-steps.js';
import type { Path } from './yaml/document.js';

/** Warns about an amount in another currency than the shop's, unless the flow looks at currencies itself. */
export function checkCurrency(flow: Compilation, currency: string, path: Path, index?: number): void {
  const own = flow.environment.config.currency;
  if (own === undefined || own === currency || /\.currency\b/.test(flow.document.text)) return;
  const message = `The shop’s currency is ${own}: an amount in ${currency} cannot be compared with its amounts, so the run would fail here.`;
  const hint = `Write the amount in ${own}.`;
  flow.warn(path, 'currency_differs', message, hint, index === undefined ? {} : { index });
}

/** Inputs that say which customer, order or parcel something is about. */
const OF_ONE_CUSTOMER =
  /^(number|ref|email|phone|postcode|(order|return|subscription|tracking|customer|invoice|parcel)(Number|Ref|Id|Email))$/;

/** Reports a fixed value for such an input: it was left over from trying. */
export function checkFixed(flow: Compilation, name: string, value: Json, path: Path): void {
  if (typeof value !== 'string' || !OF_ONE_CUSTOMER.test(name) || value.includes('${')) return;
  if (!/\d|@/.test(value)) return;
  const message = `\`${value}\` is a fixed value, so every customer would get the same ${wordsOf(name)}.`;
  const own = Object.hasOwn(flow.signature.inputs, name) ? `\${inputs.${name}}` : undefined;
  const hint =
    own === undefined
      ? `Read it from an input or a step, such as \`\${steps.find.order.${name}}\`.`
      : `Write \`${name}: ${own}\`.`;
  flow.reportIssue(path, 'input_fixed', message, hint);
}

const wordsOf = (name: string): string => name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** Why a step that the flow has cannot be read at a path; undefined if there is no such step. */
export function whyNotRun(
  flow: Compilation,
  id: string,
  reader: Path,
): { message: string; hint?: string } | undefined {
  const path = flow.steps.at.get(id);
  if (path === undefined) return undefined;
  if (isBelow(path, reader)) return { message: `The step \`${id}\` has not run yet here.` };
  const around = leftBehind(flow.document.value, path, reader);
  const line = around && flow.document.locate(around.path).line;
  if (around === undefined || line === undefined || line >= flow.document.locate(reader).line)
    return {
      message: `The step \`${id}\` may not have run here.`,
      hint: 'Move it before this step, or read it inside its branch.',
    };
  return { message: messageFor(id, around, line), hint: hintFor(around) };
}

function messageFor(id: string, { kind, raw }: EnclosingStep, line: number): string {
  const named = typeof raw['id'] === 'string' ? ` \`${raw['id']}\`` : '';
  const where = `the \`${kind}\`${named} in line ${line}`;
  if (kind === 'each')
    return `The step \`${id}\` runs once for each item of ${where}, so it cannot be read after that.`;
  if (kind === 'repeat')
    return `The step \`${id}\` runs in each round of ${where}, so it cannot be read after that.`;
  if (kind === 'parallel')
    return `The step \`${id}\` runs in a branch of ${where}, so it cannot be read outside it.`;
  return `The step \`${id}\` only runs in one branch of ${where}, so it may not have run here.`;
}

function hintFor({ kind, raw }: EnclosingStep): string {
  const id = typeof raw['id'] === 'string' ? raw['id'] : '<id>';
  const given = raw['outputs'];
  const [output = '<output>'] = typeof given === 'object' && given !== null ? Object.keys(given) : [];
  const needsId = typeof raw['id'] === 'string' ? '' : `Give the \`${kind}\` an \`id\`. `;
  if (kind === 'each')
    return `${needsId}Pass the value out with \`outputs:\` of the \`each\`, and read it in the list \`steps.${id}.items\`, such as \`steps.${id}.items.map(x, x.${output})\`.`;
  if (kind === 'repeat')
    return `${needsId}Pass the value out with \`outputs:\` of the \`repeat\`, and read it as \`steps.${id}.${output}\`.`;
  return `Read it inside its branch, or ${kind === 'parallel' ? '' : 'end the other branches, or '}pass the value out of the branch with \`outputs\`.`;
}

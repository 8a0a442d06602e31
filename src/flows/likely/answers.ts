/** Questions whose answer changes nothing: nobody reads it, or no condition tells two of its options apart. */
import type { AskStep, ExprIr, StepIr } from '../../contracts/ir.js';
import { stepsIn } from '../../workflows/interpreter/steps-in.js';
import type { Compilation } from '../compilation.js';
import { expressionsIn, isOutput } from './expressions.js';

/** Warns about both. What a merchant does not reach has no steps, so reads are looked for in the file. */
export function warnOfUnreadAnswers(flow: Compilation, steps: readonly StepIr[]): void {
  const all = [...stepsIn(steps)];
  const handsOver = all.some(({ kind }) => kind === 'handover');
  for (const step of all) {
    if (step.kind !== 'ask' || flow.confirmed.has(step.id)) continue;
    const isRead = step.named && new RegExp(`\\bsteps\\.${step.id}\\b`).test(flow.document.text);
    if (isRead) warnOfIndistinct(flow, step, all);
    // Agents read what a customer has written before a handover.
    else if (step.answer !== 'text' || !handsOver) warnOfUnread(flow, step);
  }
}

function warnOfUnread(flow: Compilation, { id, named, answer }: AskStep): void {
  const path = flow.places.get(id);
  if (path === undefined) return;
  const same =
    answer === 'yes_or_no'
      ? 'after a “no”, the flow does the same as after a “yes”'
      : 'whatever customers answer, the flow does the same';
  const name = named ? id : '<id>';
  const read =
    answer === 'yes_or_no'
      ? `\`- if: steps.${name}.answer == "no"\` with an \`end\``
      : answer === 'choice'
        ? `\`- choose: steps.${name}.answer\` with a case for each option`
        : `a step that reads \`steps.${name}.answer\``;
  const message = `Nothing reads the answer to this question: ${same}.`;
  const hint = `${named ? 'A' : 'Give the question an `id`, and a'}dd ${read} after it, or remove the question.`;
  flow.warn([...path, 'ask'], 'answer_unread', message, hint, { at: 'key' });
}

/** Options that no condition names, where conditions name others: all of them go the same way. */
function warnOfIndistinct(flow: Compilation, ask: AskStep, steps: readonly StepIr[]): void {
  const path = flow.places.get(ask.id);
  const { labels } = ask;
  if (path === undefined || labels === undefined || ask.answer !== 'choice') return;
  const named = namedBy(ask.id, steps);
  if (named === undefined || named.size === 0) return;
  const isNamed = (option: string): boolean =>
    named.has(option) || flow.document.text.split(new RegExp(`"${option}"|^\\s*${option}:`, 'm')).length > 2;
  const unnamed = Object.keys(labels).filter((option) => !isNamed(option));
  const [last, ...others] = unnamed.toReversed();
  if (last === undefined || others.length === 0) return;
  const label = labels[last]?.key ?? last;
  const message = `No condition tells the option \`${last}\` (“${label}”) from ${quoted(others.toReversed())}: the flow does the same for ${unnamed.length === 2 ? 'both' : 'all of them'}.`;
  const hint = `Use \`choose: steps.${ask.id}.answer\` with a case for each of ${quoted(Object.keys(labels))}.`;
  flow.warn([...path, 'options', last], 'option_indistinct', message, hint, { at: 'key' });
}

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** The options that conditions and cases name; undefined where the answer is also read as a value. */
function namedBy(id: string, steps: readonly StepIr[]): ReadonlySet<string> | undefined {
  const named = new Set<string>();
  let [compared, read] = [0, 0];
  const isAnswer = (expr: ExprIr | undefined): boolean => expr !== undefined && isOutput(expr, id, 'answer');
  for (const step of steps) {
    if (step.kind === 'choose' && isAnswer(step.on)) {
      compared += 1;
      for (const option of Object.keys(step.cases)) named.add(option);
    }
    for (const expr of expressionsIn(step)) {
      if (isAnswer(expr)) read += 1;
      if (expr.k !== 'op' || !['eq', 'ne', 'in'].includes(expr.op) || !isAnswer(expr.args[0])) continue;
      compared += 1;
      for (const value of valuesOf(expr.args[1])) named.add(value);
    }
  }
  return read > compared ? undefined : named;
}

function valuesOf(expr: ExprIr | undefined): string[] {
  if (expr?.k === 'list') return expr.items.flatMap(valuesOf);
  return expr?.k === 'value' && typeof expr.value === 'string' ? [expr.value] : [];
}

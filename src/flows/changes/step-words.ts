/** How changes name steps and their values. */
import type { ExprIr, StepIr, TextIr } from '../../contracts/ir.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { expressionText, isAmount } from '../print/expression.js';
import { amountWords } from '../../contracts/words.js';
import { durationWords } from '../print/measures.js';

/** A step as people find it in its file: its id, and what it is. */
export function stepName(step: StepIr): string {
  const what = kindWords(step);
  return step.named ? `\`${step.id}\` (${what})` : what;
}

function kindWords(step: StepIr): string {
  switch (step.kind) {
    case 'call':
      return step.operation;
    case 'subflow':
      return `flow ${step.flow}`;
    case 'choose':
      return `choose ${expressionText(step.on)}`;
    case 'if':
      return `if ${expressionText(step.condition)}`;
    case 'each':
      return `each ${expressionText(step.list)}`;
    case 'say':
      return `say ${quoted(step.text.key)}`;
    case 'ask':
      return `ask ${quoted(step.question.key)}`;
    case 'handover':
      return `handover to ${step.queue}`;
    case 'end':
      return `end as ${step.result}`;
    case 'await':
      return `wait for ${step.event}`;
    case 'classify':
    case 'extract':
    case 'set':
    case 'parallel':
    case 'repeat':
    case 'wait':
      return step.kind;
  }
}

const LONGEST = 60;

/** A sentence in quotes, cut to one line's length. */
function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return `“${line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line}”`;
}

/** Any value of a step in words: an expression as written, a time, an amount, a text, or JSON. */
export function valueWords(value: Json): string {
  if (typeof value === 'string') return `\`${value}\``;
  if (isList(value)) return value.length === 0 ? 'none' : value.map(valueWords).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  if (isExpression(value)) return `\`${expressionText(value)}\``;
  if (isText(value)) return `“${value.key}”`;
  if (isAmount(value)) return amountWords(value);
  const time = durationOf(value);
  if (time !== undefined) return time;
  return Object.entries(value)
    .map(([name, part]) => `${name} ${valueWords(part)}`)
    .join(', ');
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

// Only expressions of an IR have a `k`, and only texts have `key` and `args`.
const isExpression = (value: JsonObject): value is JsonObject & ExprIr => typeof value['k'] === 'string';
const isText = (value: JsonObject): value is JsonObject & TextIr =>
  typeof value['key'] === 'string' && Array.isArray(value['args']);

function durationOf({ ms, businessDays, businessMs }: JsonObject): string | undefined {
  if (typeof ms === 'number') return durationWords({ ms });
  if (typeof businessDays === 'number') return durationWords({ businessDays });
  return typeof businessMs === 'number' ? durationWords({ businessMs }) : undefined;
}

/** `end`: the flow returns a result and its outputs. */
import { z } from 'zod';
import type { ExprIr } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Compilation, Place } from '../compilation.js';
import { value } from '../schema-parts.js';
import { valueAt } from '../compile-values.js';
import { base, common, stepKind } from './step-kind.js';
import { nameWords } from '../../contracts/operator-words.js';

/** `end: { result, …outputs }`. */
export const end = stepKind({
  kind: 'end',
  schema: () =>
    z.strictObject({
      ...common,
      end: z
        .object({
          result: z.string().describe('One of the flow’s results, or `handed_over` after a `handover`.'),
        })
        .catchall(value.describe('An output of this result.'))
        .describe('Ends the flow, with a `result` and that result’s outputs.'),
    }),
  compile(flow, step, place) {
    const { result, ...outputs } = step.end;
    return {
      ir: {
        kind: 'end',
        ...base(place, `End: ${result}`),
        result,
        outputs: outputsOf(flow, result, outputs, place),
      },
      scope: place.scope,
      ends: true,
    };
  },
  compiled: {
    end: {
      draw: ({ result, outputs }, pen, open) => {
        const names = Object.keys(outputs).map(nameWords);
        const given = names.length === 0 ? [] : [`gives ${names.join(', ')}`];
        pen.node('end', [`End: ${nameWords(result)}`, ...given], open);
        return [];
      },
      events: () => 0,
    },
  },
});

function outputsOf(
  flow: Compilation,
  result: string,
  raw: Readonly<Record<string, Json>>,
  { path, scope }: Place,
): Record<string, ExprIr> {
  const { results } = flow.signature;
  const at = [...path, 'end', 'result'];
  const fields = result === 'handed_over' ? {} : Object.hasOwn(results, result) ? results[result] : undefined;
  if (fields === undefined) {
    flow.reportIssue(
      at,
      'result_unknown',
      `This flow has no result \`${result}\`.`,
      didYouMean(result, Object.keys(results)),
    );
    return {};
  }
  flow.given.add(result);
  if (result === 'handed_over' && !scope.handedOver) {
    flow.reportIssue(at, 'end_not_handed_over', 'On this path, the conversation has not been handed off.');
  }
  const given = Object.entries(raw).flatMap(([name, value]): [string, ExprIr][] => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const place = [...path, 'end', name];
    if (field !== undefined) return [[name, valueAt(flow, value, place, field, scope).ir]];
    flow.reportIssue(
      place,
      'output_unknown',
      `\`${result}\` has no output \`${name}\`.`,
      didYouMean(name, Object.keys(fields)),
      { at: 'key' },
    );
    return [];
  });
  for (const [name, field] of Object.entries(fields)) {
    if (field.optional === true || Object.hasOwn(raw, name)) continue;
    flow.reportIssue(
      at,
      'output_missing',
      `\`${result}\` needs the output \`${name}\`.`,
      `Add \`${name}: …\` below \`result\`.`,
    );
  }
  return Object.fromEntries(given);
}

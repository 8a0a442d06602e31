/** Location of a token in a login's JSON response: a singular query (RFC 9535), such as `$.data.token` or `$`. */
import { z } from 'zod';

/** A step: `.name`, `['name']` or `[0]`. */
const STEP = /\.([A-Za-z_][\w-]*)|\['([^'\\]*)'\]|\[(\d{1,6})\]/y;

/** A path to one value. */
export const AnswerPath = z
  .string()
  .max(500)
  .refine((text) => stepsOf(text) !== undefined, 'Write a path to one value, such as `$.data.token`.');

/** The text or number at a path, as text; undefined when there is neither. */
export function textAt(answer: unknown, path: string): string | undefined {
  let found = answer;
  for (const step of stepsOf(path) ?? []) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string, unknown>)[step]; // an own property, or a list index
  }
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

function stepsOf(text: string): string[] | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: string[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const step = STEP.exec(text);
    if (!step) return undefined;
    steps.push(step[1] ?? step[2] ?? step[3] ?? '');
  }
  return steps;
}

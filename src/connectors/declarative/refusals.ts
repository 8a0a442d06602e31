/** Recognises a system's refusals, and maps its words to codes of the catalogue. */
import type { Operation } from '../../commerce/operation.js';
import type { Path } from '../../yaml/document.js';
import { didYouMean } from '../../yaml/suggest.js';
import type { Answer } from './conditions.js';
import type { Report } from './report.js';
import type { RefusalRules } from './condition-schema.js';

/** A recognised refusal. */
interface Refusal {
  code: string;
  message?: string;
  proves?: 'nothing_happened';
}

/** Finds the refusal in a response; `listed` if the file names the system's word for it. */
export type RefusalFinder = (answer: Answer) => (Refusal & { listed: boolean }) | undefined;

/** Statuses about access or transport, not the request: never a refusal unless the file says so. */
const NOT_A_REFUSAL = new Set([401, 408, 425, 429]);
const MESSAGE_LENGTH = 300;

/** Compiles one rule; `values` restricts it to the words listed (or `*`). SOAP faults come with `anyStatus`. */
export function compileRefusal(
  rules: RefusalRules,
  operation: Operation,
  path: Path,
  report: Report,
  anyStatus = false,
): RefusalFinder {
  const code = report.jsonPath(rules.path, [...path, 'path']);
  const message =
    rules.message === undefined ? undefined : report.jsonPath(rules.message, [...path, 'message']);
  checkCodes(rules, operation, path, report);
  return ({ status, body }) => {
    if (!(rules.status === undefined && anyStatus) && !rightStatus(rules, status)) return undefined;
    if (body === undefined || !code) return undefined;
    const [word] = code.select(body);
    if (word === undefined || word === null || typeof word === 'object' || word === '') return undefined;
    const known = codeOf(String(word), rules.values);
    const text = message?.select(body)[0];
    if (known === undefined) return undefined;
    return {
      code: known,
      listed: Object.hasOwn(rules.values ?? {}, String(word)),
      ...(typeof text === 'string' ? { message: text.slice(0, MESSAGE_LENGTH) } : {}),
      ...(rules.proves === undefined ? {} : { proves: rules.proves }),
    };
  };
}

function rightStatus({ status: listed }: RefusalRules, status: number): boolean {
  return listed?.includes(status) ?? (status < 500 && !NOT_A_REFUSAL.has(status));
}

function codeOf(word: string, values: RefusalRules['values']): string | undefined {
  if (values) return Object.hasOwn(values, word) ? values[word] : values['*'];
  const code = word
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
  return /^[a-z][a-z0-9_]{0,63}$/.test(code) ? code : 'refused';
}

function checkCodes(
  { values = {} }: RefusalRules,
  { refusals = [] }: Operation,
  path: Path,
  report: Report,
): void {
  for (const [word, code] of Object.entries(values)) {
    if (refusals.includes(code)) continue;
    const message = `\`${code}\` is no refusal of this operation.`;
    report.add([...path, 'values', word], 'connection_refusal_unknown', message, {
      hint: didYouMean(code, refusals),
    });
  }
}

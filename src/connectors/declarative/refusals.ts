/** Recognises a system's refusals, and maps its words to codes of the catalogue. */
import type { Json } from '../../contracts/json.js';
import type { Operation } from '../../commerce/operation.js';
import type { Path } from '../../flows/yaml/document.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import type { Answer } from './conditions.js';
import { isList } from './json-value.js';
import type { Report } from './report-issues.js';
import type { RefusalRules } from './condition-schema.js';
import { swappedAnswerTable } from './swapped-table.js';

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
  const message = messageOf(rules, [...path, 'message'], report);
  checkCodes(rules, operation, path, report);
  return ({ status, body }) => {
    if (!(rules.status === undefined && anyStatus) && !rightStatus(rules, status)) return undefined;
    if (body === undefined || !code) return undefined;
    const [word] = code.select(body);
    if (word === undefined || word === null || typeof word === 'object' || word === '') return undefined;
    const known = codeOf(String(word), rules.values);
    if (known === undefined) return undefined;
    const text = message(body);
    return {
      code: known,
      listed: Object.hasOwn(rules.values ?? {}, String(word)),
      ...(text === undefined ? {} : { message: text.slice(0, MESSAGE_LENGTH) }),
      ...(rules.proves === undefined ? {} : { proves: rules.proves }),
    };
  };
}

/** Reads the text for people, with the values that its `%1` and `%name` stand for. */
function messageOf(
  { message }: RefusalRules,
  path: Path,
  report: Report,
): (body: Json) => string | undefined {
  if (message === undefined) return () => undefined;
  const isPath = message.with === undefined;
  const text = report.jsonPath(message.path, isPath ? path : [...path, 'path']);
  const values = message.with === undefined ? undefined : report.jsonPath(message.with, [...path, 'with']);
  return (body) => {
    const [found] = text?.select(body) ?? [];
    if (typeof found !== 'string') return undefined;
    const [given = null] = values?.select(body) ?? [];
    return placed(found, given);
  };
}

/** Puts values in their places: of a list by their number from 1, of a map by their name. What has no value stays. */
function placed(text: string, values: Json): string {
  if (values === null || typeof values !== 'object') return text;
  const named = new Map(
    Object.entries(values).map(([name, value]) => [isList(values) ? String(Number(name) + 1) : name, value]),
  );
  return text.replaceAll(/%(\w+)/g, (whole, name: string) => {
    const value = named.get(name);
    return value === undefined || value === null || typeof value === 'object' ? whole : String(value);
  });
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
  { values = {}, status }: RefusalRules,
  { refusals = [] }: Operation,
  path: Path,
  report: Report,
): void {
  const swapped = swappedAnswerTable(values, refusals);
  if (swapped !== undefined) {
    const { message, hint } = swapped;
    report.add([...path, 'values'], 'connection_refusal_unknown', message, { at: 'key', hint });
    return;
  }
  const any = values['*'];
  // `*` alone, at any status, only asks whether the value is there: it is a state of the record, and no reason.
  const isTable = status !== undefined || Object.keys(values).length > 1;
  if (isTable && any !== undefined && /(^|_)already(_|$)/.test(any)) {
    const other = refusals.find((code) => /^not_/.test(code)) ?? refusals.find((code) => code !== any);
    const message = `\`'*': ${any}\` makes every refusal that is not listed here \`${any}\`, which says that it has been done; an unknown reason is not that.`;
    const instead = other === undefined ? '' : `, and use \`'*': ${other}\` for the others`;
    const hint = `Map the system’s own code to \`${any}\`${instead}.`;
    report.warn([...path, 'values', '*'], 'connection_refusal_unknown', message, { hint });
  }
  for (const [word, code] of Object.entries(values)) {
    if (refusals.includes(code)) continue;
    const message = `\`${code}\` is not a refusal of this operation.`;
    report.add([...path, 'values', word], 'connection_refusal_unknown', message, {
      hint: didYouMean(code, refusals),
    });
  }
}

/** A flow's inputs and results: the head of its file, read before any step. */
import type { z } from 'zod';
import type { FieldType, Type } from '../contracts/ir.js';
import { issueAt, type Path, type YamlDocument } from './yaml/document.js';
import { didYouMean } from './yaml/suggest.js';
import { issuesOfZod } from './yaml/zod-issues.js';
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import type { Issue } from '../contracts/issue.js';
import { parseLiteral } from './literals.js';
import { isValueName, wrongFlowName, wrongName } from './names.js';
import { flowSchemaOf, openBlocks } from './schema-parts.js';
import { assignable, type FieldTypes } from './types/type.js';
import { parseType, type TypeNames } from './types/type-names.js';

/** The typed head of a flow. */
export interface Signature {
  name: string;
  title: string;
  inputs: FieldTypes;
  /** result → its outputs; every flow can also end as `handed_over` or `backed_out`, which are not listed. */
  results: Readonly<Record<string, FieldTypes>>;
  /** Policy values that the flow reads, by dotted name. */
  policy: FieldTypes;
  /** Reads such as `policy.refund.within` of what has a wrong name or type in the head. */
  mistaken?: readonly string[];
}

const form = flowSchemaOf(openBlocks);

/** Types of values that are told by how they are written. */
const valueTypes: readonly Type[] = [
  { t: 'duration' },
  { t: 'money' },
  { t: 'date' },
  { t: 'number' },
  { t: 'bool' },
];

type RawSignature = z.infer<typeof form>;

/** Reads a flow's head; without it, nothing of the flow can be checked. */
export function readSignature(
  document: YamlDocument,
  types: TypeNames,
): { signature?: Signature; issues: Issue[] } {
  const parsed = form.safeParse(document.value);
  if (!parsed.success) return { issues: issuesOfZod(document, parsed.error, 'flow_shape', { schema: form }) };
  const head = new HeadReader(document, types);
  return { signature: head.read(parsed.data), issues: head.issues };
}

class HeadReader {
  readonly issues: Issue[] = [];
  readonly mistaken: string[] = [];

  constructor(
    private readonly document: YamlDocument,
    private readonly types: TypeNames,
  ) {}

  read(raw: RawSignature): Signature {
    const wrong = wrongFlowName(raw.flow);
    if (wrong !== undefined) this.reportIssue(['flow'], 'flow_name_invalid', `${wrong}.`);
    return {
      name: raw.flow,
      title: raw.title ?? raw.flow,
      inputs: this.fields(raw.inputs ?? {}, ['inputs'], wrongName),
      policy: this.fields(raw.policy ?? {}, ['policy'], wrongPolicyName),
      results: this.results(raw.outputs),
      mistaken: this.mistaken,
    };
  }

  private results({ result, ...shared }: RawSignature['outputs']): Signature['results'] {
    const path = ['outputs', 'result'];
    const common = this.fields(shared, ['outputs'], wrongName);
    const names = Array.isArray(result) ? result : Object.keys(result);
    names.forEach((name, index) => {
      const at = Array.isArray(result) ? [...path, index] : [...path, name];
      if (name === 'handed_over' || name === 'backed_out') {
        this.reportIssue(
          at,
          'name_invalid',
          `Every flow already has the result \`${name}\`.`,
          'Remove it here.',
        );
      } else if (!isValueName(name))
        this.reportIssue(at, 'name_invalid', `\`${name}\` is not snake_case.`, 'Write `not_found`.');
    });
    const own = (name: string): FieldTypes =>
      Array.isArray(result) ? {} : this.fields(result[name] ?? {}, [...path, name], wrongName);
    return Object.fromEntries(names.map((name) => [name, { ...common, ...own(name) }]));
  }

  private fields(
    raw: Readonly<Record<string, string>>,
    path: Path,
    wrong: (name: string) => string | undefined,
  ): FieldTypes {
    const fields = Object.entries(raw).flatMap(([name, text]): [string, FieldType][] => {
      const mistake = wrong(name);
      const type = parseType(text, this.types);
      if (mistake !== undefined || 'unknown' in type) this.mistaken.push([...path, name].join('.'));
      if (mistake !== undefined)
        this.reportIssue([...path, name], 'name_invalid', `${mistake}.`, undefined, 'key');
      if (!('unknown' in type)) return [[name, type]];
      this.unknownType([...path, name], text, type.unknown);
      return [];
    });
    return Object.fromEntries(fields);
  }

  private unknownType(path: Path, raw: string, unknown: string): void {
    const of = valueTypes.find((type) => parseLiteral(raw, type) !== undefined);
    const [root, ...rest] = path;
    const name = rest.join('.');
    if (of === undefined) {
      const hint = didYouMean(unknown, this.types.keys());
      this.reportIssue(path, 'type_unknown', `There is no type \`${unknown}\`.`, hint);
      return;
    }
    const message = `\`${raw}\` is a value, but a type is needed here.`;
    const where = root === 'policy' ? `, and set \`${name}: ${raw}\` under \`policy:\` in merchant.yaml` : '';
    this.reportIssue(path, 'type_unknown', message, `Write \`${name}: ${of.t}\`${where}.`);
  }

  private reportIssue(path: Path, code: ErrorCode, message: string, hint?: string, at?: 'key'): void {
    this.issues.push(issueAt(this.document, path, code, message, hint, at === undefined ? {} : { at }));
  }
}

/** Policy names are dotted camelCase: `refund.autoApprove`. */
const wrongPolicyName = (name: string): string | undefined =>
  name
    .split('.')
    .map((part) =>
      /^[a-z][A-Za-z0-9]*$/.test(part) && !(part in Object.prototype)
        ? undefined
        : `\`${name}\` is not dotted camelCase`,
    )
    .find(Boolean);

/**
 * Why `own` cannot replace `shipped`, or undefined; it needs the same inputs, results and outputs, and may leave out
 * optional inputs, so that a shipped flow can get further ones. Results of its own are only for the main flow, which
 * reads none: `readers` are the other shipped flows that call it.
 */
export function signatureDifference(
  own: Signature,
  shipped: Signature,
  readers: readonly string[] = [],
): string | undefined {
  const known = Object.entries(shipped.inputs).filter(
    ([name, { optional }]) => optional !== true || Object.hasOwn(own.inputs, name),
  );
  const inputs = fieldsDifference(Object.fromEntries(known), own.inputs, 'input');
  if (inputs !== undefined) return inputs;
  for (const [result, outputs] of Object.entries(own.results)) {
    const known = Object.hasOwn(shipped.results, result) ? shipped.results[result] : undefined;
    if (known === undefined && readers.length === 0) continue;
    if (known === undefined)
      return `\`${shipped.name}\` has no result \`${result}\`, so ${readers.join(', ')} could not handle it`;
    const difference = fieldsDifference(outputs, known, 'output');
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** The part of `needed` that `given` cannot fill, or undefined. */
function fieldsDifference(given: FieldTypes, needed: FieldTypes, what: string): string | undefined {
  for (const [name, field] of Object.entries(needed)) {
    const from = Object.hasOwn(given, name) ? given[name] : undefined;
    if (from === undefined && field.optional !== true) return `the ${what} \`${name}\` is missing`;
    if (from === undefined) continue;
    if (!assignable(from.type, field.type)) return `the ${what} \`${name}\` has a different type`;
    if (from.optional === true && field.optional !== true) return `the ${what} \`${name}\` may be missing`;
  }
  const extra = Object.keys(given).find((name) => !Object.hasOwn(needed, name));
  return extra === undefined ? undefined : `there is no ${what} \`${extra}\``;
}

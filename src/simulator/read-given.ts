/** `given:` of a file or of a test: the initial state. */
import { knownIntents } from '../flows/by-intent.js';
import type { Environment } from '../flows/type-environment.js';
import { parseLiteral } from '../flows/literals.js';
import type { FlowIr } from '../contracts/ir.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { Merchant, PolicyBand } from '../merchants/merchant.js';
import { readPolicy } from '../merchants/read-policy.js';
import { greatestEffect } from '../contracts/effect.js';
import type { Operation } from '../commerce/operation.js';
import type { Path } from '../flows/yaml/document.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import type { Fault, Given, ScriptedAnswer } from './flow-test.js';
import { readAnswers } from './read-answers.js';
import type { RawGiven } from './schema.js';
import type { ValueReader } from './value-reader.js';

/** The context for reading a `given:`. */
export interface GivenContext {
  reader: ValueReader;
  flow: FlowIr;
  merchant: Merchant;
  environment: Environment;
}

/** The content of one `given:`; a test's overrides the file's. */
export type PartlyGiven = Partial<Omit<Given, 'config' | 'subflows'>> & {
  bands: Readonly<Record<string, PolicyBand>>;
  /** `run` cancels the file's answers. */
  subflows: Readonly<Record<string, readonly ScriptedAnswer[] | 'run'>>;
};

/** Reads one `given:`. */
export function readGiven(context: GivenContext, given: RawGiven, path: Path): PartlyGiven {
  const { reader, flow } = context;
  const at = (name: string): Path => [...path, name];
  const { inputs, language, now, customer, facts, said, understands } = given;
  return {
    ...(inputs === undefined
      ? {}
      : {
          inputs: reader.fields(inputs, flow.inputs, at('inputs'), {
            of: `The flow \`${flow.flow}\``,
            wholeness: 'given',
            unknown: 'input_unknown',
          }),
        }),
    ...(language === undefined ? {} : { language }),
    ...(now === undefined ? {} : { now: nowOf(reader, now, at('now')) }),
    ...(customer === undefined ? {} : { customer }),
    ...(facts === undefined ? {} : { facts: withoutAbsent(facts) }),
    ...(said === undefined ? {} : { said }),
    ...(understands === undefined
      ? {}
      : { understands: understandsOf(context, understands, at('understands')) }),
    operations: operationsOf(context, given.operations ?? {}, at('operations')),
    subflows: subflowsOf(context, given.subflows ?? {}, at('subflows')),
    ...policyOf(context, given.policy ?? {}, at('policy')),
  };
}

function nowOf(reader: ValueReader, written: string, path: Path): number {
  const hint = 'Write a date and time in the merchant’s time zone, such as `2026-03-02 10:00`.';
  const now = reader.moment(written);
  if (now === undefined) reader.reportIssue(path, 'type_mismatch', 'Expected a moment.', hint);
  return now ?? 0;
}

/** What can go wrong with an operation: a read's outcome is never unknown, nor is a read accepted for later. */
export function faultsOf({ effect: least, privacy, name }: Operation, merchant: Merchant): Fault['is'][] {
  const effect = greatestEffect(least, merchant.connectionFor(name)?.bindings.get(name)?.effect ?? 'read');
  return [
    ...(['refused', 'unavailable', 'not_now'] as const),
    ...(effect === 'read' ? [] : (['unknown', 'accepted', 'superseded'] as const)),
    ...(privacy === 'customer_data' ? (['unverified'] as const) : []),
  ];
}

function operationsOf(
  { reader, environment, merchant }: GivenContext,
  written: Readonly<Record<string, readonly Json[]>>,
  path: Path,
): Record<string, ScriptedAnswer[]> {
  const entries = Object.entries(written).flatMap(([name, answers]): [string, ScriptedAnswer[]][] => {
    const known = environment.operations.get(name);
    if (known === undefined) {
      const isFlow = merchant.flows.has(name) || merchant.notOffered.has(name);
      reader.reportIssue(
        [...path, name],
        'operation_not_known',
        isFlow ? `\`${name}\` is a flow, not an operation.` : `There is no operation \`${name}\`.`,
        isFlow ? 'Move it under `subflows:`.' : didYouMean(name, environment.operations.keys()),
        'key',
      );
      return [];
    }
    const faults = faultsOf(known.operation, merchant);
    return [
      [
        name,
        readAnswers(reader, answers, { name, inputs: known.inputs, results: known.answers, faults }, [
          ...path,
          name,
        ]),
      ],
    ];
  });
  return Object.fromEntries(entries);
}

function subflowsOf(
  { reader, merchant, environment }: GivenContext,
  written: Readonly<Record<string, 'run' | readonly Json[]>>,
  path: Path,
): Record<string, ScriptedAnswer[] | 'run'> {
  const entries = Object.entries(written).flatMap(([name, answers]): [string, ScriptedAnswer[] | 'run'][] => {
    const known = merchant.flows.get(name)?.ir;
    // What is not offered is not run, whatever it would answer.
    if (merchant.notOffered.has(name)) return [];
    if (known === undefined) {
      const isOperation = environment.operations.has(name);
      const message = isOperation
        ? `\`${name}\` is an operation, not a flow.`
        : `There is no flow \`${name}\`.`;
      const hint = isOperation ? 'Move it under `operations:`.' : didYouMean(name, merchant.flows.keys());
      reader.reportIssue([...path, name], 'flow_unknown', message, hint, 'key');
      return [];
    }
    // A run asks for it by its own name, also where it stands in for another.
    const asked = name.includes('/') ? name : known.flow;
    if (answers === 'run') return [[asked, answers]];
    const results = { ...known.results, handed_over: {} };
    return [
      [
        asked,
        readAnswers(reader, answers, { name, inputs: known.inputs, results, faults: [] }, [...path, name]),
      ],
    ];
  });
  return Object.fromEntries(entries);
}

/** Policy values and bands, each of which the merchant gives or a flow of it declares. */
function policyOf(
  { reader, merchant: { config, flows } }: GivenContext,
  written: NonNullable<RawGiven['policy']>,
  path: Path,
): { policy: JsonObject; bands: Record<string, PolicyBand> } {
  const declared = new Map([...flows.values()].flatMap(({ policy }) => Object.entries(policy)));
  const known = [...Object.keys(config.policy), ...Object.keys(config.bands), ...declared.keys()];
  for (const name of Object.keys(written)) {
    if (known.includes(name)) continue;
    const message = `${config.merchant} has no policy value \`${name}\`.`;
    reader.reportIssue([...path, name], 'policy_unknown', message, didYouMean(name, known), 'key');
  }
  const { policy: values, bands } = readPolicy(reader, written, path);
  const typed = Object.keys(values).flatMap((name): [string, Json][] => {
    const [text, field] = [written[name], declared.get(name)];
    // A value that no flow reads needs no type.
    if (typeof text !== 'string' || field === undefined) return [];
    const read = parseLiteral(text, field.type);
    if (read !== undefined) return [[name, read]];
    reader.reportIssue([...path, name], 'type_mismatch', 'The flow declares another kind of value.');
    return [];
  });
  return { policy: Object.fromEntries(typed), bands };
}

const withoutAbsent = (facts: NonNullable<RawGiven['facts']>): Given['facts'] => ({
  ...(facts.number === undefined ? {} : { number: facts.number }),
  ...(facts.email === undefined ? {} : { email: facts.email }),
  ...(facts.postcode === undefined ? {} : { postcode: facts.postcode }),
});

/** What messages mean; an intent that there is not is reported. */
function understandsOf(
  { reader, environment }: GivenContext,
  written: NonNullable<RawGiven['understands']>,
  path: Path,
): Given['understands'] {
  const known = knownIntents(environment.config);
  return written.map(({ message, intent, sure, language }, index) => {
    if (!known.includes(intent)) {
      const at = [...path, index, 'intent'];
      reader.reportIssue(at, 'value_unknown', `There is no intent \`${intent}\`.`, didYouMean(intent, known));
    }
    return { message, intent, sure: sure !== 'false', ...(language === undefined ? {} : { language }) };
  });
}

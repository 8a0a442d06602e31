/** Which yes a call builds on, and the mistake if there is none. */
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { Json } from '../../contracts/json.js';
import type { Compilation, Place } from '../compilation.js';
import { wholeExpression } from '../compile-values.js';
import { whyNoQuestion, whyNotYes } from './unconfirmed.js';
import { aboutOf, confirmationOf, inputsToName, needsYes, type RawConfirmedCall } from './confirmation.js';

/** How the file writes the values that the question must name. */
interface Source {
  inputs: Readonly<Record<string, Json>> | undefined;
  /** True if a band can make the approval unnecessary: it builds on the yes too. */
  band: boolean;
}

/** The question whose yes the call uses; reports a call that needs a yes the customer has not given. */
export function confirmedBy(
  flow: Compilation,
  place: Place,
  call: RawConfirmedCall,
  { inputs, band }: Source,
): string | undefined {
  if (!band && !needsYes(call)) return undefined;
  const found = confirmationOf(place.scope, call);
  if ('id' in found) return found.id;
  // A call there is rejected whatever the customer says.
  if (place.scope.inside.has('repeat')) return undefined;
  const code = band ? 'money_unconfirmed' : 'write_unconfirmed';
  const asked = found.in && flow.places.get(found.in.question);
  if (found.in !== undefined && asked !== undefined) {
    const { input, what } = found.in;
    const value = spokenOf(call, inputs).get(input) ?? '';
    const message = `The yes to this question confirms \`${call.operation.name}\` in line ${place.line}, but the question does not contain the ${what} that is sent there.`;
    const hint = `Add \`${value}\` to the question, written exactly as it is there.`;
    flow.reportIssue([...asked, 'ask'], code, message, hint);
  } else reportWhy(flow, place, call, { inputs, band, code, ...found });
  return undefined;
}

/** Reports the reason where it stands; without one, that the call has no question. */
function reportWhy(
  flow: Compilation,
  place: Place,
  call: RawConfirmedCall,
  { inputs, band, code, missing, open }: Source & { code: ErrorCode; missing: string; open?: string },
): void {
  const named = [...spokenOf(call, inputs).values()];
  const unconfirmed = { operation: call.operation.name, named };
  const why =
    open === undefined ? whyNoQuestion(flow, place, unconfirmed) : whyNotYes(flow, place, open, unconfirmed);
  const path = [...place.path, ...(band ? ['approval', 'notNeededWithin'] : ['call'])];
  if (why === undefined) flow.reportIssue(path, code, missing, hintFor(call, inputs));
  else flow.reportIssue(why.path, code, why.message, why.hint);
}

/** The question to write, with exactly the values that the call gets. */
function hintFor(call: RawConfirmedCall, inputs: Source['inputs']): string {
  const named = spokenOf(call, inputs);
  const amount = named.get('amount');
  const { kind, input } = aboutOf(call);
  const record = named.get(input) ?? named.get('number');
  const with_ = amount === undefined ? '' : ` with ${amount}`;
  const for_ = record === undefined ? '' : ` for ${kind} ${record}`;
  return `Before it, add \`ask: Should I go ahead${with_}${for_}?\` with \`id: sure\` and \`answer: yes_or_no\`, and end the flow on "no" with \`if: steps.sure.answer == "no"\`.`;
}

/** The values that a question must name, as it names them. */
const spokenOf = (call: RawConfirmedCall, inputs: Source['inputs']): ReadonlyMap<string, string> =>
  new Map(inputsToName(call).map(({ input, field }) => [input, spoken(input, inputs?.[input], field)]));

/** A value of the call as a question names it. */
function spoken(input: string, raw: Json | undefined, field: string | undefined): string {
  const text = typeof raw === 'string' ? raw : '';
  const source = wholeExpression(text)?.source.trim();
  if (source === undefined) return `\${${input === 'amount' ? `money("${text}")` : `"${text}"`}}`;
  return field === undefined ? `\${${source}}` : `\${${source}.${field}}`;
}

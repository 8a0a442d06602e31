/** The verification phase of a call: the customer is asked for facts that match their order (DESIGN §7). */
import type { CallStep } from '../../../contracts/ir.js';
import { factsExpire, maxAskedAgain } from '../limits.js';
import type { CallResult } from '../../../contracts/call-result.js';
import type { AskedFacts } from '../../../contracts/customer.js';
import type { RunEvent } from '../../../contracts/interpreter-event.js';
import type { Sentence } from '../../../contracts/interpreter-command.js';
import { type CallProgress, isAskingForFacts, type Wait } from '../state.js';
import type { Visit } from '../visit.js';
import { type Phase, release } from './call-phase.js';
import { expiry, hear } from './apply-answer.js';
import { handedOver, stop } from './stop-run.js';

type FactsWait = Extract<Wait, { on: 'facts' }>;
type NeedsFacts = Extract<CallResult, { outcome: 'needs_facts' }>;

/** Asks for what is missing, with a different wording if the last facts did not match. */
export function askForFacts(
  visit: Visit<CallStep>,
  call: CallProgress,
  { failed, missing, either, about }: NeedsFacts,
): Phase {
  // Two questions at a time would confuse: the second call is made again once the first one's is answered.
  if (visit.turn.state.cursors.some((other) => other !== visit.cursor && isAskingForFacts(other)))
    return { to: 'wait', wait: { on: 'facts_turn', id: `${visit.key}/turn`, call } };
  const needed: AskedFacts = {
    ...(either === undefined ? { missing } : { missing, either }),
    ...(about === undefined ? {} : { about }),
  };
  return ask(visit, call, needed, failed ? 'ask_facts_again' : 'ask_facts');
}

/** Calls again once the customer gives new facts; gives up when the question expires or nothing new comes. */
export function onFacts(visit: Visit<CallStep>, wait: FactsWait, event: RunEvent): Phase {
  if (event.is === 'asked' && event.id === wait.id) {
    visit.emit({ do: 'timer', id: expiry(wait), until: event.expiresAt });
    return { to: 'wait', wait: { ...wait, expiresAt: event.expiresAt } };
  }
  if (event.is === 'timer_fired' && event.id === expiry(wait)) {
    visit.emit({ do: 'withdraw_ask', id: wait.id });
    return unverified(visit, wait.call);
  }
  if (event.is !== 'answered' || event.id !== wait.id) return undefined;
  if (hear(visit, wait, event.answer))
    return { to: 'call', call: withNumber(wait.call, event.answer.facts.number) };
  if (wait.call.askedAgain >= maxAskedAgain) return unverified(visit, wait.call);
  return ask(visit, { ...wait.call, askedAgain: wait.call.askedAgain + 1 }, wait.needed, 'ask_again');
}

/** A number that the customer tells to this question replaces the one that the record was looked for by: it was another one's. */
const withNumber = (call: CallProgress, number: string | undefined): CallProgress =>
  number === undefined || typeof call.inputs['number'] !== 'string'
    ? call
    : { ...call, inputs: { ...call.inputs, number } };

/** Withdraws an open question, and frees what an earlier approval reserved. */
export function closeFacts(visit: Visit<CallStep>, wait: FactsWait): void {
  visit.emit({ do: 'withdraw_ask', id: wait.id });
  if (wait.expiresAt !== undefined) visit.emit({ do: 'cancel_timer', id: expiry(wait) });
  release(visit, wait.call);
}

function ask(visit: Visit<CallStep>, before: CallProgress, needed: AskedFacts, words: Words): Phase {
  const { flow, state } = visit.turn;
  if (state.withPeople || state.cancelled) {
    release(visit, before);
    return state.withPeople ? handedOver : stop(visit);
  }
  const call = { ...before, asks: before.asks + 1 };
  const id = `${visit.key}/facts${call.asks}`;
  const question = naming(flow.sentences[words], needed);
  visit.emit({
    do: 'ask',
    id,
    question,
    answer: 'facts',
    facts: [...needed.missing, ...(needed.either ?? [])],
    expires: factsExpire,
    ...visit.delay,
  });
  return { to: 'wait', wait: { on: 'facts', id, call, needed } };
}

type Words = 'ask_facts' | 'ask_facts_again' | 'ask_again';

/** The merchant's sentence, in which `${missing}` names what is asked for. */
function naming(key: string, { missing, either, about }: AskedFacts): Sentence {
  const own = missing.map((kind) => (kind === 'number' && about !== undefined ? `${about}_number` : kind));
  const value = either === undefined ? own : [...own, either.join('_or_')];
  const fact = { t: 'enum', name: 'fact_kind', values: value } as const;
  return { key, args: [{ source: 'missing', type: { t: 'list', of: fact }, value }] };
}

function unverified(visit: Visit<CallStep>, call: CallProgress): Phase {
  release(visit, call);
  return { to: 'outcome', outcome: 'unverified' };
}

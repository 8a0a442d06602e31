/** How a run ends, whatever its cursors wait for. */
import type { JsonObject } from '../json.js';
import { stepAt } from './blocks.js';
import type { Cursor } from './state.js';
import { clauseOf } from './steps/registry.js';
import type { Turn } from './turn.js';
import { Visit } from './visit.js';

/** Takes back every open question, timer and approval, and ends with a result. */
export function endRun(turn: Turn, { result, outputs }: { result: string; outputs: JsonObject }): void {
  closeWaits(turn);
  turn.state.cursors = [];
  turn.state.ended = { result, outputs };
  turn.emit({ do: 'end', result, outputs });
}

/** Ends with an error code; `told` if customer and people know already, from a sub-flow that failed. */
export function failRun(turn: Turn, cursor: Cursor, code: string, told = false): void {
  const step = stepAt(turn.flow, cursor)?.id ?? 'flow';
  closeWaits(turn);
  if (!told) handOver(turn, `${step}#${turn.state.visits[step] ?? 0}`, code);
  turn.state.cursors = [];
  turn.state.outcomes[step] = 'failed';
  turn.state.ended = { code, step };
  turn.emit({ do: 'fail', code, step });
}

/** The customer hears the merchant's sentence, unless people talk to them by now; people get the code with the conversation. */
function handOver(turn: Turn, key: string, code: string): void {
  const { sentences, defaultQueue } = turn.flow;
  if (!turn.state.withPeople)
    turn.emit({ do: 'say', id: `${key}/sorry`, text: { key: sentences.internal_error, args: [] } });
  const codeOf = { source: 'code', type: { t: 'text' }, value: code } as const;
  const reason = { key: 'This could not be done: ${code}', args: [codeOf] };
  turn.emit({ do: 'handover', id: `${key}/failed`, queue: defaultQueue, reason });
}

function closeWaits(turn: Turn): void {
  for (const cursor of turn.state.cursors) {
    const step = stepAt(turn.flow, cursor);
    if (step === undefined || cursor.wait === undefined) continue;
    clauseOf(step).close?.(new Visit(turn, cursor, step), cursor.wait);
    delete cursor.wait;
    turn.state.outcomes[step.id] = 'withdrawn';
  }
}

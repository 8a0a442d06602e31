/** What no system answers is worked out of its answer, for a flow's own read and for a guard alike. */
import type { JsonObject } from '../../contracts/json.js';
import { addDuration } from '../../merchants/calendar.js';
import { carrierTimes } from '../../merchants/carrier-times.js';
import type { ReadAnswer } from './attempt.js';
import type { Answering, PlannedCall } from './plan.js';
import type { CallPorts } from './ports.js';

/** The answer with what the inputs, the time, the merchant's calendar and its carriers' times make of it. */
export function judged(
  ports: Pick<CallPorts, 'now'>,
  {
    merchant: { config },
    operation: { derived },
  }: Pick<PlannedCall, 'merchant'> & Pick<Answering, 'operation'>,
  inputs: JsonObject,
  answer: ReadAnswer,
): ReadAnswer {
  if (answer.is !== 'done' || answer.result !== derived?.result) return answer;
  const more = derived.derive(
    { inputs, outputs: answer.outputs },
    {
      now: ports.now(),
      times: (carrier, service) => carrierTimes(config.carriers, carrier, service),
      after: (from, duration) => addDuration(config, from, duration),
    },
  );
  return { ...answer, outputs: { ...answer.outputs, ...more } };
}

/** `accepted` of a call: what the customer hears at once if the system has only accepted a write (DESIGN §5). */
import type { Effect } from '../../contracts/effect.js';
import type { TextIr } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import type { Compilation, Place } from '../compilation.js';

/** Compiles `accepted:`; only `say` is possible while the result of the write is unknown. */
export function acceptedAt(
  flow: Compilation,
  raw: Json | undefined,
  place: Place,
  effect: Effect,
): readonly TextIr[] | undefined {
  if (raw === undefined) return undefined;
  const path = [...place.path, 'accepted'];
  if (effect === 'read')
    flow.reportIssue(
      path,
      'accepted_needless',
      'This call only reads, so it is answered at once.',
      undefined,
      {
        at: 'key',
      },
    );
  // The call has no outcome yet: nothing of its own can be read.
  const { ir } = flow.block(raw, path, place.scope);
  return ir.steps.flatMap((step) => {
    if (step.kind === 'say') return [step.text];
    const message = `\`${step.kind}\` is not allowed here: the outcome of the call is not known yet.`;
    flow.reportIssue(flow.places.get(step.id) ?? path, 'accepted_says_only', message);
    return [];
  });
}

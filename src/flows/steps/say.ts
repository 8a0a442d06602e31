/** `say`: a reply to the customer. */
import { z } from 'zod';
import { words } from '../surface.js';
import { textAt } from '../texts.js';
import { base, common, stepKind, titled } from './step-kind.js';

/** `say: text`. */
export const say = stepKind({
  kind: 'say',
  surface: () => z.strictObject({ ...common, say: words }),
  compile(flow, step, place) {
    const text = textAt(flow, step.say, [...place.path, 'say'], place.scope);
    return {
      ir: { kind: 'say', ...base(place, titled('Say', text.key)), text },
      scope: place.scope,
      ends: false,
    };
  },
});

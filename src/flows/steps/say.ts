/** `say`: a reply to the customer. */
import { z } from 'zod';
import { words } from '../schema-parts.js';
import { textWords } from '../print/plain-words.js';
import { spokenAt } from '../texts.js';
import { base, common, events, stepKind, titled } from './step-kind.js';

/** `say: text`. */
export const say = stepKind({
  kind: 'say',
  schema: () =>
    z.strictObject({ ...common, say: words.describe('The text for the customer; `${…}` inserts a value.') }),
  compile(flow, step, place) {
    const text = spokenAt(flow, step.say, [...place.path, 'say'], place.scope);
    return {
      ir: { kind: 'say', ...base(place, titled('Say', textWords(text))), text },
      scope: place.scope,
      ends: false,
    };
  },
  compiled: {
    say: {
      draw: ({ text }, pen, open) => pen.passing('step', [`Say: ${textWords(text)}`], open),
      events: () => events.activity,
    },
  },
});

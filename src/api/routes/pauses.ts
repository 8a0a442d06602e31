/** `POST pause`, `POST resume`: writes wait at their gate, and go on; none is lost (DESIGN §5). */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
import { knownScope, scopeNamed } from '../../client/pauses.js';
import type { Pause } from '../../store/store.js';
import { sentPause } from '../../client/rows-as-json.js';
import { pausedSchema } from '../shared-schemas.js';
import { defineRoute } from '../route.js';

const params = z.strictObject({ merchant: merchantName });

const what = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/)
  .describe('`writes` (all writes), `money`, or the name of a connection.');

const paused = z.strictObject({ paused: pausedSchema });

const answer = (pauses: readonly Pause[]): z.infer<typeof paused> => ({ paused: pauses.map(sentPause) });

/** Pauses all writes, those that move money, or those of one connection. */
export const pauseWrites = defineRoute({
  method: 'POST',
  path: '/pause',
  summary: 'Pause writes on all connections or on one. Paused writes wait until they are resumed.',
  caller: 'agent',
  scope: 'pause',
  params,
  body: z.strictObject({ what: what.default('writes') }),
  answers: { 200: { description: 'Everything that is paused now.', schema: paused } },
  codes: ['connection_unknown'],
  handle: async ({ params: { merchant }, body, caller }, deps) => {
    const scope = knownScope({ merchant, what: body.what }, await deps.connectionsOf(merchant));
    return { status: 200, body: answer(await deps.client.pause({ merchant, scope, by: caller.name })) };
  },
});

/** Resumes what was paused. */
export const resumeWrites = defineRoute({
  method: 'POST',
  path: '/resume',
  summary: 'Resume paused writes: one kind, or all.',
  caller: 'agent',
  scope: 'pause',
  params,
  body: z.strictObject({ what: what.optional() }),
  answers: { 200: { description: 'Everything that is still paused.', schema: paused } },
  codes: [],
  handle: async ({ params: { merchant }, body, caller }, { client }) => {
    const scope = body.what === undefined ? {} : { scope: scopeNamed(body.what) };
    return { status: 200, body: answer(await client.resume({ merchant, by: caller.name, ...scope })) };
  },
});

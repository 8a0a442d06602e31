/** `POST stop`, `POST go`: what changes something is stopped at its gate, and let on; nothing of it is lost (DESIGN §5). */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
import { knownScope, scopeNamed } from '../../client/stops.js';
import type { Stop } from '../../store/store.js';
import { defineRoute } from '../route.js';

const params = z.strictObject({ merchant: merchantName });

const what = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/)
  .describe('`writes` (all), `money`, or the name of a connection.');

const stopped = z.strictObject({
  stopped: z.array(
    z.strictObject({
      what: z.string().describe('`writes` (all), `money`, or the name of a connection.'),
      by: z.string(),
      since: z.iso.datetime(),
    }),
  ),
});

const answer = (stops: readonly Stop[]): z.infer<typeof stopped> => ({
  stopped: stops.map(({ scope, by, at }) => ({
    ...{ what: scope.replace(/^connection:/, ''), by, since: new Date(at).toISOString() },
  })),
});

/** Stops all writes, or those that move money. */
export const stopWrites = defineRoute({
  method: 'POST',
  path: '/stop',
  summary:
    'Stop what changes something, at all connections or at one; it waits, and goes on when it is let on.',
  caller: 'agent',
  scope: 'stop',
  params,
  body: z.strictObject({ what: what.default('writes') }),
  answers: { 200: { description: 'All that is stopped now.', schema: stopped } },
  codes: ['connection_unknown'],
  handle: async ({ params: { merchant }, body, caller }, deps) => {
    const scope = knownScope({ merchant, what: body.what }, await deps.connectionsOf(merchant));
    return { status: 200, body: answer(await deps.client.stop({ merchant, scope, by: caller.name })) };
  },
});

/** Lets on what was stopped. */
export const letWritesOn = defineRoute({
  method: 'POST',
  path: '/go',
  summary: 'Let on what was stopped: one thing, or all.',
  caller: 'agent',
  scope: 'stop',
  params,
  body: z.strictObject({ what: what.optional() }),
  answers: { 200: { description: 'All that is still stopped.', schema: stopped } },
  codes: [],
  handle: async ({ params: { merchant }, body, caller }, { client }) => {
    const scope = body.what === undefined ? {} : { scope: scopeNamed(body.what) };
    return { status: 200, body: answer(await client.letOn({ merchant, by: caller.name, ...scope })) };
  },
});

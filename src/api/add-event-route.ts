/** `POST /v1/events/<merchant>/<connection>`: what a system tells of its own accord (DESIGN §17). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ConnectionEvents, TakenItem } from '../connectors/connection-events.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { ApiDependencies } from './dependencies.js';

interface Source {
  merchant: string;
  connection: string;
}

/** Adds the route: first who sends it, then it is kept, then it is answered; a worker takes up what follows from it. */
export function addEventRoute(app: FastifyInstance, deps: ApiDependencies): void {
  const { client, events, log, withDeadline } = deps;
  const announced = new Set<Promise<void>>();
  app.addHook('onClose', async () => {
    await Promise.all(announced);
  });
  // What is kept is found again: its sender need not wait for Temporal.
  const announce = (merchant: string): void => {
    const told = withDeadline(() => client.events.announce(merchant))
      .catch((error: unknown) => {
        log.error({ merchant, kind: nameOf(error) }, 'a kept event could not be announced');
      })
      .finally(() => announced.delete(told));
    announced.add(told);
  };
  app.route<{ Params: Source }>({
    method: 'POST',
    url: '/v1/events/:merchant/:connection',
    config: { isRaw: true },
    handler: async (request, reply) => {
      const { merchant, connection } = request.params;
      const source = events.get(`${merchant}/${connection}`);
      if (source === 'broken')
        throw new OrderlyError('events_broken', `\`events\` of ${connection} is not right here.`);
      const items = await taken(request, deps, source);
      await client.events.keep(items.map((item) => ({ merchant, connection, id: item.id, body: item.item })));
      announce(merchant);
      return reply
        .code(200)
        .type('text/plain; charset=utf-8')
        .send(source?.answer ?? '');
    },
  });
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** The items of a request that its system has signed; whoever is not known here is answered as a forger is. */
async function taken(
  { params, headers, body }: FastifyRequest<{ Params: Source }>,
  { limits, now }: ApiDependencies,
  source: ConnectionEvents | undefined,
): Promise<readonly TakenItem[]> {
  const { merchant, connection } = params;
  const known: Readonly<Record<string, string | undefined>> = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const judged = await source?.take({ headers: known, body: bytes }, now());
  if (judged === undefined || judged.is === 'forged')
    throw new OrderlyError('event_forged', 'The request is not signed by a system that is known here.');
  if (judged.is === 'not_now') throw new OrderlyError('event_not_now', 'There was no time to read the body.');
  limits.take({ merchant, kind: 'connection', name: connection }, now());
  if (judged.is === 'unreadable') throw new OrderlyError('event_unreadable', judged.why);
  return judged.items;
}

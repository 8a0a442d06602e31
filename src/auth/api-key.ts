/** A fixed key in a header or query parameter of the system's own name. */
import { z } from 'zod';
import { type Outgoing, schemeKind, withHeader } from './scheme.js';

const Settings = z.union([
  z.strictObject({
    key: z.string().min(1).describe('The key: `${secret.NAME}`.'),
    header: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/)
      .describe('Header that carries it.'),
    prefix: z.string().default('').describe('What stands before it.'),
  }),
  z.strictObject({
    key: z.string().min(1).describe('The key: `${secret.NAME}`.'),
    query: z.string().min(1).describe('Parameter of the address that carries it.'),
  }),
]);

/** `scheme: api-key`. */
export const apiKey = schemeKind({
  settings: Settings,
  open: (settings) => ({
    apply: (request) =>
      Promise.resolve({
        is: 'ready',
        request:
          'header' in settings
            ? withHeader(request, settings.header, `${settings.prefix}${settings.key}`)
            : withQuery(request, settings.query, settings.key),
      }),
  }),
});

function withQuery(request: Outgoing, name: string, value: string): Outgoing {
  const url = new URL(request.url);
  url.searchParams.set(name, value);
  return { ...request, url };
}

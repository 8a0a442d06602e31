/** HTTP Basic (RFC 7617): user and password, UTF-8; an API key as user with an empty password works too. */
import { z } from 'zod';
import { schemeKind, setsAuthorization, withHeader } from './scheme.js';

/** `scheme: basic`. */
export const basic = schemeKind({
  settings: z.strictObject({
    user: z.string().min(1).describe('User name.'),
    password: z.string().default('').describe('Password: `${secret.NAME}`.'),
  }),
  sets: setsAuthorization,
  open: ({ user, password }) => {
    const value = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return {
      apply: (request) =>
        Promise.resolve({ is: 'ready', request: withHeader(request, 'authorization', value) }),
    };
  },
});

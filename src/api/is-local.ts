/** Whether a request comes from this machine. */
import type { FastifyRequest } from 'fastify';

const broughtAlong = /^(forwarded|via|x-real-ip|x-forwarded-|x-envoy-|l5d-)/;
const ownAddresses: ReadonlySet<string | undefined> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const ownHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Whether a request comes from this machine, is meant for it, and no proxy says that it brought it from another one. */
export function isLocal({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>): boolean {
  const isBrought = Object.keys(headers).some((name) => broughtAlong.test(name));
  return !isBrought && ownAddresses.has(socket.remoteAddress) && ownHost.test(headers.host ?? '');
}

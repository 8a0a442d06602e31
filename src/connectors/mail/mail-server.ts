/** A mail server that takes what is sent (RFC 5321): how it is written in YAML, and read. */
import { z } from 'zod';
import { isAddressAmong } from '../http/egress-policy.js';

/** An SMTP server. */
export interface MailServer {
  host: string;
  port: number;
  /** `starttls`: encrypted before anything else is said (RFC 3207); `tls`: from the first byte; `none`: in a private network. */
  security: 'starttls' | 'tls' | 'none';
  login?: { user: string; passwordName: string };
}

/** `smtp:` as written, all scalars still text. */
export const MailServerSchema = z.strictObject({
  host: z.string().min(1).describe('Host name of the server.'),
  port: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'A port must be a number up to 65535.')
    .optional()
    .describe('587 by default, 465 with `security: tls`.'),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .optional()
    .describe(
      '`starttls` by default, and nothing is sent without it. `none` needs the host under `egress:`.',
    ),
  user: z.string().min(1).optional().describe('User name.'),
  password: z.string().optional().describe('The name of a secret: `${secret.SMTP_PASSWORD}`.'),
});

const usualPorts = { starttls: 587, tls: 465, none: 25 } as const;

/** How reading a server reports: what `refused` makes of a fault is thrown, as is whatever `secretName` throws. */
interface MailServerReader {
  /** `at` is the key below `smtp:`, if there is one. */
  refused(at: readonly string[], message: string, hint?: string): Error;
  /** The name in `${secret.NAME}`. */
  secretName(written: string): string;
}

/** Reads a server; unencrypted only to a host that `egressAllow` names. */
export function readMailServer(
  { host, port, security = 'starttls', user, password }: z.infer<typeof MailServerSchema>,
  egressAllow: readonly string[],
  reader: MailServerReader,
): MailServer {
  const server = { host, port: port === undefined ? usualPorts[security] : Number(port), security };
  if (server.port > 65_535) throw reader.refused(['port'], `\`${port ?? ''}\` is not a valid port.`);
  if (security === 'none' && !egressAllow.includes(host) && !isAddressAmong(host, egressAllow))
    throw reader.refused(
      ['security'],
      'Emails and passwords would be sent unencrypted.',
      'Write `starttls` or `tls`, or add the private host to `egress: { allow: […] }`.',
    );
  if (user === undefined && password === undefined) return server;
  if (user === undefined || password === undefined)
    throw reader.refused([], 'A login needs both a user and a password.');
  return { ...server, login: { user, passwordName: reader.secretName(password) } };
}

/** Whether a text is one e-mail address. */
export const isAddress = (text: string): boolean => /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(text);

/** The address of a sender: `orderly@acme.example`, or `Orderly <orderly@acme.example>`. */
export const addressOf = (sender: string): string => /<([^<>]*)>$/.exec(sender)?.[1] ?? sender;

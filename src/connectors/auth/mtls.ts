/** A client certificate in TLS handshakes (RFC 8446 §4.4), alone or beneath a scheme and for its token server. */
import { createSecureContext } from 'node:tls';
import { z } from 'zod';
import { STAND_IN } from '../../security/secrets.js';
import { pemOf, pfxOf } from './key-material.js';
import {
  type AuthContext,
  type AuthScheme,
  type SiblingFiles,
  type Outgoing,
  schemeKind,
  type SchemeKind,
  type SchemeProblem,
} from './scheme.js';

const PASSPHRASE = z.string().optional().describe('Passphrase of the key: `${secret.NAME}`.');
const shared = {
  passphrase: PASSPHRASE,
  ca: z.string().min(1).optional().describe('CA of the system’s certificate: PEM, or a file.'),
};

/** The inner scheme with its parsed settings. */
interface Inner {
  kind: SchemeKind;
  settings: unknown;
}

/** `scheme: mtls` over these other schemes. */
export function mtlsOver(schemes: ReadonlyMap<string, SchemeKind>): SchemeKind {
  const inner = z
    .looseObject({ scheme: z.string().describe('Name of the additional scheme.') })
    .transform(({ scheme, ...rest }, context): Inner => {
      const kind = schemes.get(scheme);
      const parsed = kind?.settings.safeParse(rest);
      if (kind && parsed?.success === true) return { kind, settings: parsed.data };
      const issues = parsed?.error?.issues ?? [];
      if (!kind)
        context.addIssue({
          code: 'custom',
          path: ['scheme'],
          message: 'No scheme with this name can be combined with a certificate.',
        });
      for (const { path, message } of issues) context.addIssue({ code: 'custom', path, message });
      return z.NEVER;
    })
    .optional()
    .describe('An additional scheme: `{ scheme: basic, … }`.');
  const settings = z.union([
    z.strictObject({
      certificate: z.string().min(1).describe('Certificate: PEM, or a file.'),
      key: z.string().min(1).describe('Private key: PEM (`${secret.NAME}`), or a file.'),
      ...shared,
      with: inner,
    }),
    z.strictObject({
      pfx: z.string().min(1).describe('Certificate and key in one PKCS #12 file, or its content in Base64.'),
      ...shared,
      with: inner,
    }),
  ]);
  return schemeKind({
    settings,
    check: (parsed, siblingFiles) => [
      ...tlsProblems(parsed, siblingFiles),
      ...(parsed.with?.kind.check?.(parsed.with.settings, siblingFiles) ?? []).map(({ path, message }) => ({
        path: ['with', ...path],
        message,
      })),
    ],
    needs: (parsed) => parsed.with?.kind.needs?.(parsed.with.settings),
    sets: (parsed) => parsed.with?.kind.sets?.(parsed.with.settings) ?? {},
    open: (parsed, context) => openOver(tlsOf(parsed, context.siblingFiles), parsed.with, context),
  });
}

/** Client TLS settings as requests carry them. */
type Tls = NonNullable<Outgoing['tls']>;

type Files = { passphrase?: string | undefined; ca?: string | undefined } & (
  { certificate: string; key: string } | { pfx: string }
);

function openOver(tls: Tls, inner: Inner | undefined, context: AuthContext): AuthScheme {
  const { http } = context;
  // What the inner scheme itself sends to a token server presents the certificate too (RFC 8705).
  const shown = {
    ...http,
    send: (request: Parameters<typeof http.send>[0]) => http.send({ ...request, tls }),
  };
  const scheme = inner?.kind.open(inner.settings, { ...context, http: shown });
  return {
    ...scheme,
    async apply(request) {
      const authorized = await (scheme?.apply(request) ?? { is: 'ready' as const, request });
      return authorized.is === 'ready'
        ? { ...authorized, request: { ...authorized.request, tls } }
        : authorized;
    },
  };
}

function tlsOf(files: Files, siblingFiles: SiblingFiles): Tls {
  const own =
    'pfx' in files
      ? { pfx: pfxOf(files.pfx, siblingFiles) }
      : { cert: pemOf(files.certificate, siblingFiles), key: pemOf(files.key, siblingFiles) };
  const ca = files.ca === undefined ? undefined : pemOf(files.ca, siblingFiles);
  const given = { ...own, passphrase: files.passphrase, ca: ca === undefined ? undefined : [ca] };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function tlsProblems(files: Files, siblingFiles: SiblingFiles): SchemeProblem[] {
  const named: [string, string | undefined][] = Object.entries({
    ...files,
    passphrase: undefined,
    with: undefined,
  });
  const missing = named.filter(
    ([name, text]) =>
      text !== undefined &&
      !text.includes(STAND_IN) &&
      (name === 'pfx' ? pfxOf : pemOf)(text, siblingFiles) === undefined,
  );
  if (missing.length > 0)
    return missing.map(([name]) => ({
      path: [name],
      message: 'This is neither a file beside the connection nor the content itself.',
    }));
  // A placeholder for a secret is not a key.
  if ([...named.map(([, text]) => text), files.passphrase].some((text) => text?.includes(STAND_IN) === true))
    return [];
  try {
    createSecureContext(tlsOf(files, siblingFiles));
    return [];
  } catch {
    const message =
      'The certificate and key cannot be used together: one of them is damaged, they do not match, or the passphrase is wrong.';
    return [{ path: ['pfx' in files ? 'pfx' : 'key'], message }];
  }
}

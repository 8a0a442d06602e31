/** The egress route of a connection's requests and the certificates they trust, checked when its file is read. */
import { X509Certificate } from 'node:crypto';
import type { HttpClientOptions } from '../http/client.js';
import { routeOf } from '../http/egress-routes.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import type { ConnectionContext } from '../connection-context.js';
import type { Report } from './report-issues.js';
import type { ConnectionFile } from './schema.js';

/** Compiles the options of a connection's client; adds issues to the report. */
export function compileEgress(
  { egress, tls }: Pick<ConnectionFile, 'egress' | 'tls'>,
  report: Report,
  context: Pick<ConnectionContext, 'egressRoutes' | 'siblingFiles'>,
): HttpClientOptions {
  const ca = tls && authorities(tls.ca, report, context);
  const { egressRoutes } = context;
  if (!egressRoutes) return ca ? { ca } : {};
  const route = routeOf(egressRoutes, egress?.region);
  if (!route) {
    const message = `The operator has no egress in the region \`${egress?.region ?? ''}\`.`;
    const hint = didYouMean(egress?.region ?? '', egressRoutes.regions.keys());
    report.add(['egress', 'region'], 'connection_region_unknown', message, { hint });
  }
  return { ...(ca ? { ca } : {}), proxy: route?.proxy };
}

function authorities(
  name: string,
  report: Report,
  { siblingFiles }: Pick<ConnectionContext, 'siblingFiles'>,
): string[] | undefined {
  const path = ['tls', 'ca'];
  const text = siblingFiles(name)?.toString('utf8');
  if (text === undefined) report.add(path, 'connection_file_missing', `The file \`${name}\` does not exist.`);
  else if (isUsable(text)) return [text];
  else report.add(path, 'connection_ca_invalid', `\`${name}\` does not contain a certificate in PEM format.`);
  return undefined;
}

/** Whether a PEM has only valid certificates: Node takes a text with none or a broken one for an empty list. */
function isUsable(pem: string): boolean {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    return certificates.map((text) => new X509Certificate(text)).length > 0;
  } catch {
    return false;
  }
}

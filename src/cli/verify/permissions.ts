/** The permissions that a connection's operations need, where it is made by a prebuilt connector. */
import { join } from 'node:path';
import { readTemplate } from '../../connectors/templates/templates.js';
import { connectorOf, documentIn } from '../connectors/connection-document.js';

/** By operation, in the system's words; none for a connection without a template. */
export async function permissionsOf(
  merchantFolder: string,
  connection: string,
): Promise<Readonly<Record<string, string>>> {
  const document = await documentIn(join(merchantFolder, 'connections'), connection);
  return (document && readTemplate(connectorOf(document))?.file.rights) ?? {};
}

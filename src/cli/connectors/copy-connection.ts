/** Makes a merchant's connection of a prebuilt connector the merchant's own file. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { copyTemplate } from '../../connectors/templates/copy-template.js';
import { readTemplate, templateFile, templateSiblings } from '../../connectors/templates/templates.js';
import { configuredFolders } from '../merchant-files.js';
import { connectorOf, documentIn } from './connection-document.js';

/** The copy of a connection, and where it belongs. */
export interface CopiedConnection {
  /** Path of the connection's file. */
  file: string;
  text: string;
  /** Name of the connector, whose documents go beside the file. */
  connector: string;
}

/** Reads a merchant's connection with its connector; `connection_unknown`, `connector_unknown`, `connection_invalid`. */
export async function copyOf(merchant: string, connection: string): Promise<CopiedConnection> {
  const { merchants } = await configuredFolders();
  const folder = join(merchants, merchant, 'connections');
  const document = await documentIn(folder, connection);
  if (!document)
    throw new OrderlyError('connection_unknown', `${merchant} has no connection \`${connection}\``);
  const connector = connectorOf(document);
  const template = readTemplate(connector);
  if (!template) {
    const hint = 'It is your own file already.';
    throw new OrderlyError('connector_unknown', `\`${connection}\` has no prebuilt connector`, { hint });
  }
  const text = copyTemplate(document, template);
  if (text !== undefined) return { file: document.file, text, connector };
  const hint = `\`orderly check\` says what is wrong with it.`;
  throw new OrderlyError('connection_invalid', `\`${connection}\` has issues`, { hint });
}

/** Writes it in the place of the connection's file; `copy_file_exists`, and then nothing is written. Answers the files. */
export async function writeCopy({ file, text, connector }: CopiedConnection): Promise<string[]> {
  const files = templateSiblings(connector).map((name) => ({ name, path: join(dirname(file), name) }));
  const taken = files.find(({ path }) => existsSync(path));
  if (taken !== undefined) throw new OrderlyError('copy_file_exists', `${taken.path} is there already`);
  for (const { name, path } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, templateFile(name) ?? '', { flag: 'wx' });
  }
  await writeFile(file, text);
  return [file, ...files.map(({ path }) => path)];
}

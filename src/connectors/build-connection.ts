/** Turns a connection file into a connection or its issues; connections are made nowhere else. */
import type { Vocabulary } from '../commerce/operation.js';
import { STAND_IN } from '../security/secrets.js';
import { issueAt, readDocument, type YamlDocument } from '../yaml/document.js';
import { didYouMean } from '../yaml/suggest.js';
import { buildDeclarative } from './declarative/connection.js';
import { applyTemplate } from './templates/apply-template.js';
import { readTemplate, type Template, templateFile, templateNames } from './templates/templates.js';
import type { BuiltConnection, ConnectionContext } from './options.js';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A connection's file. */
export interface ConnectionSource {
  file: string;
  text: string;
  /** Where it really is, if `file` is only the name that issues use. */
  path?: string | undefined;
  /** What the merchant's files can name. */
  vocabulary?: Vocabulary | undefined;
}

/** Builds a connection, or none if the file has any issue. Sends nothing. */
export function buildConnection({
  file,
  text,
  path = file,
  ...given
}: ConnectionSource & Omit<ConnectionContext, 'siblingFiles'>): BuiltConnection {
  const { document, issues } = readDocument(file, text, { aliases: true });
  if (!document) return { issues };
  const context = { ...given, siblingFiles: siblingFilesOf(path) };
  const name = connectorOf(document);
  if (name === 'declarative') return buildDeclarative(document, context);
  const template = readTemplate(name);
  if (template) return buildFromTemplate(document, template, context);
  const hint = didYouMean(name, ['declarative', ...templateNames()]);
  return {
    issues: [
      issueAt(document, ['connector'], 'connector_unknown', 'The connection names no known connector.', hint),
    ],
  };
}

function connectorOf({ value }: YamlDocument): string {
  const name = typeof value === 'object' && value !== null && 'connector' in value ? value['connector'] : '';
  return typeof name === 'string' ? name : '';
}

function buildFromTemplate(
  own: YamlDocument,
  template: Template,
  context: ConnectionContext,
): BuiltConnection {
  const { document, issues } = applyTemplate(own, template);
  if (!document) return { issues };
  const siblingFiles = (name: string): Buffer | undefined => templateFile(name) ?? context.siblingFiles(name);
  return buildDeclarative(document, { ...context, siblingFiles });
}

/** Checks a connection file without secrets, as on an author's machine; the connection it makes cannot send. */
export function checkConnection(source: ConnectionSource): BuiltConnection {
  const secrets = (): string => STAND_IN;
  const none = (): Promise<never> => Promise.reject(new Error('a check sends nothing'));
  const tokens = { get: none, put: none, lease: none, release: none };
  return buildConnection({ ...source, secrets, egressAllow: [], tokens });
}

/** Returns a reader of files in the folder of `file` and below; a name that leads outside it finds nothing. */
function siblingFilesOf(file: string): (name: string) => Buffer | undefined {
  return (name) => {
    if (!isInside(name)) return undefined;
    try {
      return readFileSync(join(dirname(file), name));
    } catch {
      return undefined;
    }
  };
}

const isInside = (name: string): boolean =>
  /^[A-Za-z0-9._/-]{1,200}$/.test(name) &&
  name.split('/').every((part) => part !== '' && !part.startsWith('.'));

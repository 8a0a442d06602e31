/** Turns a connection file into a connection or its issues; connections are made nowhere else. */
import type { Vocabulary } from '../commerce/operation.js';
import { ownFile } from '../security/own-files.js';
import { STAND_IN } from '../security/secrets.js';
import { issueAt, readDocument, type YamlDocument } from '../flows/yaml/document.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import { buildCarrierDesk, buildCarrierDeskEvents, carrierDesk } from './carrier-desk/connection.js';
import { buildDeclarative, buildDeclarativeEvents } from './declarative/connection.js';
import { applyTemplate } from './templates/apply-template.js';
import { readTemplate, templateFile, templateNames, templateSiblings } from './templates/templates.js';
import type { BuiltConnection, BuiltEvents, ConnectionContext, Unbuilt } from './connection-context.js';
import type { Tokens } from '../store/store.js';
import type { Issue } from '../contracts/issue.js';
import { readFileSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';

/** A connection's file. */
export interface ConnectionSource {
  file: string;
  text: string;
  /** Where it really is, if `file` is only the name that issues use. */
  path?: string | undefined;
  /** What the merchant's files can name. */
  vocabulary?: Vocabulary | undefined;
  dueAt?: ConnectionContext['dueAt'];
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
  if (connectorOf(document) === carrierDesk) return buildCarrierDesk(document, context);
  const { whole, issues: wrong } = wholeOf(document, context);
  return whole ? buildDeclarative(whole.document, whole.context) : { issues: wrong };
}

/** A whole connection in our own language, and where its files are. */
interface Whole {
  document: YamlDocument;
  context: ConnectionContext;
}

/** A file's own connection, or the template that it names, filled with what it says. */
function wholeOf(document: YamlDocument, context: ConnectionContext): { whole?: Whole; issues: Issue[] } {
  const name = connectorOf(document);
  if (name === 'declarative') return { whole: { document, context }, issues: [] };
  const template = readTemplate(name);
  if (template) {
    const filled = applyTemplate(document, template);
    const shadowed = templateSiblings(name).filter((file) => context.siblingFiles(file) !== undefined);
    if (!filled.document || shadowed.length > 0)
      return { issues: [...filled.issues, ...shadowed.map((file) => shadowedBy(document, file))] };
    const siblingFiles = (file: string): Buffer | undefined =>
      templateFile(file) ?? context.siblingFiles(file);
    return { whole: { document: filled.document, context: { ...context, siblingFiles } }, issues: [] };
  }
  const hint = didYouMean(name, ['declarative', carrierDesk, ...templateNames()]);
  return {
    issues: [
      issueAt(
        document,
        ['connector'],
        'connector_unknown',
        'The connection does not name a known connector.',
        hint,
      ),
    ],
  };
}

/** A file of the merchant's that has the name of one of the connector's, and would never be read. */
const shadowedBy = (document: YamlDocument, file: string): Issue =>
  issueAt(
    document,
    ['connector'],
    'connection_invalid',
    `\`${file}\` beside this file is never read: the connector has a document with the same name.`,
    'Move your file to another folder, or copy the whole connection with `orderly connections copy` and edit it.',
  );

function connectorOf({ value }: YamlDocument): string {
  const name = typeof value === 'object' && value !== null && 'connector' in value ? value['connector'] : '';
  return typeof name === 'string' ? name : '';
}

/** What a connection file says of events, for whoever takes them in: its other secrets need not be there. */
export function buildEvents({
  file,
  text,
  unbuilt,
  ...given
}: Pick<ConnectionSource, 'file' | 'text'> & { unbuilt?: Unbuilt } & Pick<
    ConnectionContext,
    'secrets' | 'egressAllow' | 'egressRoutes'
  >): BuiltEvents {
  const { document, issues } = readDocument(file, text, { aliases: true });
  const broken = (wrong: readonly Issue[]): void => unbuilt?.(nameOf(document) ?? parse(file).name, wrong);
  if (!document) {
    broken(issues);
    return undefined;
  }
  const context = { ...given, tokens: noTokens, siblingFiles: siblingFilesOf(file) };
  if (connectorOf(document) === carrierDesk) return buildCarrierDeskEvents(document, context, broken);
  const { whole, issues: wrong } = wholeOf(document, context);
  if (whole) return buildDeclarativeEvents(whole.document, whole.context, broken);
  broken(wrong);
  return undefined;
}

function nameOf(document: YamlDocument | undefined): string | undefined {
  const value = document?.value;
  const name = typeof value === 'object' && value !== null && 'connection' in value ? value.connection : '';
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Checks a connection file without secrets, as on an author's machine; the connection it makes cannot send. */
export function checkConnection(source: ConnectionSource): BuiltConnection {
  const secrets = (): string => STAND_IN;
  return buildConnection({ ...source, secrets, egressAllow: [], tokens: noTokens });
}

const none = (): Promise<never> => Promise.reject(new Error('nothing is sent here'));
/** Tokens of connections that send nothing. */
export const noTokens: Tokens = { get: none, put: none, lease: none, release: none };

/**
 * Returns a reader of files in the folder of `file` and below. A name that leads outside it finds nothing, and neither does
 * a link that leads out of the merchant's folder, which is the one around `connections`.
 */
function siblingFilesOf(file: string): (name: string) => Buffer | undefined {
  const folder = dirname(file);
  const own = basename(folder) === 'connections' ? dirname(folder) : folder;
  return (name) => {
    const path = isInside(name) ? ownFile(own, join(folder, name)) : undefined;
    try {
      return path === undefined ? undefined : readFileSync(path);
    } catch {
      return undefined;
    }
  };
}

const isInside = (name: string): boolean =>
  /^[A-Za-z0-9._/-]{1,200}$/.test(name) &&
  name.split('/').every((part) => part !== '' && !part.startsWith('.'));

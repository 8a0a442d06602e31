/** Drafts for tests: made, filled in and checked as an author would. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import {
  type ConnectionDraft,
  type DraftSelection,
  draftConnection,
} from '../../../src/connectors/importers/draft-connection.js';
import { descriptions } from '../../../src/connectors/importers/index.js';

/** Drafts from a text; it has no other files beside it. */
export const drafted = (
  kind: string,
  file: string,
  text: string,
  selection?: DraftSelection,
): ConnectionDraft =>
  draftConnection(
    descriptions.get(kind)!(file, text, () => undefined),
    selection,
  );

/** An operation of a draft as it stands in the YAML. */
export function operationOf({ yaml }: ConnectionDraft, name: string): Record<string, unknown> {
  const file = parse(yaml) as { operations: Record<string, Record<string, unknown>> };
  return file.operations[name]!;
}

/** A draft with something in every marked place: what a person would have to look up. */
export const filled = (yaml: string): string =>
  yaml
    .replaceAll('currency: TODO', 'currency: EUR')
    .replaceAll('zone: TODO', 'zone: Europe/Berlin')
    .replaceAll(/^( *[\w]+): TODO/gm, '$1: $.filled');

/** What `orderly flows check` finds in a draft whose marked places are filled; `beside` are files in its folder. */
export async function issuesIn(
  { yaml }: ConnectionDraft,
  siblingFiles: Record<string, string> = {},
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-import-'));
  try {
    for (const [name, text] of Object.entries(siblingFiles)) await writeFile(join(folder, name), text);
    const { issues } = checkConnection({ file: join(folder, 'draft.yaml'), text: filled(yaml) });
    return issues.map(({ line, message }) => `${line}: ${message}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

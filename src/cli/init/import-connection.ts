/** The first connection of a new merchant: what of a drafted one is complete, and the whole draft to go on with. */
import { basename } from 'node:path';
import type { Description } from '../../connectors/importers/description.js';
import {
  type ConnectionDraft,
  draftConnection,
  type DraftedOperation,
} from '../../connectors/importers/draft-connection.js';
import { descriptions } from '../../connectors/importers/index.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { describeFile } from '../import/describe-file.js';

/** A connection that was drafted. */
export interface FirstConnection {
  name: string;
  /** The whole draft, with all that has to be filled in. */
  draft: ConnectionDraft;
  /** Files that lie beside the connection, by name. */
  siblings: ReadonlyMap<string, string>;
  /** Operations that lack nothing. */
  complete: readonly DraftedOperation[];
  /** The connection with some of the operations alone. */
  only(operations: readonly DraftedOperation[]): string;
}

/** Drafts from `<kind>:<file>`; `init_invalid`, and the codes of `orderly import`. */
export async function importConnection(from: string): Promise<FirstConnection> {
  const [, kind = '', file = ''] = /^([a-z]+):(.+)$/s.exec(from) ?? [];
  if (!descriptions.has(kind)) {
    const known = [...descriptions.keys()].map((each) => `${each}:<file>`).join(', ');
    throw new OrderlyError('init_invalid', `\`${from}\` names no description`, { hint: `Write ${known}.` });
  }
  const { description, text, siblings } = await describeFile(kind, file);
  const draft = draftConnection(description);
  const only = (operations: readonly DraftedOperation[]): ConnectionDraft =>
    draftConnection(description, {
      operations: operations.map((each) => each.from),
      targets: operations.map(({ operation }) => operation),
    });
  return {
    name: draft.connection,
    draft,
    siblings: isSibling(description) ? new Map([...siblings, [basename(file), text]]) : siblings,
    // One may share the fields of another, and with them what they lack.
    complete: draft.operations.filter((each) => only([each]).operations.every(({ todos }) => todos === 0)),
    only: (operations) => only(operations).yaml,
  };
}

/** Whether the connection reads the description itself, as with SOAP. */
const isSibling = ({ operations }: Description): boolean => operations.some(({ soap }) => soap !== undefined);

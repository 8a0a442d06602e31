/** Documents in the database; see `Documents`. */
import { createHash, randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import type { DocumentPlace, Documents, OpenedDocument } from './documents.js';
import { isErased, unlessErased } from './erased-conversations.js';
import { scopeOfConversation } from './key-scope.js';
import type { Database, Tables } from './schema.js';
import type { CellPlace, Cells } from './sealed-cells.js';

/** Bytes at random in an id. */
const ID_BYTES = 16;

/** Documents in the database. */
export const documents = (database: Database, cells: Cells): Documents => ({
  keep: keeper(database, cells),
  ...linking(database, cells),
  async read(merchant, ref) {
    const row = await database
      .selectFrom('documents')
      .selectAll()
      .where('merchant', '=', merchant)
      .where('id', '=', ref)
      .executeTakeFirst();
    return row && opened(row, cells);
  },
  list: (merchant, { limit, conversation }) => {
    let query = database
      .selectFrom('documents')
      .select(['id as ref', 'merchant', 'conversation', 'kind', 'media_type as mediaType', 'bytes', 'sha256'])
      .select('kept_at as keptAt')
      .select(() => [
        openLinks<number>(sql`count(*)`).as('links'),
        openLinks<number | null>(sql`max(expires_at)`).as('until'),
      ])
      .where('merchant', '=', merchant);
    if (conversation !== undefined) query = query.where('conversation', '=', conversation);
    const rows = query.orderBy('kept_at', 'desc').orderBy('id').limit(limit).execute();
    return rows.then((found) =>
      found.map(({ until, ...row }) => ({ ...row, ...(until === null ? {} : { linkedUntil: until }) })),
    );
  },
  async drop(merchant, olderThanMs) {
    await database
      .deleteFrom('documents')
      .where('merchant', '=', merchant)
      .where('kept_at', '<', sql<number>`${databaseNow} - ${olderThanMs}::bigint`)
      .execute();
  },
});

const keeper =
  (database: Database, cells: Cells): Documents['keep'] =>
  async (place, { kind, mediaType, name, content }) => {
    const bytes = content.length;
    const sha256 = createHash('sha256').update(content).digest('hex');
    const ref = randomBytes(ID_BYTES).toString('base64url');
    const reference = { ref, kind, mediaType, name, bytes, sha256 };
    const seal = (text: string, column: CellColumn): Promise<Buffer | undefined> =>
      unlessErased(cells.seal(text, placeOf({ ...place, id: ref }, column)));
    // Bytes are no text: they are sealed in base64.
    const sealed = {
      name: await seal(name, 'name'),
      content: await seal(content.toString('base64'), 'content'),
    };
    const { name: sealedName, content: sealedContent } = sealed;
    if (sealedName === undefined || sealedContent === undefined) return reference;
    const row = await database.transaction().execute(async (transaction) => {
      await lockName(transaction, 'conversation', place.merchant, place.conversation);
      if (await isErased(transaction, place.merchant, place.conversation)) return undefined;
      return transaction
        .insertInto('documents')
        .values({
          ...{ id: ref, ...place, kind, media_type: mediaType, bytes, sha256, kept_at: databaseNow },
          ...{ name: sealedName, content: sealedContent },
        })
        .onConflict((conflict) =>
          conflict
            .columns(['merchant', 'conversation', 'kind', 'sha256'])
            .doUpdateSet({ kept_at: databaseNow }),
        )
        .returning(['id', 'media_type', 'name'])
        .executeTakeFirstOrThrow();
    });
    if (row === undefined || row.id === ref) return reference;
    const kept = await cells.open(row.name, placeOf({ ...place, id: row.id }, 'name'));
    return { ...reference, ref: row.id, mediaType: row.media_type, name: kept ?? name };
  };

const linking = (database: Database, cells: Cells): Pick<Documents, 'link' | 'byLink' | 'revoke'> => ({
  async link({ merchant, conversation }, ref, hash, livesMs) {
    const { rows } = await sql<{ until: number }>`
      insert into document_links (hash, document, expires_at)
      select ${hash}, id, ${databaseNow} + ${livesMs}::bigint from documents
      where merchant = ${merchant} and conversation = ${conversation} and id = ${ref}
      returning expires_at as until`.execute(database);
    return rows[0]?.until;
  },
  async byLink(hash) {
    const row = await database
      .selectFrom('document_links')
      .innerJoin('documents', 'documents.id', 'document_links.document')
      .selectAll('documents')
      .where('document_links.hash', '=', hash)
      .where('document_links.expires_at', '>', databaseNow)
      .executeTakeFirst();
    return row && opened(row, cells);
  },
  async revoke(merchant, ref) {
    const { rows } = await sql<{ ended: number }>`
      with theirs as (select id from documents where merchant = ${merchant} and id = ${ref}),
      ended as (delete from document_links using theirs where document = theirs.id
        returning expires_at > ${databaseNow} as live)
      select (select count(*) from ended where live)::integer as ended from theirs`.execute(database);
    return rows[0]?.ended;
  },
});

/** Of the links of a document that open it now. */
const openLinks = <Value>(what: ReturnType<typeof sql>) =>
  sql<Value>`(select ${what} from document_links where document = documents.id and expires_at > ${databaseNow})`;

type CellColumn = 'name' | 'content';

const placeOf = (
  { merchant, conversation, id }: DocumentPlace & { id: string },
  column: CellColumn,
): CellPlace => ({
  ...{ column: `documents.${column}`, row: [id] },
  scope: scopeOfConversation(merchant, conversation),
});

/** A document with its content; undefined once it has been forgotten. */
async function opened(
  row: Selectable<Tables['documents']>,
  cells: Cells,
): Promise<OpenedDocument | undefined> {
  const [name, content] = await Promise.all([
    cells.open(row.name, placeOf(row, 'name')),
    cells.open(row.content, placeOf(row, 'content')),
  ]);
  if (name === undefined || content === undefined) return undefined;
  const { id: ref, merchant, conversation, kind, media_type: mediaType, bytes, sha256 } = row;
  return {
    ...{ ref, merchant, conversation, kind, mediaType, bytes, sha256, name },
    content: Buffer.from(content, 'base64'),
  };
}

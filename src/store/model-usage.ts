/** What language models were asked today, per conversation and merchant; see `ModelUsage`. */
import { type RawBuilder, sql } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import type { Database, DatabaseTransaction } from './schema.js';
import type { ModelBudget, ModelUsage } from './store.js';

const DAY_MS = 86_400_000;

/** Days since 1970 in UTC, by the database's clock. */
const today: RawBuilder<number> = sql<number>`(${databaseNow} / ${DAY_MS}::bigint)::integer`;

/** Represents all conversations of a merchant; no conversation has this id. */
const all = '';

/** Usage in the database. A merchant's calls are counted sequentially, so that no two take the last one. */
export function modelUsage(database: Database): ModelUsage {
  return {
    spend: ({ merchant, conversation, perConversation, perMerchant }) =>
      database.transaction().execute(async (transaction) => {
        await lockName(transaction, 'model usage', merchant);
        const used = await usedToday(transaction, merchant, [all, conversation]);
        const [whole, own] = [used.get(all), used.get(conversation)];
        if (isSpent(perMerchant, whole) || isSpent(perConversation, own)) return false;
        if (whole === undefined) await forgetPast(transaction, merchant);
        await count(transaction, merchant, [all, conversation], { calls: 1, tokens: 0 });
        return true;
      }),
    async add({ merchant, conversation, tokens }) {
      if (tokens > 0) await count(database, merchant, [all, conversation], { calls: 0, tokens });
    },
    async today(merchant) {
      return (await usedToday(database, merchant, [all])).get(all) ?? { calls: 0, tokens: 0 };
    },
  };
}

type Used = Required<ModelBudget>;

const isSpent = ({ calls, tokens }: ModelBudget, used: Used = { calls: 0, tokens: 0 }): boolean =>
  (calls !== undefined && used.calls >= calls) || (tokens !== undefined && used.tokens >= tokens);

async function usedToday(
  database: Database,
  merchant: string,
  conversations: readonly string[],
): Promise<Map<string, Used>> {
  const rows = await database
    .selectFrom('model_usage')
    .select(['conversation', 'calls', 'tokens'])
    .where('merchant', '=', merchant)
    .where('conversation', 'in', conversations)
    .where('day', '=', today)
    .execute();
  return new Map(rows.map(({ conversation, calls, tokens }) => [conversation, { calls, tokens }]));
}

async function count(
  database: Database,
  merchant: string,
  conversations: readonly string[],
  { calls, tokens }: Used,
): Promise<void> {
  await database
    .insertInto('model_usage')
    .values(conversations.map((conversation) => ({ merchant, conversation, day: today, calls, tokens })))
    .onConflict((conflict) =>
      conflict.columns(['merchant', 'conversation', 'day']).doUpdateSet({
        calls: sql<number>`model_usage.calls + ${calls}::integer`,
        tokens: sql<number>`model_usage.tokens + ${tokens}::bigint`,
      }),
    )
    .execute();
}

/** The first call of a day deletes rows that nobody needs any more. */
async function forgetPast(transaction: DatabaseTransaction, merchant: string): Promise<void> {
  await transaction
    .deleteFrom('model_usage')
    .where('merchant', '=', merchant)
    .where('day', '<', today)
    .execute();
}

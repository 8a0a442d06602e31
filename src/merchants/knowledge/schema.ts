/** The form of `knowledge/<topic>.yaml`: what customers ask a shop, and what it answers (DESIGN §23.3). */
import { z } from 'zod';

const byLanguage = z.record(z.string(), z.string().min(1));

/** An entry of a merchant's knowledge, all scalars still text. */
export const knowledgeSchema = z.strictObject({
  topic: z.string().describe('The entry’s name, in kebab-case; it must be the same as the file’s name.'),
  asks: z
    .record(z.string(), z.array(z.string().min(1)).min(1))
    .describe('Four to ten ways in which customers ask this, by language: `en: [Is a return free?]`.'),
  answer: byLanguage.describe('The answer, by language; `${policy.return.within}` inserts a value.'),
  cases: z
    .array(
      z.strictObject({
        when: z.string().describe('A condition on the policy or on `run.now`; it cannot read an order.'),
        answer: byLanguage.describe('The answer in this case, by language.'),
      }),
    )
    .optional()
    .describe('Other answers. The first case whose condition holds is used instead of `answer`.'),
  until: z.string().optional().describe('The last day on which this is told, as `2026-12-31`.'),
  source: z.string().optional().describe('Where the answer comes from, for the people who maintain it.'),
});

/** What the schema gives. */
export type RawKnowledge = z.infer<typeof knowledgeSchema>;

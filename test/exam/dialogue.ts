/** A dialogue of the exam: a customer's world, what they write, how they answer, and how it may end. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { z } from 'zod';

const Item = z.strictObject({ name: z.string(), quantity: z.int().default(1), price: z.number() });

const Order = z.strictObject({
  state: z.string(),
  items: z.array(Item).min(1),
  deliveredDaysAgo: z.number().optional(),
});

const Subscription = z.strictObject({
  name: z.string(),
  price: z.number(),
  state: z.enum(['active', 'paused']).default('active'),
  plans: z.array(z.string()).default([]),
});

const listed = z
  .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])
  .transform((one) => [one].flat().map(String));

/** What was done to a record; the verb names the record by its letter. */
const Did = z.union([z.literal('nothing'), z.literal('anything'), z.record(z.string(), z.unknown())]);

const Condition = z.strictObject({
  did: Did.optional(),
  handover: z.union([z.boolean(), z.string()]).optional(),
  said: listed.optional(),
  not_said: listed.optional(),
  turns: z.number().optional(),
  told: z.boolean().optional(),
});

/** One line of an end: all that it names must hold. */
export type Condition = z.infer<typeof Condition>;

const conditions = z
  .array(Condition)
  .nullish()
  .transform((all) => all ?? []);

const Dialogue = z.strictObject({
  id: z.string(),
  matter: z.string(),
  who: z.string(),
  signedIn: z.boolean(),
  knows: z
    .array(z.string())
    .nullish()
    .transform((all) => all ?? []),
  needs: z.strictObject({
    orders: z
      .record(z.string(), Order)
      .nullish()
      .transform((all) => all ?? {}),
    subscriptions: z
      .record(z.string(), Subscription)
      .nullish()
      .transform((all) => all ?? {}),
  }),
  says: listed,
  answers: z
    .record(z.string(), listed)
    .nullish()
    .transform((all) => all ?? {}),
  else: z.union([z.string(), z.array(z.string())]).optional(),
  // A bare word such as `then: none` of a tired author is no message.
  then: listed.nullish().transform((all) => all ?? []),
  ends: z.strictObject({
    best: conditions,
    acceptable: conditions,
    wrong: conditions,
    dangerous: conditions,
  }),
});

/** A dialogue as its author wrote it. */
export type Dialogue = z.infer<typeof Dialogue> & { language: 'en' | 'de' };

/** The dialogues of a folder's files, packed ones too, in their order; `de…` files are German. */
export function readDialogues(folder: string): Dialogue[] {
  return readdirSync(folder)
    .filter((name) => /\.yaml(\.gz)?$/.test(name))
    .sort()
    .flatMap((name) => {
      const language = basename(name).startsWith('de') ? ('de' as const) : ('en' as const);
      const bytes = readFileSync(join(folder, name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
      const all = z.array(z.unknown()).parse(parse(text));
      return all.map((one, at) => {
        const read = Dialogue.safeParse(one);
        if (read.success) return { ...read.data, language };
        throw new Error(`${name}, dialogue ${at + 1}: ${z.prettifyError(read.error)}`);
      });
    });
}

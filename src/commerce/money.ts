/** Money: minor units of an ISO 4217 currency, never a fraction. */
import { z } from 'zod';
import type { FieldMeta } from './field.js';

/** An amount: `minor` units (cents for EUR, yen for JPY) and the ISO 4217 code. */
export const Money = z
  .object({ minor: z.number().int(), currency: z.string().regex(/^[A-Z]{3}$/) })
  .meta({ type: 'money', name: 'Money' } satisfies FieldMeta);

/** An amount in minor units of an ISO 4217 currency. */
export type Money = z.infer<typeof Money>;

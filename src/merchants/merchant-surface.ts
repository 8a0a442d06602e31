/** The form of merchant.yaml, as zod checks it; what the texts in it mean is read in merchant-file.ts. */
import { z } from 'zod';

const channel = z.strictObject({ keys: z.array(z.string()).min(1), webhook: z.string().optional() });

const approver = z.strictObject({
  roles: z.array(z.string()).min(1),
  limit: z.string().optional().describe('The highest amount: `200 EUR`.'),
  keys: z.array(z.string()).min(1),
});

const band = z.strictObject({
  upTo: z.string().optional().describe('`50 EUR`'),
  perCustomer: z.string().optional().describe('`2/30d`: twice in 30 days'),
});

/** merchant.yaml, all scalars still text. */
export const merchantSurface = z.strictObject({
  merchant: z.string(),
  name: z.string().optional(),
  zone: z.string(),
  language: z.string().optional(),
  hours: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  mode: z.enum(['live']).optional(),
  verification: z.array(z.array(z.enum(['number', 'email', 'postcode'])).min(2)).optional(),
  channels: z.record(z.string(), channel).optional(),
  approvers: z.record(z.string(), approver).optional(),
  policy: z.record(z.string(), z.union([z.string(), band])).optional(),
  operations: z.record(z.string(), z.string()).optional(),
  flows: z.record(z.string(), z.string()).optional(),
  handover: z.object({ default: z.string() }).catchall(z.string()),
  sentences: z.record(z.string(), z.string()).optional(),
  custom: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});

/** What the schema gives. */
export type MerchantSurface = z.infer<typeof merchantSurface>;

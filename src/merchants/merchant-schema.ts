/** The zod schema of merchant.yaml; merchant-file.ts interprets the texts in it. */
import { z } from 'zod';
import { resultForm } from '../flows/schema-parts.js';
import { isEgressEntry } from '../connectors/http/egress-policy.js';
import { effects } from '../contracts/effect.js';
import { bandReasons } from '../contracts/policy.js';
import { carriersSchema } from './carrier-times.js';
import { languageModelSchema } from './language-model-schema.js';
import { agentScopes } from './merchant.js';
import { notificationsSchema } from './notifications-schema.js';
import { thresholdsSchema } from './thresholds.js';

const privateEgress = z.strictObject({
  allow: z
    .array(z.string().refine(isEgressEntry, 'Write a host name, an address or a network such as 10.0.0.0/8.'))
    .describe('Private hosts and networks; the operator must allow them too.'),
});

const channel = z.strictObject({
  keys: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      'Public keys `ed25519:…` that sign identity tokens and tokens for the HTTP API; two while you rotate one.',
    ),
  apiKeys: z
    .array(z.string())
    .min(1)
    .max(2)
    .optional()
    .describe('Hashes `sha256:…` of the channel’s keys for the HTTP API; two while you rotate one.'),
  webhook: z
    .string()
    .optional()
    .describe('An https address for replies, which are signed as Standard Webhooks.'),
  secret: z
    .string()
    .optional()
    .describe('The webhook’s signing secret, as the name of a secret: `${secret.CHAT_HOOK}`.'),
  egress: privateEgress
    .optional()
    .describe('The webhook’s hosts that are allowed in addition to public addresses.'),
  connection: z
    .string()
    .optional()
    .describe(
      'The connection of a help desk: its tickets are the conversations, and it receives the replies.',
    ),
  test: z
    .enum(['true'])
    .optional()
    .describe(
      '`true`: agents who have signed in at the desk can write in this channel in the place of a customer, to try flows.',
    ),
});

const approver = z.strictObject({
  roles: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Roles, as flows name them after `by:`, such as `refund-approver`.'),
  limit: z
    .string()
    .optional()
    .describe('The highest amount that they may approve: `200 EUR`; by default, any amount.'),
  keys: z.array(z.string()).min(1).optional().describe('Public keys `ed25519:…` that sign decisions.'),
  login: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The agent’s name in the `signIn:` provider: the value of its claim, such as an email address.',
    ),
  scopes: z
    .array(z.enum(agentScopes))
    .optional()
    .describe('What they may do through the HTTP API; everything by default.'),
});

const signIn = z.strictObject({
  issuer: z.string().describe('The OpenID provider: the https address that its tokens name as their issuer.'),
  audience: z.string().min(1).describe('The audience of its tokens: the provider’s name for Orderly.'),
  claim: z
    .string()
    .min(1)
    .optional()
    .describe("The claim that contains an agent's `login`; `sub` by default."),
  secret: z
    .string()
    .optional()
    .describe(
      'The client secret, if the provider has given Orderly one, as the name of a secret: `${secret.DESK_CLIENT}`. Only the desk needs it.',
    ),
  egress: privateEgress
    .optional()
    .describe('The provider’s hosts that are allowed in addition to public addresses.'),
});

/** A band of the policy. */
export const bandSchema = z.strictObject({
  upTo: z.string().optional().describe('The highest amount that needs no approval: `50 EUR`.'),
  perCustomer: z.string().optional().describe('How often per customer: `2/30d` means twice in 30 days.'),
  reasons: z
    .array(z.enum(bandReasons))
    .min(1)
    .optional()
    .describe(
      'The refund reasons within the band; by default `cancelled`, `returned` and `lost`, which the systems’ own data can confirm. For other reasons, the customer’s word is enough.',
    ),
});

const ownOperation = z.strictObject({
  title: z.string().min(1).optional().describe('What the operation does, in words for people.'),
  inputs: z
    .record(z.string(), z.string())
    .optional()
    .describe('The inputs, as name: type. `order: Order` says whose data it is about.'),
  outputs: z
    .object({
      result: resultForm.optional().describe('The possible results, if there are others than `done`.'),
    })
    .catchall(z.string())
    .optional()
    .describe('The outputs, as name: type, and `result` as in flows. The first result is the main one.'),
  effect: z.enum(effects).describe('The operation’s effect; connections may raise it.'),
  privacy: z
    .literal('none')
    .optional()
    .describe(
      '`none`: the answer contains no customer data. Otherwise, the operation only runs for verified customers.',
    ),
  confirm: z
    .literal('no')
    .optional()
    .describe('`no`: a write that the customer need not confirm, such as a note for agents.'),
  refusals: z.array(z.string()).min(1).optional().describe('Codes of refusals that flows can handle.'),
});

/** An own operation as written. */
export type RawOperation = z.infer<typeof ownOperation>;

const orderNumbers = z.strictObject({
  patterns: z
    .array(z.string())
    .min(1)
    .max(20)
    .describe("Formats of the shop's order numbers, as RE2 patterns: `['W\\d{7}']`. Case does not matter."),
  only: z.string().optional().describe('`true`: a number in any other format is not an order number.'),
});

/** merchant.yaml, all scalars still text. */
export const merchantSchema = z.strictObject({
  merchant: z
    .string()
    .describe('The merchant’s name, in kebab-case; it must be the same as the folder’s name.'),
  name: z.string().optional().describe('Name shown to customers.'),
  zone: z.string().describe('Time zone, such as `Europe/Berlin`.'),
  language: z.string().optional().describe('The shop’s language, such as `de`; `en` by default.'),
  currency: z
    .string()
    .optional()
    .describe('The shop’s currency, such as `EUR`, for amounts that a customer writes without one.'),
  style: z
    .string()
    .optional()
    .describe('The style of the replies: `warm`, or a style from your own texts; `neutral` by default.'),
  hours: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .optional()
    .describe("Business hours, which define business days: `mon-fri: '09:00-17:00'`, `holidays: de-BE`."),
  mode: z.enum(['live']).optional().describe('`live`: flows really carry out their actions.'),
  verification: z
    .array(z.array(z.enum(['number', 'email', 'postcode'])).min(2))
    .optional()
    .describe(
      'Sets of facts that verify who owns an order. Each must include the order number: `[number, email]`.',
    ),
  understanding: z
    .strictObject({
      orderNumbers: orderNumbers.optional().describe("The formats of this shop's order numbers."),
      thresholds: thresholdsSchema.optional(),
      intents: z
        .record(z.string(), z.array(z.string()))
        .optional()
        .describe('Intents of your own, each with at least eight example messages.'),
    })
    .optional()
    .describe("Settings for understanding customers' messages."),
  channels: z
    .record(z.string(), channel)
    .optional()
    .describe('Channels that send messages, and that can authenticate a signed-in customer.'),
  approvers: z.record(z.string(), approver).optional().describe('People who may approve, by name.'),
  signIn: signIn.optional().describe('How agents sign in to the HTTP API: an OpenID provider.'),
  notifications: notificationsSchema.optional().describe('Notifications to approvers outside Orderly.'),
  policy: z
    .record(z.string(), z.union([z.string(), bandSchema]))
    .optional()
    .describe('Values and bands that flows read as `policy.<name>`.'),
  carriers: carriersSchema
    .optional()
    .describe(
      'When a parcel counts as late, lost or missing: by carrier, such as `DHL`, by carrier and service, and `default`.',
    ),
  operations: z
    .record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]))
    .optional()
    .describe(
      'Connections for operations: `orders: shop` for a domain, `orders.get: archive` for one operation; by carrier for parcels: `shipments: { UPS: ups, DHL: dhl }`.',
    ),
  without: z
    .array(z.string())
    .optional()
    .describe(
      'Domains and operations that the shop does not have, such as `[payments]`; requests that need them are handed off.',
    ),
  flows: z
    .record(z.string(), z.string())
    .optional()
    .describe('Your own flows that replace shipped ones: `refund-order: acme-refund`.'),
  events: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Flows started by events: `returns.received: thank-for-return`. `payments.refund_failed` starts `refund-failed`.',
    ),
  subflows: z
    .enum(['inline', 'child_workflow'])
    .default('inline')
    .describe(
      '`inline`: sub-flows that cannot move money run in their caller’s workflow, with fewer events per message; in the Temporal UI, their steps appear in the caller. `child_workflow`: each has a workflow of its own.',
    ),
  handover: z
    .object({ default: z.string().describe('The default queue of agents.') })
    .catchall(z.string())
    .describe('Queues of agents, by the names that flows use; `default` is required.'),
  sentences: z
    .record(z.string(), z.string())
    .optional()
    .describe('Your own wording of sentences that are not in flows, such as `talk_to_a_person`.'),
  retention: z
    .string()
    .optional()
    .describe(
      'How long to keep a conversation after its last message: `180 days` by default, at least `30 days`.',
    ),
  languageModel: languageModelSchema
    .optional()
    .describe('A language model that helps when the embedded model is unsure; it decides nothing.'),
  custom: z
    .strictObject({
      order: z
        .record(z.string(), z.string())
        .optional()
        .describe('Custom fields of an order, as name: type; read them as `order.custom.<name>`.'),
      operations: z
        .record(z.string(), ownOperation)
        .optional()
        .describe('Custom operations, such as `acme.loyalty_points`; a connection describes their requests.'),
    })
    .optional()
    .describe('Custom fields and operations of this merchant.'),
});

/** What the schema gives. */
export type RawMerchant = z.infer<typeof merchantSchema>;

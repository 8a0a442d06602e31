/** The zod schema of merchant.yaml; merchant-file.ts interprets the texts in it. */
import { z } from 'zod';
import { resultForm } from '../flows/schema-parts.js';
import { isEgressEntry } from '../connectors/http/egress.js';
import { effects } from '../contracts/effect.js';
import { bandReasons } from '../contracts/policy.js';
import { carriersSchema } from './carriers.js';
import { languageModelSchema } from './language-model-schema.js';
import { agentScopes } from './merchant.js';
import { noticesSchema } from './notices-schema.js';
import { thresholdsSchema } from './thresholds.js';

const privateEgress = z.strictObject({
  allow: z
    .array(z.string().refine(isEgressEntry, 'A host name, an address or a network as 10.0.0.0/8.'))
    .describe('Private hosts and networks; the operator must allow them too.'),
});

const channel = z.strictObject({
  keys: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      'Public keys `ed25519:…` that sign vouchers and tokens for the HTTP API; two while one is being replaced.',
    ),
  apiKeys: z
    .array(z.string())
    .min(1)
    .max(2)
    .optional()
    .describe(
      'Hashes `sha256:…` of the keys by which the channel calls the HTTP API; two while one is being replaced.',
    ),
  webhook: z
    .string()
    .optional()
    .describe('An https address that replies are sent to, signed as Standard Webhooks.'),
  secret: z
    .string()
    .optional()
    .describe('What signs the webhook, by the name of a secret: `${secret.CHAT_HOOK}`.'),
  egress: privateEgress.optional().describe('What the webhook may be on beside public addresses.'),
  connection: z
    .string()
    .optional()
    .describe('The connection of a help desk: its threads are the conversations, and replies go there.'),
});

const approver = z.strictObject({
  roles: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Roles that flows name after `by:`, such as `refund-approver`.'),
  limit: z
    .string()
    .optional()
    .describe('The highest amount that they may approve: `200 EUR`; any amount without it.'),
  keys: z.array(z.string()).min(1).optional().describe('Public keys `ed25519:…` that sign decisions.'),
  login: z
    .string()
    .min(1)
    .optional()
    .describe('What `signIn:` calls them: the value of its claim, such as an e-mail address.'),
  scopes: z
    .array(z.enum(agentScopes))
    .optional()
    .describe('What they may do through the HTTP API; everything by default.'),
});

const signIn = z.strictObject({
  issuer: z.string().describe('The OpenID provider: an https address, as its tokens name it.'),
  audience: z.string().min(1).describe('Whom its tokens are for: the name that it knows Orderly by.'),
  claim: z.string().min(1).optional().describe("The claim with an agent's `login`; `sub` by default."),
  egress: privateEgress.optional().describe('What it may be on beside public addresses.'),
});

const band = z.strictObject({
  upTo: z.string().optional().describe('The highest amount that needs no approver: `50 EUR`.'),
  perCustomer: z.string().optional().describe('How often for one customer: `2/30d` is twice in 30 days.'),
  reasons: z
    .array(z.enum(bandReasons))
    .min(1)
    .optional()
    .describe(
      'For which reasons the customer is paid back; by default `cancelled`, `returned` and `lost`, which the systems’ own data bear out. For the others the customer’s word is enough.',
    ),
});

const ownOperation = z.strictObject({
  title: z.string().min(1).optional().describe('What it does, for people.'),
  inputs: z
    .record(z.string(), z.string())
    .optional()
    .describe('What it is given: name: type. `order: Order` says whose data it is about.'),
  outputs: z
    .object({
      result: resultForm.optional().describe('What it can come to, where that is more than `done`.'),
    })
    .catchall(z.string())
    .optional()
    .describe('What it gives back: name: type, and `result` as in flows. The first result is the main one.'),
  effect: z.enum(effects).describe('How much it does at least.'),
  privacy: z
    .literal('none')
    .optional()
    .describe(
      '`none`: its answer tells nothing of a customer. Otherwise it runs for verified customers only.',
    ),
  confirm: z
    .literal('no')
    .optional()
    .describe('`no`: a write that no customer has to say yes to first, such as a note for colleagues.'),
  refusals: z.array(z.string()).min(1).optional().describe('Codes of refusals that flows may meet.'),
});

/** An own operation as written. */
export type WrittenOperation = z.infer<typeof ownOperation>;

const orderNumbers = z.strictObject({
  patterns: z
    .array(z.string())
    .min(1)
    .max(20)
    .describe("Forms of the shop's order numbers, as patterns of RE2: `['W\\d{7}']`. Case does not matter."),
  only: z.string().optional().describe('`true`: no number of another form is an order number.'),
});

/** merchant.yaml, all scalars still text. */
export const merchantSchema = z.strictObject({
  merchant: z.string().describe('Name of the merchant, in kebab-case: the name of its folder.'),
  name: z.string().optional().describe('Name that customers read.'),
  zone: z.string().describe('Time zone, such as `Europe/Berlin`.'),
  language: z.string().optional().describe('Language of the shop, such as `de`; `en` by default.'),
  currency: z
    .string()
    .optional()
    .describe('Currency of the shop, such as `EUR`: of a sum that a customer writes without one.'),
  tone: z
    .string()
    .optional()
    .describe('How replies sound: `warm`, or a tone of your own texts; `neutral` by default.'),
  hours: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .optional()
    .describe(
      "Business hours, by which business days are counted: `mon-fri: '09:00-17:00'`, `holidays: de-BE`.",
    ),
  mode: z.enum(['live']).optional().describe('`live`: what flows do is done.'),
  verification: z
    .array(z.array(z.enum(['number', 'email', 'postcode'])).min(2))
    .optional()
    .describe('Sets of facts that prove whose order it is, each with the number: `[number, email]`.'),
  understanding: z
    .strictObject({
      orderNumbers: orderNumbers.optional().describe("The forms of this shop's order numbers."),
      thresholds: thresholdsSchema.optional(),
      intents: z
        .record(z.string(), z.array(z.string()))
        .optional()
        .describe('Intents of your own, each with at least eight messages that mean it.'),
    })
    .optional()
    .describe("What the shop knows of its customers' messages."),
  channels: z
    .record(z.string(), channel)
    .optional()
    .describe('Channels that messages come through, and that can vouch for a customer who is signed in.'),
  approvers: z.record(z.string(), approver).optional().describe('People who may approve, by name.'),
  signIn: signIn.optional().describe('How agents sign in to the HTTP API: an OpenID provider.'),
  notices: noticesSchema.optional().describe('Who is told outside of Orderly of what waits for people.'),
  policy: z
    .record(z.string(), z.union([z.string(), band]))
    .optional()
    .describe('Values and bands that flows read as `policy.<name>`.'),
  carriers: carriersSchema
    .optional()
    .describe(
      'After how long a parcel counts as late, lost or missing: by carrier, such as `DHL`, by carrier and service, and `default`.',
    ),
  operations: z
    .record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]))
    .optional()
    .describe(
      'Which connection answers: `orders: shop` for a whole domain, `orders.get: archive` for one operation; by carrier for parcels: `shipments: { UPS: ups, DHL: dhl }`.',
    ),
  without: z
    .array(z.string())
    .optional()
    .describe(
      'Domains and operations that the shop does not have, such as `[payments]`: what needs them goes to people.',
    ),
  flows: z
    .record(z.string(), z.string())
    .optional()
    .describe('Own flows in the place of shipped ones: `refund-order: acme-refund`.'),
  events: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Flows that are started by what a system tells: `returns.received: thank-for-return`. `payments.refund_failed` starts `refund-failed`.',
    ),
  subflows: z
    .enum(['inline'])
    .optional()
    .describe(
      '`inline`: sub-flows that cannot move money run inside their caller. Half the events a message; in the Temporal UI their steps stand in the caller.',
    ),
  handover: z
    .object({ default: z.string().describe('Queue of people that gets what nothing else says.') })
    .catchall(z.string())
    .describe('Queues of people by the names that flows use; `default` is needed.'),
  sentences: z
    .record(z.string(), z.string())
    .optional()
    .describe('Own wording of sentences that no flow writes, such as `talk_to_a_person`.'),
  retention: z
    .string()
    .optional()
    .describe(
      'How long a conversation is kept after its last word: `180 days` without it, at least `30 days`.',
    ),
  languageModel: languageModelSchema
    .optional()
    .describe('A language model that is asked where the embedded one is not sure; it decides nothing.'),
  custom: z
    .strictObject({
      order: z
        .record(z.string(), z.string())
        .optional()
        .describe('Own fields of an order, name: type, read as `order.custom.<name>`.'),
      operations: z
        .record(z.string(), ownOperation)
        .optional()
        .describe('Own operations, such as `acme.loyalty_points`; a connection says how they are asked.'),
    })
    .optional()
    .describe('What only this merchant has: own fields and own operations.'),
});

/** What the schema gives. */
export type WrittenMerchant = z.infer<typeof merchantSchema>;

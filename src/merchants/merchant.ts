/** A merchant as the product runs it: the checked content of merchant.yaml (DESIGN §13). */
import type { ByCarrier } from './connection-by-carrier.js';
import type { Carriers } from './carrier-times.js';
import type { NotificationTargets } from './notifications.js';
import type { OwnIntent } from '../understanding/embedded/own-intents.js';
import type { Connection } from '../connectors/connector.js';
import type { NotOffered } from '../flows/not-offered.js';
import type { OfferedFlow } from '../flows/offered-flow.js';
import type { FactKind } from '../contracts/customer.js';
import type { OrderNumberForms } from '../contracts/understanding.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { Vocabulary } from '../commerce/operation.js';
import type { Amount, Band } from '../contracts/policy.js';
import type { Languages } from '../texts/languages/language.js';
import type { KnowledgeEntry } from './knowledge/entry.js';
import type { LanguageModelSettings } from '../understanding/language-models/settings.js';

/** What an agent may do through the HTTP API. */
export const agentScopes = ['approvals', 'conversations', 'effects', 'runs', 'pause'] as const;

/** One of them. */
export type AgentScope = (typeof agentScopes)[number];

/** An agent: roles in which they may approve, the highest amount, and how they show who they are. */
export interface Approver {
  roles: readonly string[];
  limit?: Amount;
  /** Public keys `ed25519:<base64url of 32 bytes>`. */
  keys: readonly string[];
  /** What the merchant's sign-in calls them. */
  login?: string;
  /** All, if it is absent. */
  scopes?: readonly AgentScope[];
}

/** How agents sign in: by OpenID Connect. */
export interface SignIn {
  issuer: string;
  /** Whom its tokens are for: us. */
  audience: string;
  /** The claim with an agent's `login`. */
  claim: string;
  /** Name of the secret that the issuer has given us, if it has; looked up for each sign-in, so that rotation is noticed. */
  secretName?: string;
  /** Private hosts and networks that it may be on; the operator must allow them too. */
  egressAllow: readonly string[];
}

/** A channel that messages come through; its keys sign vouchers, and its own tokens for the HTTP API. */
export interface Channel {
  keys: readonly string[];
  /** SHA-256 hashes, in hex, of the keys by which it calls the HTTP API. */
  apiKeys?: readonly string[];
  webhook?: ReplyWebhook;
  /** The connection of a help desk: its tickets are the conversations, and replies go there. */
  connection?: string;
  /** Agents write in it in a customer's place, to try flows. */
  isTest?: true;
}

/** Where a channel's replies go, signed as Standard Webhooks. */
export interface ReplyWebhook {
  url: string;
  /** Name of the secret that signs; looked up for each reply, so that rotation is noticed. */
  secretName: string;
  /** Private hosts and networks that it may be sent to; the operator must allow them too. */
  egressAllow: readonly string[];
}

/** Business hours: minutes of the day per weekday (0 = Sunday), and the calendar of holidays. */
export interface BusinessHours {
  days: Readonly<Partial<Record<0 | 1 | 2 | 3 | 4 | 5 | 6, { from: number; to: number }>>>;
  /** Non-business dates, `yyyy-MM-dd`, in the merchant's zone. */
  holidays: readonly string[];
}

/** A band of the policy as written. */
export type PolicyBand = Band;

/** The merchant's file, checked and with defaults. */
export interface MerchantConfig {
  merchant: string;
  name: string;
  /** IANA zone. */
  zone: string;
  /** BCP 47. */
  language: string;
  /** ISO 4217; absent: a sum without a currency is asked again. */
  currency?: string;
  /** The style of replies: neutral, or one that has texts. */
  style: string;
  /** The product's languages. */
  languages: Languages;
  hours: BusinessHours;
  mode: 'live';
  /** What the merchant knows of its customers' messages. */
  understanding?: { orderNumbers?: OrderNumberForms; intents?: readonly OwnIntent[] };
  /** Sets of facts that verify an order, each in addition to its number. */
  verification: readonly (readonly FactKind[])[];
  channels: Readonly<Record<string, Channel>>;
  approvers: Readonly<Record<string, Approver>>;
  /** Absent: agents sign with their keys alone. */
  signIn?: SignIn;
  /** Where approvers are told that something waits. */
  notifications: NotificationTargets;
  /** Values by name; a map with `upTo` or `perCustomer` is a band. */
  policy: Readonly<Record<string, Json>>;
  bands: Readonly<Record<string, PolicyBand>>;
  /** After how long a parcel counts as late, lost or missing. */
  carriers: Carriers;
  /** operation or domain → name of the connection, or those of several carriers. */
  operations: Readonly<Record<string, string | ByCarrier>>;
  /** Operations and domains that the shop does not have: what needs them goes to people, and that is right. */
  without: readonly string[];
  /** shipped flow → the merchant's own flow that replaces it. */
  flows: Readonly<Record<string, string>>;
  /** business event → the flow that it starts, those of the product included. */
  events: Readonly<Record<string, string>>;
  /** Where sub-flows that cannot move money run: in their caller's workflow, or each in one of its own. */
  subflows: 'inline' | 'child_workflow';
  /** How long a conversation is kept after its last word, ms. */
  retentionMs: number;
  /** `default`, and queues by intent or name. */
  handover: { default: string } & Readonly<Record<string, string>>;
  /** The merchant's own wording of engine and default sentences, by name. */
  sentences: Readonly<Record<string, string>>;
  /** Minimum confidence (0 to 1) of intents for which it exceeds the product's. */
  thresholds?: Readonly<Record<string, number>>;
  /** The operations of the product and the merchant, and the merchant's own fields. */
  vocabulary: Vocabulary;
  /** The language model that helps when the embedded one is unsure, if any. */
  languageModel?: LanguageModelSettings;
  /** Own fields per record: name → type. */
  custom: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A merchant that is served: its file, its connections, and its compiled flows by name. */
export interface Merchant {
  config: MerchantConfig;
  connections: ReadonlyMap<string, Connection>;
  /**
   * The connection that answers an operation, by the merchant's bindings; of carriers that share a write, the one whose
   * parcel the inputs are about.
   */
  connectionFor(operation: string, inputs?: JsonObject): Connection | undefined;
  flows: ReadonlyMap<string, OfferedFlow>;
  /** The flows that it does not offer, and why. */
  notOffered: ReadonlyMap<string, NotOffered>;
  /** `translations[language][key]` of texts. */
  translations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What customers say who mean an option that is a value, in every language, by its label as they read it. */
  says?: ReadonlyMap<string, readonly string[]>;
  /** What it answers to questions about the shop. */
  knowledge?: readonly KnowledgeEntry[];
}

/** The merchants of this worker; one whose files are broken is not among them. */
export type Merchants = ReadonlyMap<string, Merchant>;

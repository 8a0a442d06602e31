/** `channels:` and `approvers:` of merchant.yaml: who may sign, with which public keys. */
import { missingSecret } from '../contracts/errors/missing-secret.js';
import { parseMoney } from '../flows/literals.js';
import { secretNameIn, type Secrets } from '../security/secrets.js';
import type { Path } from '../flows/yaml/document.js';
import { isWebhookSecret } from '../security/standard-webhooks.js';
import type { Approver, Channel, ReplyWebhook, SignIn } from './merchant.js';
import type { RawMerchant } from './merchant-schema.js';
import type { Reader } from './merchant-file-reader.js';

/** Reads channels. */
export function readChannels(
  reader: Reader,
  channels: NonNullable<RawMerchant['channels']>,
  secrets: Secrets | undefined,
): Record<string, Channel> {
  const read = Object.entries(channels).map(([name, raw]): [string, Channel] => {
    const { keys = [], apiKeys, connection, test } = raw;
    const path = ['channels', name];
    const webhook = readWebhook(reader, raw, path, secrets);
    return [
      name,
      {
        keys: readKeys(reader, keys, [...path, 'keys'], secrets),
        ...(apiKeys === undefined ? {} : { apiKeys: readHashes(reader, apiKeys, [...path, 'apiKeys']) }),
        ...(webhook === undefined ? {} : { webhook }),
        ...(connection === undefined ? {} : { connection }),
        ...(test === undefined ? {} : { isTest: true }),
      },
    ];
  });
  return Object.fromEntries(read);
}

type RawChannel = NonNullable<RawMerchant['channels']>[string];

/** Where replies go; undefined without a webhook, or with one that has an issue. */
function readWebhook(
  reader: Reader,
  { webhook: url, secret, egress }: RawChannel,
  path: Path,
  secrets: Secrets | undefined,
): ReplyWebhook | undefined {
  if (url === undefined && secret === undefined) return undefined;
  if (url === undefined || !isWebhook(url)) {
    const at = url === undefined ? path : [...path, 'webhook'];
    reader.reportIssue(at, 'webhook_invalid', 'Replies cannot be sent to this address.');
    return undefined;
  }
  const secretName = secret === undefined ? undefined : secretNameIn(secret);
  const value = secretName === undefined ? undefined : secrets?.(secretName);
  // Reported at the channel's name: an issue shows its source line, and that of `secret:` may hold it.
  if (secretName === undefined || (value !== undefined && !isWebhookSecret(value))) {
    const hint =
      'Write `secret: ${secret.NAME}`; its value must be `whsec_` followed by 24 to 64 bytes in base64.';
    reader.reportIssue(path, 'webhook_invalid', 'There is no secret for signing the webhook.', hint, 'key');
    return undefined;
  }
  if (secrets !== undefined && value === undefined) {
    const { code, message, hint } = missingSecret(secretName, secrets);
    reader.reportIssue(path, code, message, hint, 'key');
    return undefined;
  }
  return { url, secretName, egressAllow: egress?.allow ?? [] };
}

/** Reads approvers. */
export function readApprovers(
  reader: Reader,
  approvers: NonNullable<RawMerchant['approvers']>,
  secrets: Secrets | undefined,
): Record<string, Approver> {
  const read = Object.entries(approvers).map(([name, approver]): [string, Approver] => {
    const { roles = [], limit, keys = [], login, scopes } = approver;
    const path = ['approvers', name];
    if (keys.length === 0 && login === undefined)
      reader.reportIssue(path, 'approver_unnamed', `Nothing identifies \`${name}\`.`, undefined, 'key');
    const amount = limit === undefined ? undefined : parseMoney(limit);
    if (limit !== undefined && amount === undefined)
      reader.reportIssue([...path, 'limit'], 'currency_unknown', `\`${limit}\` is not an amount.`);
    const read = { roles, keys: readKeys(reader, keys, [...path, 'keys'], secrets) };
    return [
      name,
      {
        ...read,
        ...(amount === undefined ? {} : { limit: amount }),
        ...(login === undefined ? {} : { login }),
        ...(scopes === undefined ? {} : { scopes }),
      },
    ];
  });
  checkLogins(reader, approvers);
  checkKeys(reader, approvers);
  return Object.fromEntries(read);
}

/** Reports a key that two approvers have: whoever holds it would sign for both. */
function checkKeys(reader: Reader, approvers: NonNullable<RawMerchant['approvers']>): void {
  const owners = new Map<string, string>();
  for (const [name, { keys = [] }] of Object.entries(approvers))
    for (const [at, key] of keys.entries()) {
      const owner = owners.get(key) ?? name;
      if (owner !== name)
        reader.reportIssue(
          ['approvers', name, 'keys', at],
          'approver_unnamed',
          `\`${owner}\` has the same key.`,
          'Give each approver a key of their own: `orderly approvals keygen`.',
        );
      owners.set(key, owner);
    }
}

/** Reports a login that two agents have: their tokens would not tell them apart. */
function checkLogins(reader: Reader, approvers: NonNullable<RawMerchant['approvers']>): void {
  const seen = new Set<string>();
  for (const [name, { login }] of Object.entries(approvers)) {
    if (login === undefined) continue;
    if (seen.has(login))
      reader.reportIssue(
        ['approvers', name, 'login'],
        'approver_unnamed',
        'Another approver has the same `login`.',
      );
    seen.add(login);
  }
}

/** Reads how agents sign in. */
export function readSignIn(reader: Reader, raw: RawMerchant['signIn']): { signIn?: SignIn } {
  if (raw === undefined) return {};
  const { issuer, audience, claim = 'sub', secret, egress } = raw;
  const egressAllow = egress?.allow ?? [];
  if (!isIssuer(issuer, egressAllow)) {
    reader.reportIssue(['signIn', 'issuer'], 'issuer_invalid', 'Agents cannot sign in at this address.');
    return {};
  }
  const secretName = secret === undefined ? undefined : secretNameIn(secret);
  if (secret !== undefined && secretName === undefined)
    // Reported at the key above: an issue shows its source line, and that of `secret:` may hold it.
    reader.reportIssue(
      ['signIn'],
      'issuer_invalid',
      'The client secret is not the name of a secret.',
      'Write `secret: ${secret.NAME}`.',
      'key',
    );
  return {
    signIn: { issuer, audience, claim, egressAllow, ...(secretName === undefined ? {} : { secretName }) },
  };
}

/** https, without query and fragment (OpenID Connect Discovery 1.0 §3); http on a private host that is named. */
function isIssuer(text: string, egressAllow: readonly string[]): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || /[?#@]/.test(text)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && egressAllow.includes(url.hostname));
}

/** Public keys, literal or by secret name; without secrets at hand, names are not verified. */
function readKeys(
  reader: Reader,
  raw: readonly string[],
  path: Path,
  secrets: Secrets | undefined,
): string[] {
  return raw.flatMap((key, index) => {
    const name = secretNameIn(key);
    if (name !== undefined && secrets === undefined) return [];
    const value = name === undefined ? key : secrets?.(name);
    const at = [...path, index];
    if (value === undefined) {
      const { code, message, hint } = missingSecret(name ?? '', secrets);
      reader.reportIssue(at, code, message, hint);
    } else if (!isPublicKey(value))
      reader.reportIssue(
        at,
        'public_key_invalid',
        `${name === undefined ? 'This' : `The secret ${name}`} is not an Ed25519 public key.`,
      );
    else return [value];
    return [];
  });
}

/** The hashes of a channel's keys; they are no secrets, so they stand in the file. */
function readHashes(reader: Reader, raw: readonly string[], path: Path): string[] {
  return raw.flatMap((text, index) => {
    const hash = /^sha256:([0-9a-f]{64})$/.exec(text)?.[1];
    if (hash === undefined)
      reader.reportIssue([...path, index], 'api_key_invalid', 'This is not a SHA-256 hash of a key.');
    return hash === undefined ? [] : [hash];
  });
}

function isPublicKey(text: string): boolean {
  const encoded = /^ed25519:([\w-]{43})$/.exec(text)?.[1];
  return encoded !== undefined && Buffer.from(encoded, 'base64url').length === 32;
}

/** Whether a webhook may have this address: https, or http on this machine. */
export function isWebhook(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname))
  );
}

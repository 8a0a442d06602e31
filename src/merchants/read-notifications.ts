/** `notifications:` of merchant.yaml: where approvers are told, and with which secrets. */
import { missingSecret } from '../contracts/errors/missing-secret.js';
import { addressOf, isAddress, readMailServer } from '../connectors/mail/mail-server.js';
import { secretNameIn, type Secrets } from '../security/secrets.js';
import { isWebhookSecret } from '../security/standard-webhooks.js';
import type { EmailTarget, NotificationTarget, NotificationTargets, WebhookTarget } from './notifications.js';
import type { RawTarget } from './notifications-schema.js';
import type { Reader } from './merchant-file-reader.js';
import { isWebhook } from './read-channels-and-approvers.js';

/** Reads the targets; one with an issue is left out. */
export function readNotifications(
  reader: Reader,
  raw: Readonly<Record<string, RawTarget>>,
  secrets: Secrets | undefined,
): NotificationTargets {
  const targets = Object.entries(raw).flatMap(([name, target]): [string, NotificationTarget][] => {
    try {
      return [[name, new TargetReader(reader, name, secrets).read(target)]];
    } catch (error) {
      if (error instanceof Refused) return [];
      throw error;
    }
  });
  return Object.fromEntries(targets);
}

/** The issue has been reported. */
class Refused extends Error {}

type RawMail = NonNullable<RawTarget['email']>;

class TargetReader {
  constructor(
    readonly reader: Reader,
    readonly name: string,
    readonly secrets: Secrets | undefined,
  ) {}

  read({ webhook, secret, email, roles, link, egress }: RawTarget): NotificationTarget {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(this.name))
      throw this.#refused([], `\`${this.name}\` is not kebab-case.`, 'Write `team-chat`.');
    if (link !== undefined && !isLink(link))
      throw this.#refused(
        ['link'],
        'This is not a valid address.',
        'Write `https://desk.example/approvals/${number}`.',
      );
    const egressAllow = egress?.allow ?? [];
    return {
      ...this.#to(webhook, secret, email, egressAllow),
      egressAllow,
      ...(roles === undefined ? {} : { roles }),
      ...(link === undefined ? {} : { link }),
    };
  }

  #to(
    webhook: string | undefined,
    secret: string | undefined,
    email: RawMail | undefined,
    egressAllow: readonly string[],
  ): WebhookTarget | EmailTarget {
    if (email !== undefined && webhook === undefined && secret === undefined)
      return this.#email(email, egressAllow);
    if (email === undefined && webhook !== undefined && secret !== undefined)
      return this.#webhook(webhook, secret);
    throw this.#refused([], 'A notification needs a webhook with its secret, or an email.');
  }

  #webhook(url: string, secret: string): WebhookTarget {
    if (!isWebhook(url)) {
      const path = ['notifications', 'approvals', this.name, 'webhook'];
      this.reader.reportIssue(path, 'webhook_invalid', 'Notifications cannot be sent to this address.');
      throw new Refused();
    }
    return { by: 'webhook', url, secretName: this.#secret('secret', secret, isWebhookSecret) };
  }

  #email({ to, from, smtp }: RawMail, egressAllow: readonly string[]): EmailTarget {
    const odd = to.findIndex((address) => !isAddress(address));
    if (odd !== -1)
      throw this.#refused(['email', 'to', odd], `\`${to[odd] ?? ''}\` is not a valid email address.`);
    if (!isAddress(addressOf(from)))
      throw this.#refused(['email', 'from'], `\`${from}\` is not a valid email address.`);
    const server = readMailServer(smtp, egressAllow, {
      refused: (at, message, hint) => this.#refused(['email', 'smtp', ...at], message, hint),
      secretName: (password) => this.#secret('password', password, (value) => value !== ''),
    });
    return { by: 'email', to, from, smtp: server };
  }

  /** The name of a secret; its value is looked up on use. */
  #secret(key: string, raw: string, isSound: (value: string) => boolean): string {
    const name = secretNameIn(raw);
    // Reported at the target's name: an issue shows its source line, and this line may hold the secret.
    if (name === undefined)
      throw this.#refused([], `\`${key}:\` is not the name of a secret.`, 'Write `${secret.NAME}`.');
    const value = this.secrets?.(name);
    if (this.secrets === undefined || (value !== undefined && isSound(value))) return name;
    if (value !== undefined)
      throw this.#refused(
        [],
        `The secret ${name} cannot be used.`,
        'A webhook secret must be `whsec_` followed by 24 to 64 bytes in base64; a password must not be empty.',
      );
    const { code, message, hint } = missingSecret(name, this.secrets);
    this.reader.reportIssue(['notifications', 'approvals', this.name], code, message, hint, 'key');
    throw new Refused();
  }

  #refused(path: (string | number)[], message: string, hint?: string): Refused {
    const at = ['notifications', 'approvals', this.name, ...path];
    this.reader.reportIssue(at, 'notification_invalid', message, hint, path.length === 0 ? 'key' : 'value');
    return new Refused();
  }
}

const isLink = (link: string): boolean => {
  const url = link.replaceAll('${number}', '1');
  return URL.canParse(url) && new URL(url).protocol === 'https:' && !url.includes('${');
};

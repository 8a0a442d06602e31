/** `notices:` of merchant.yaml: where approvers are told, and with which secrets. */
import { missingSecret } from '../contracts/errors/missing-secret.js';
import { isAddressAmong } from '../http/egress.js';
import { secretNameIn, type Secrets } from '../security/secrets.js';
import { isWebhookSecret } from '../security/standard-webhooks.js';
import type { EmailTarget, MailServer, NoticeTarget, NoticeTargets, WebhookTarget } from './notices.js';
import type { WrittenTarget } from './notices-schema.js';
import type { Reader } from './reader.js';
import { isWebhook } from './read-people.js';

const usualPorts = { starttls: 587, tls: 465, none: 25 } as const;

/** Reads the targets; one with an issue is left out. */
export function readNotices(
  reader: Reader,
  written: Readonly<Record<string, WrittenTarget>>,
  secrets: Secrets | undefined,
): NoticeTargets {
  const targets = Object.entries(written).flatMap(([name, target]): [string, NoticeTarget][] => {
    const read = new TargetReader(reader, name, secrets).read(target);
    return read === undefined ? [] : [[name, read]];
  });
  return Object.fromEntries(targets);
}

class TargetReader {
  constructor(
    readonly reader: Reader,
    readonly name: string,
    readonly secrets: Secrets | undefined,
  ) {}

  read({ webhook, secret, email, roles, link, egress }: WrittenTarget): NoticeTarget | undefined {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(this.name))
      return this.#report([], `\`${this.name}\` is not kebab-case.`, 'Write `team-chat`.');
    if (link !== undefined && !isLink(link))
      return this.#report(
        ['link'],
        'This is no address.',
        'Write `https://desk.example/approvals/${number}`.',
      );
    if (
      (webhook === undefined) === (email === undefined) ||
      (webhook === undefined) !== (secret === undefined)
    )
      return this.#report([], 'A notice goes to a webhook with its secret, or by e-mail.');
    const egressAllow = egress?.allow ?? [];
    const to =
      email === undefined ? this.#webhook(webhook ?? '', secret ?? '') : this.#email(email, egressAllow);
    if (to === undefined) return undefined;
    return {
      ...to,
      egressAllow,
      ...(roles === undefined ? {} : { roles }),
      ...(link === undefined ? {} : { link }),
    };
  }

  #webhook(url: string, secret: string): WebhookTarget | undefined {
    const path = ['notices', 'approvals', this.name, 'webhook'];
    if (!isWebhook(url))
      return this.reader.reportIssue(path, 'webhook_invalid', 'A notice cannot be sent to this address.');
    const secretName = this.#secret('secret', secret, isWebhookSecret);
    return secretName === undefined ? undefined : { by: 'webhook', url, secretName };
  }

  #email(
    { to, from, smtp }: NonNullable<WrittenTarget['email']>,
    egressAllow: readonly string[],
  ): EmailTarget | undefined {
    const odd = to.findIndex((address) => !isAddress(address));
    if (odd !== -1) return this.#report(['email', 'to', odd], `\`${to[odd] ?? ''}\` is no e-mail address.`);
    if (!isAddress(/<([^<>]*)>$/.exec(from)?.[1] ?? from))
      return this.#report(['email', 'from'], `\`${from}\` is no e-mail address.`);
    const server = this.#server(smtp, egressAllow);
    return server === undefined ? undefined : { by: 'email', to, from, smtp: server };
  }

  #server(
    { host, port, security = 'starttls', user, password }: NonNullable<WrittenTarget['email']>['smtp'],
    egressAllow: readonly string[],
  ): MailServer | undefined {
    const at = ['email', 'smtp'];
    const number = port === undefined ? usualPorts[security] : Number(port);
    if (number > 65_535) return this.#report([...at, 'port'], `\`${port ?? ''}\` is no port.`);
    if (security === 'none' && !egressAllow.includes(host) && !isAddressAmong(host, egressAllow))
      return this.#report(
        [...at, 'security'],
        'Notices and passwords would travel unencrypted.',
        'Write `starttls` or `tls`, or name the private host under `egress: { allow: […] }`.',
      );
    if ((user === undefined) !== (password === undefined))
      return this.#report(at, 'A login has a user and a password.');
    if (user === undefined || password === undefined) return { host, port: number, security };
    const passwordName = this.#secret('password', password, (value) => value !== '');
    return passwordName === undefined
      ? undefined
      : { host, port: number, security, login: { user, passwordName } };
  }

  /** The name of a secret; its value is looked up on use. */
  #secret(key: string, written: string, isSound: (value: string) => boolean): string | undefined {
    const name = secretNameIn(written);
    // Reported at the target's name: an issue shows its source line, and this line may hold the secret.
    if (name === undefined)
      return this.#report(
        [],
        `What stands behind \`${key}:\` is no name of a secret.`,
        'Write `${secret.NAME}`.',
      );
    const value = this.secrets?.(name);
    if (this.secrets === undefined || (value !== undefined && isSound(value))) return name;
    if (value !== undefined)
      return this.#report(
        [],
        `The secret ${name} cannot be used.`,
        'A webhook is signed by `whsec_` and 24 to 64 bytes in base64; a password is not empty.',
      );
    const { code, message, hint } = missingSecret(name);
    return this.reader.reportIssue(['notices', 'approvals', this.name], code, message, hint, 'key');
  }

  #report(path: (string | number)[], message: string, hint?: string): undefined {
    const at = ['notices', 'approvals', this.name, ...path];
    return this.reader.reportIssue(at, 'notice_invalid', message, hint, path.length === 0 ? 'key' : 'value');
  }
}

const isAddress = (text: string): boolean => /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(text);

const isLink = (link: string): boolean => {
  const url = link.replaceAll('${number}', '1');
  return URL.canParse(url) && new URL(url).protocol === 'https:' && !url.includes('${');
};

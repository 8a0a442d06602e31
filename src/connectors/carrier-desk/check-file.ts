/** Checks of a carrier's desk that need more than its form: addresses, secrets, names of facts. */
import { missingSecret } from '../../contracts/errors/missing-secret.js';
import { addressOf, isAddress, type MailServer, readMailServer } from '../../mail/mail-server.js';
import { secretNameIn } from '../../security/secrets.js';
import { didYouMean } from '../../yaml/suggest.js';
import type { Report } from '../declarative/report.js';
import type { ConnectionContext } from '../options.js';
import { factNames, strangersIn } from './inquiry.js';
import type { CarrierDeskFile } from './schema.js';

/** The issue has been reported. */
class Refused extends Error {}

/** The server of a desk's mails; undefined with issues in the report. */
export function serverOf(
  file: CarrierDeskFile,
  report: Report,
  { secrets }: ConnectionContext,
): MailServer | undefined {
  const { to, from, replyTo, smtp } = file.mail;
  const checked: [string, (string | number)[]][] = [
    ...to.map((one, index): [string, (string | number)[]] => [one, ['to', index]]),
    [addressOf(from), ['from']],
  ];
  if (replyTo !== undefined) checked.push([replyTo, ['replyTo']]);
  for (const [address, at] of checked)
    if (!isAddress(address))
      report.add(['mail', ...at], 'connection_invalid', `\`${address}\` is no e-mail address.`);
  const refused = (at: readonly string[], message: string, hint?: string): Refused => {
    report.add(['mail', 'smtp', ...at], 'connection_invalid', message, hint === undefined ? {} : { hint });
    return new Refused();
  };
  try {
    return readMailServer(smtp, file.egress?.allow ?? [], {
      refused,
      secretName(written) {
        const name = secretNameIn(written);
        // At the mail's key: the line of the password may hold the secret.
        if (name === undefined) {
          const said = 'A password is written as the name of a secret.';
          report.add(['mail'], 'connection_secret_plain', said, {
            hint: 'Write `${secret.NAME}`.',
            at: 'key',
          });
          throw new Refused();
        }
        if (secrets(name) !== undefined) return name;
        const { code, message, hint } = missingSecret(name, secrets.owner);
        report.add(['mail'], code, message, { hint, at: 'key' });
        throw new Refused();
      },
    });
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** Checks what a file says in words of its own: the names in it, and the form's address. */
export function checkTexts(
  { channel, form, mail: { subject, text } }: CarrierDeskFile,
  report: Report,
): void {
  const texts: [string | undefined, string[]][] = [
    [form, ['form']],
    [subject, ['mail', 'subject']],
    [text, ['mail', 'text']],
  ];
  for (const [written, path] of texts)
    for (const name of strangersIn(written ?? '')) {
      const message = `Nothing is known as \`\${${name}}\` here.`;
      report.add(path, 'connection_invalid', message, {
        hint: didYouMean(name, factNames) || `Known are ${factNames.join(', ')}.`,
      });
    }
  if ((form === undefined) === (channel === 'webform'))
    report.add(
      form === undefined ? ['channel'] : ['form'],
      'connection_invalid',
      'A form belongs to `channel: webform`, and to it alone.',
    );
  else if (form !== undefined && !isForm(form))
    report.add(['form'], 'connection_invalid', 'A form is an https address; facts stand behind its host.');
}

const isForm = (form: string): boolean => {
  const plain = form.replaceAll(/\$\{\w+\}/g, 'x');
  return URL.canParse(plain) && new URL(plain).protocol === 'https:' && /^https:\/\/[^/$]+\//.test(form);
};

/** The connector for a carrier without an API for investigations: it is asked by mail, and answers by an event (DESIGN §9). */
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { shipmentsInvestigationAnswered } from '../../commerce/shipments/events.js';
import { shipmentsInvestigation, shipmentsOpenInvestigation } from '../../commerce/shipments/operations.js';
import type { Issue } from '../../contracts/issue.js';
import type { JsonObject, Json } from '../../contracts/json.js';
import { type MailServer, addressOf, isAddress, readMailServer } from '../mail/mail-server.js';
import { sendMail } from '../mail/send-mail.js';
import { hostsOf, secretNameIn } from '../../security/secrets.js';
import type { YamlDocument } from '../../flows/yaml/document.js';
import { issuesOfZod } from '../../flows/yaml/zod-issues.js';
import type { Attempt, Binding, OperationCall } from '../connector.js';
import type { BuiltConnection, BuiltEvents, ConnectionContext } from '../connection-context.js';
import { eventsOf } from '../declarative/connection.js';
import { compileEgress } from '../declarative/egress-config.js';
import { isObject } from '../declarative/json-value.js';
import { Report } from '../declarative/report-issues.js';
import { type Facts, factsOf, filled, mailOf, refIn, refOf, factNames, unknownNamesIn } from './inquiry.js';
import { answerTime, CarrierDeskFile } from './schema.js';
import type { ConnectionEvents, ReadEvent } from '../connection-events.js';
import { answers } from './answer-event.js';
import { missingSecret } from '../../contracts/errors/missing-secret.js';
import { didYouMean } from '../../flows/yaml/suggest.js';

// Checks of a carrier's desk that need more than its form: addresses, secrets, names of facts.

/** The issue has been reported. */
class Refused extends Error {}

/** The server of a desk's mails; undefined with issues in the report. */
function serverOf(
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
      report.add(['mail', ...at], 'connection_invalid', `\`${address}\` is not a valid email address.`);
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
          const said = 'A password must be the name of a secret.';
          report.add(['mail'], 'connection_secret_plain', said, {
            hint: 'Write `${secret.NAME}`.',
            at: 'key',
          });
          throw new Refused();
        }
        if (secrets(name) !== undefined) return name;
        const { code, message, hint } = missingSecret(name, secrets);
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
function checkTexts({ channel, form, mail: { subject, text } }: CarrierDeskFile, report: Report): void {
  const texts: [string | undefined, string[]][] = [
    [form, ['form']],
    [subject, ['mail', 'subject']],
    [text, ['mail', 'text']],
  ];
  for (const [written, path] of texts)
    for (const name of unknownNamesIn(written ?? '')) {
      const message = `There is no \`\${${name}}\` here.`;
      report.add(path, 'connection_invalid', message, {
        hint: didYouMean(name, factNames) || `Use ${factNames.join(', ')}.`,
      });
    }
  if ((form === undefined) === (channel === 'webform'))
    report.add(
      form === undefined ? ['channel'] : ['form'],
      'connection_invalid',
      '`form` is needed with `channel: webform`, and only there.',
    );
  else if (form !== undefined && !isForm(form))
    report.add(
      ['form'],
      'connection_invalid',
      'A form must be an https address, with values only after the host name.',
    );
}

const isForm = (form: string): boolean => {
  const plain = form.replaceAll(/\$\{\w+\}/g, 'x');
  return URL.canParse(plain) && new URL(plain).protocol === 'https:' && /^https:\/\/[^/$]+\//.test(form);
};

// How the answer to an inquiry is told: by a webhook that the file describes, or by one of the staff.

/**
 * Events of a desk. A reference is found in whatever `ref` gives, such as the address that was answered to. What gives no
 * answer yet, such as a receipt, is of no kind, and left to people.
 */
function deskEvents(reported: ConnectionEvents | undefined): ConnectionEvents {
  return {
    answer: reported?.answer ?? '',
    take: (request, now) => reported?.take(request, now) ?? Promise.resolve({ is: 'forged' }),
    read(item) {
      const { answered } = item;
      const read = isObject(answered) ? answeredBy(answered) : reported?.read(item);
      if (read?.kind !== shipmentsInvestigationAnswered.name) return read;
      const ref = refIn(read.ref);
      return ref === undefined || !isAnswer(read.fields['status']) ? undefined : { ...read, ref };
    },
  };
}

const answeredBy = ({ ref, ...fields }: JsonObject): ReadEvent => ({
  kind: shipmentsInvestigationAnswered.name,
  ref: typeof ref === 'string' ? ref : '',
  fields,
});

const isAnswer = (value: Json | undefined): boolean => answers.some((one) => one === value);

/** The name by which files choose it. */
export const carrierDesk = 'carrier-desk';

const open = shipmentsOpenInvestigation.name;
const ask = shipmentsInvestigation.name;

/** Longer than sending a mail takes at most, ms. */
const timeoutMs = 30_000;

/** Builds a carrier's desk from its file. */
export function buildCarrierDesk(document: YamlDocument, context: ConnectionContext): BuiltConnection {
  const parsed = CarrierDeskFile.safeParse(document.value);
  if (!parsed.success)
    return { issues: issuesOfZod(document, parsed.error, 'connection_invalid', { schema: CarrierDeskFile }) };
  const file = parsed.data;
  const report = new Report(document);
  const out = compileEgress(file, report, context);
  const server = serverOf(file, report, context);
  checkTexts(file, report);
  const events = deskEvents(file.events && eventsOf(file, out, report, context));
  if (server === undefined || report.issues.length > 0) return { issues: report.issues };
  const desk = { file, server, ca: out.ca === undefined ? [] : [out.ca].flat(), context };
  return {
    connection: {
      name: file.connection,
      bindings: bindingsOf(file, server),
      events,
      attempt: attemptAt(desk),
    },
    issues: [],
  };
}

/** Builds what a desk's file says of events alone. */
export function buildCarrierDeskEvents(
  document: YamlDocument,
  context: ConnectionContext,
  broken: (issues: readonly Issue[]) => void,
): BuiltEvents {
  const parsed = CarrierDeskFile.safeParse(document.value);
  if (!isObject(document.value) || document.value['events'] === undefined) return undefined;
  if (!parsed.success) {
    broken(issuesOfZod(document, parsed.error, 'connection_invalid', { schema: CarrierDeskFile }));
    return undefined;
  }
  const report = new Report(document);
  const reported = eventsOf(parsed.data, compileEgress(parsed.data, report, context), report, context);
  if (reported !== undefined) return { connection: parsed.data.connection, events: deskEvents(reported) };
  broken(report.issues);
  return undefined;
}

const targetOf = ({ host, port }: MailServer): string => `smtp://${host}:${port}`;

interface Desk {
  file: CarrierDeskFile;
  server: MailServer;
  ca: readonly (string | Buffer)[];
  context: ConnectionContext;
}

/** Without a key that a mail server would know: what may have been sent is not sent again (DESIGN §5). */
function bindingsOf({ connection }: CarrierDeskFile, server: MailServer): ReadonlyMap<string, Binding> {
  const shared = { connection, idempotency: { kind: 'none' }, timeoutMs } as const;
  return new Map<string, Binding>([
    [open, { ...shared, operation: open, effect: 'write', target: targetOf(server) }],
    [ask, { ...shared, operation: ask, effect: 'read', target: 'orderly:events' }],
  ]);
}

const attemptAt =
  (desk: Desk) =>
  async (call: OperationCall): Promise<Attempt> => {
    const { operation } = call;
    const { file, context } = desk;
    const begun = Date.now();
    if (operation !== open && operation !== ask)
      throw new OrderlyError(
        'operation_unbound',
        `The connection ${file.connection} does not offer ${operation}.`,
      );
    const came = operation === open ? await opened(desk, call) : await asked(desk, call);
    context.attempted?.({
      connection: file.connection,
      operation,
      effect: operation === open ? 'write' : 'read',
      outcome: came.is,
      ms: Date.now() - begun,
      ...('code' in came ? { code: came.code } : {}),
    });
    return came;
  };

async function opened(desk: Desk, call: OperationCall): Promise<Attempt> {
  const { file, server, ca, context } = desk;
  const { inputs, gate } = call;
  if (isHeldBack(desk)) return { is: 'unsent', code: 'dry_run' };
  const password = server.login && context.secrets(server.login.passwordName);
  if (server.login && password === undefined) return { is: 'unsent', code: 'secret_missing' };
  const ref = refOf(call.idempotencyKey);
  const known = { ...factsOf(inputs, ref), form: '' };
  const facts = { ...known, form: filled(file.form ?? '', known, encodeURIComponent) };
  const policy = {
    ...{ connection: file.egress?.allow ?? [], operator: context.egressAllow },
    secretHosts: hostsOf(context.secrets, server.login?.passwordName),
  };
  const sent = await sendMail(server, mailOf(file, facts), { password, policy, ca, gate });
  switch (sent.is) {
    case 'sent':
      return { is: 'done', result: 'done', outputs: openedOf(file, facts, context) };
    case 'unsent':
    case 'unclear':
      return sent;
    case 'refused':
      // The server may take it later, and has taken nothing.
      return { is: 'later', code: sent.code };
  }
}

/** Whether nothing is sent: an engineer wants to see what would be, or the network is replaced. */
function isHeldBack({ server, context: { network, trace } }: Desk): boolean {
  const request = { method: 'POST', url: new URL(targetOf(server)), headers: {} } as const;
  const isHeld = trace?.withholds(request) === true;
  const outcome = { is: 'unsent', code: 'dry_run' } as const;
  // Not what the mail says: it is about a customer, and an exchange may be recorded.
  if (isHeld) trace.exchange({ request, sent: request, rewrite: () => request, outcome });
  return isHeld || network !== undefined;
}

function openedOf(
  { channel, answersWithin }: CarrierDeskFile,
  { ref, carrier, trackingNumber }: Facts,
  { dueAt }: ConnectionContext,
): JsonObject {
  const now = Date.now();
  const investigation = {
    ...{ ref, carrier, trackingNumber, channel },
    // A person has yet to fill in the form.
    status: channel === 'email' ? 'waiting' : 'open',
    openedAt: now,
    ...(answersWithin === undefined || dueAt === undefined
      ? {}
      : { answerDueAt: dueAt(now, answerTime(answersWithin)) }),
  };
  return { investigation, investigationRef: ref };
}

/** The investigation as it was opened, with what has been answered since: the first answer stands. */
async function asked({ file, context }: Desk, { inputs }: OperationCall): Promise<Attempt> {
  const { investigation } = inputs;
  const ref = isObject(investigation) ? investigation['ref'] : undefined;
  if (!isObject(investigation) || typeof ref !== 'string' || refIn(ref) !== ref)
    return { is: 'done', result: 'not_found', outputs: {} };
  const reported = (await context.reported?.(file.connection, ref)) ?? [];
  const answer = reported.find(({ kind }) => kind === shipmentsInvestigationAnswered.name);
  const status = answer?.fields['status'];
  const now = typeof status === 'string' ? { ...investigation, status } : investigation;
  return { is: 'done', result: 'found', outputs: { investigation: now } };
}

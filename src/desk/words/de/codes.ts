/** Codes and titles that the API sends, in German: the glossary of the desk. What is not here is written as it comes. */
import { byCode, capital, plain, wayOnAfter } from '../phrases';
import type { Words } from '../en';
import { matters } from './matters';

const intents = byCode({
  wismo: 'Wo ist meine Bestellung?',
  refund: 'Erstattung',
  return: 'Rücksendung',
  replacement: 'Ersatz',
  cancel_order: 'Bestellung stornieren',
  change_address: 'Adresse ändern',
  change_order: 'Bestellung ändern',
  sub_cancel: 'Abo kündigen',
  sub_change: 'Abo ändern',
  sub_pause: 'Abo pausieren',
  sub_refund: 'Abo erstatten',
  talk_to_a_person: 'Mit einem Menschen sprechen',
  other: 'Etwas anderes',
});

const outcomes = byCode({
  ...{ done: 'Erledigt', found: 'Gefunden', not_found: 'Nicht gefunden', refunded: 'Erstattet' },
  ...{ answered: 'Beantwortet', handed_over: 'Beim Team', cancelled: 'Storniert', rejected: 'Abgelehnt' },
  ...{ approved: 'Freigegeben', refused: 'Verweigert', unknown: 'Ungewiss', accepted: 'Angenommen' },
  ...{ sending: 'Wird gesendet', failed: 'Fehlgeschlagen', none: 'Nichts', expired: 'Abgelaufen' },
  ...{ refundable: 'Erstattbar', backed_out: 'Zurückgezogen', needs_approval: 'Wartet auf Freigabe' },
  ...{ needs_facts: 'Fragt nach Angaben', unverified: 'Nicht bestätigt', declined: 'Nicht gewünscht' },
  ...{
    ['told']: 'Kunde informiert',
    ['not_told']: 'Kunde nicht informiert',
    changed: 'Geändert',
    chosen: 'Gewählt',
  },
  ...{ already_refunded: 'Schon erstattet', already_cancelled: 'Schon storniert', arrived: 'Angekommen' },
  ...{ ended_before: 'Schon beendet', given: 'Auskunft gegeben', held_up: 'Aufgehalten', kept: 'Behalten' },
  ...{
    linked: 'Anderswo fortgesetzt',
    lost: 'Verloren',
    not_possible: 'Nicht möglich',
    paused: 'Abo pausiert',
  },
  ...{ registered: 'Angemeldet', replaced: 'Ersetzt', resumed: 'Fortgesetzt', sent_back: 'Zurückgeschickt' },
  ...{ skipped: 'Ausgelassen', stopped: 'Angehalten', too_late: 'Zu spät', yes: 'Ja', no: 'Nein' },
  ...{ whole: 'Alles', items: 'Einzelne Artikel', other: 'Anderes', completed: 'Beendet' },
});

const values = byCode({
  ...{ open: 'in Bearbeitung', packed: 'verpackt', partly_shipped: 'teilweise versandt' },
  ...{ shipped: 'versandt', delivered: 'zugestellt', cancelled: 'storniert', refunded: 'erstattet' },
  ...{ returned: 'zurückgeschickt', active: 'aktiv', paused: 'pausiert', expired: 'abgelaufen' },
  ...{ not_received: 'nicht angekommen', damaged: 'beschädigt', wrong_item: 'falscher Artikel' },
  ...{ late: 'zu spät geliefert', changed_mind: 'anders überlegt', refundable: 'erstattbar' },
  ...{ in_transit: 'unterwegs', label_created: 'angekündigt', ready_for_pickup: 'abholbereit' },
  ...{ problem: 'aufgehalten', returning: 'auf dem Rückweg', lost: 'verloren', pending: 'in Arbeit' },
  ...{ done: 'erledigt', failed: 'fehlgeschlagen', rejected: 'abgelehnt', approved: 'freigegeben' },
  ...{ received: 'eingetroffen', requested: 'angefragt', inspected: 'geprüft', found: 'gefunden' },
  ...{ not_found: 'nicht gefunden', 'reason.other': 'nicht genannt', 'status.other': 'anderer Zustand' },
});

const titles = byCode({
  'Answer one question about a delivery': 'Eine Frage zur Lieferung beantworten',
  'Ask for a new delivery address': 'Nach einer neuen Lieferadresse fragen',
  'Cancel an order': 'Eine Bestellung stornieren',
  'Send an order to another address': 'Eine Bestellung an eine andere Adresse schicken',
  'Change the items of an order': 'Artikel einer Bestellung ändern',
  'Ask which items of an order it is about, and how many': 'Fragen, um welche Artikel es geht und wie viele',
  'Understand a customer and act': 'Anliegen verstehen und handeln',
  "Find the customer's order": 'Die Bestellung finden',
  "Find the customer's subscription": 'Das Abo finden',
  'Have the carrier look for a parcel': 'Den Paketdienst nach einem Paket suchen lassen',
  'Tell the customer that a refund came back': 'Mitteilen, dass eine Erstattung zurückkam',
  'Refund an order': 'Eine Bestellung erstatten',
  'Refund part of the price': 'Einen Teil des Preises erstatten',
  'Tell the status of a refund': 'Über den Stand einer Erstattung Auskunft geben',
  'Send a replacement': 'Ersatz schicken',
  'Help when something is damaged, wrong or missing':
    'Helfen, wenn etwas beschädigt ist, fehlt oder falsch ist',
  'Return something': 'Etwas zurückschicken',
  'Tell the status of a return': 'Über den Stand einer Rücksendung Auskunft geben',
  'Cancel a subscription': 'Ein Abo kündigen',
  'Change a subscription to another plan': 'Ein Abo auf einen anderen Tarif umstellen',
  'Pause a subscription': 'Ein Abo pausieren',
  'Refund a charge of a subscription': 'Eine Abo-Zahlung erstatten',
  'Resume a subscription': 'Ein Abo fortsetzen',
  'Skip a subscription delivery': 'Eine Abo-Lieferung auslassen',
  'Follow a parcel until it arrives': 'Ein Paket bis zur Ankunft verfolgen',
  'Tell where an order is': 'Sagen, wo eine Bestellung ist',
  'An agent takes over': 'Das Team übernimmt',
  'it is not clear what the customer means': 'Es ist nicht klar, was der Kunde meint',
  'the system refused it': 'Das System hat es verweigert',
  'it may or may not have been done, so please check the system first':
    'Vielleicht ist es geschehen; sehen Sie zuerst im System nach',
  'the system could not be reached, so nothing was done':
    'Das System war nicht erreichbar, nichts ist geschehen',
  'the customer could not be verified': 'Der Kunde konnte nicht bestätigt werden',
  'the approval was rejected': 'Die Freigabe wurde abgelehnt',
  'there was no answer in time': 'Es kam rechtzeitig keine Antwort',
  'the details changed in the meantime, so nothing was done':
    'Die Angaben haben sich inzwischen geändert, nichts ist geschehen',
  'the shop has no system connected for it': 'Der Shop hat dafür kein System verbunden',
  Refund: 'Erstattung',
  'Refund a subscription charge': 'Abo-Zahlung erstatten',
  'Quote a refund': 'Erstattung berechnen',
  'Look up an order by its number': 'Bestellung nach Nummer suchen',
  'Look up a subscription by its number': 'Abo nach Nummer suchen',
  "List the customer's orders": 'Bestellungen des Kunden auflisten',
  'Track a parcel': 'Sendung verfolgen',
  'Change the lines of an order': 'Positionen einer Bestellung ändern',
  'Change the delivery address of an order': 'Lieferadresse einer Bestellung ändern',
  'List the variants of an order line': 'Varianten eines Artikels auflisten',
  'Check whether order lines can be replaced': 'Prüfen, ob Artikel ersetzt werden können',
  'Add a note to an order': 'Eine Notiz zur Bestellung schreiben',
  'Get the status of refunds': 'Stand der Erstattungen abfragen',
  'Cancel a return': 'Eine Rücksendung stornieren',
  'Get the status of returns': 'Stand der Rücksendungen abfragen',
  'Subscribe to a parcel’s scans': 'Scans eines Pakets abonnieren',
  'Get a proof of delivery': 'Zustellnachweis abrufen',
  'Check whether a parcel can be redirected': 'Prüfen, ob ein Paket umgeleitet werden kann',
  'Redirect a parcel': 'Ein Paket umleiten',
  'Open an investigation for a parcel': 'Nachforschung zu einem Paket beauftragen',
  'Get the status of an investigation': 'Stand einer Nachforschung abfragen',
  "List the customer's subscriptions": 'Abos des Kunden auflisten',
  'Skip the next delivery': 'Die nächste Lieferung auslassen',
  'List the plans that a subscription can change to': 'Mögliche Tarife eines Abos auflisten',
  'Quote a subscription change': 'Abo-Änderung berechnen',
  'Change a subscription': 'Ein Abo ändern',
  'Quote a subscription refund': 'Abo-Erstattung berechnen',
  'Reply in a ticket': 'In einem Ticket antworten',
  'Assign a ticket to agents': 'Ein Ticket dem Team zuweisen',
  'A customer has written in a ticket': 'Ein Kunde hat in einem Ticket geschrieben',
  'An agent has replied in a ticket': 'Jemand aus dem Team hat in einem Ticket geantwortet',
  'A ticket has been closed': 'Ein Ticket wurde geschlossen',
  'An order has changed': 'Eine Bestellung hat sich geändert',
  'A cancellation has been completed or refused': 'Eine Stornierung wurde ausgeführt oder abgelehnt',
  'A refund has been paid or refused': 'Eine Erstattung wurde gezahlt oder abgelehnt',
  'A paid refund has been returned': 'Eine gezahlte Erstattung kam zurück',
  'A return has arrived': 'Eine Rücksendung ist angekommen',
  'A return has been inspected': 'Eine Rücksendung wurde geprüft',
  'A parcel has been scanned': 'Ein Paket wurde gescannt',
  'A parcel has been delivered': 'Ein Paket wurde zugestellt',
  'A parcel has a problem': 'Ein Paket hat ein Problem',
  'A carrier has answered an investigation': 'Ein Paketdienst hat auf eine Nachforschung geantwortet',
  'A subscription has changed': 'Ein Abo hat sich geändert',
  'A subscription payment has failed': 'Eine Abo-Zahlung ist fehlgeschlagen',
  'Extract details from the message': 'Angaben aus der Nachricht lesen',
  'Understand what the customer wants': 'Verstehen, was der Kunde möchte',
  'what the flow was waiting for did not happen in time': 'Worauf gewartet wurde, geschah nicht rechtzeitig',
  'Register a return': 'Rücksendung anmelden',
  'Create a return label': 'Rücksendeetikett erstellen',
  'Check what can be returned': 'Prüfen, was zurückgeschickt werden kann',
  'A refund that a colleague approves': 'Eine Erstattung, die das Team freigibt',
  'The refund waits for approval. Open Approvals, approve it, and come back.':
    'Die Erstattung wartet auf eine Freigabe. Öffnen Sie die Freigaben, geben Sie sie frei, und kommen Sie zurück.',
  'Where is my order?': 'Wo ist meine Bestellung?',
  'Flows answer with what the carrier says.': 'Abläufe antworten mit dem, was der Paketdienst sagt.',
  'The order is cancelled in the shop.': 'Die Bestellung wird im Shop storniert.',
  'Talk to a person': 'Mit einem Menschen sprechen',
  'The conversation is in the inbox: take it over, and answer.':
    'Das Gespräch ist im Eingang: Übernehmen Sie es und antworten Sie.',
});

/** A time of the diagram: `2 business days`. */
const timeWords = (time: string): string =>
  time
    .replace(/business days?/, 'Werktagen')
    .replace(/business hours?/, 'Arbeitsstunden')
    .replace(/minutes?/, 'Minuten')
    .replace(/days?/, 'Tagen')
    .replace(/hours?/, 'Stunden')
    .replace(/^1 (Werktag|Tag)en/, 'einem $1')
    .replace(/^1 (Arbeitsstunde|Stunde|Minute)n/, 'einer $1');

/** How long something takes at most: `3 Werktage`. */
const spanWords = (time: string): string =>
  timeWords(time)
    .replace(/(Werktag|Tag)en$/, '$1e')
    .replace(/^einem /, 'ein ')
    .replace(/^einer /, 'eine ');

/** What a question takes for an answer; the options of a menu are the shop's own words. */
const answerKinds = byCode({
  ...{ 'yes or no': 'ja oder nein', 'free text': 'freier Text', 'some of a list': 'einige einer Liste' },
  ...{ 'one of a list': 'eines einer Liste', 'a number': 'eine Zahl', 'an amount': 'ein Betrag' },
  'a date': 'ein Datum',
});

/** Results and answers that lead on, as labels of lines; others are written as results of calls or values are. */
const branches = byCode({
  ...{ 'each item': 'für jedes', next: 'weiter', 'after all items': 'nach allen', else: 'sonst' },
  ...{ 'not yet': 'noch nicht', meanwhile: 'inzwischen', refused: 'verweigert', unsure: 'unklar' },
  ...{ unavailable: 'nicht erreichbar', none: 'nichts', other: 'anderes', 'already open': 'läuft schon' },
  ...{ 'already cancelled': 'schon storniert', 'already shipped': 'schon versandt' },
  ...{ 'address invalid': 'Adresse ungültig', 'other country': 'anderes Land', 'too early': 'zu früh' },
  ...{ 'money back': 'Geld zurück', 'something else': 'etwas anderes', 'out of stock': 'nicht auf Lager' },
  ...{ 'already refunded': 'schon erstattet', 'not refundable yet': 'noch nicht erstattbar' },
  ...{ 'nothing left': 'nichts mehr offen', 'not replaceable': 'nicht ersetzbar', replaceable: 'ersetzbar' },
  ...{ 'not eligible': 'nicht möglich', eligible: 'möglich', 'fee changed': 'Gebühr geändert' },
  ...{ 'not changeable': 'nicht änderbar', changeable: 'änderbar', 'gave up': 'aufgegeben' },
  'ready for shipment': 'versandbereit',
});

/** What a customer asks more exactly, behind the matter: `refund.status`. */
const fineIntents = byCode({
  ...{
    status: 'Stand',
    price_difference: 'Preisunterschied',
    double_charge: 'doppelt bezahlt',
    fee: 'Gebühr',
  },
  ...{ goodwill: 'Kulanz', discount_code: 'Rabattcode', gift_card: 'Gutschein', resume: 'fortsetzen' },
  ...{ skip: 'auslassen', late: 'verspätet', marked_delivered: 'als zugestellt gemeldet' },
});

/** A label of a line: a branch, a result, a value or an intent; undefined for what is none of them. */
function branchWords(label: string): string | undefined {
  const code = label.replaceAll(' ', '_');
  const [matter = '', fine] = code.split('.');
  const outcome = outcomes[code];
  const known = branches[label] ?? values[code] ?? (outcome && lowered(outcome));
  const intent = intents[matter];
  if (known !== undefined || intent === undefined) return known;
  return fine === undefined ? intent : `${intent}: ${fineIntents[fine] ?? plain(fine)}`;
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** How lines of a diagram begin. */
const beginnings: readonly (readonly [RegExp, (rest: string) => string])[] = [
  [/^End: (.+)$/, (code) => `Ende: ${codes.outcomes(code.replaceAll(' ', '_'))}`],
  [/^Decide: (.+)$/, (what) => `Entscheidung: ${what}`],
  [/^Ask: (.+)$/s, (text) => `Frage: ${text}`],
  [/^Say: (.+)$/s, (text) => `Antwort: ${text}`],
  [/^Approval by (.+)$/, (role) => `Freigabe durch ${role}`],
  [/^not needed within [\w.]+(.*)$/, () => 'nicht nötig innerhalb der Grenze des Shops'],
  [/^Result of: (.+)$/, (title) => `Ergebnis von: ${codes.titles(title)}`],
  [/^Hand over to (.+)$/, (queue) => `An das Team übergeben: ${queue}`],
  [/^flow (.+)$/, (flow) => `Ablauf ${flow}`],
  [/^expires after (.+)$/, (time) => `läuft ab nach ${timeWords(time)}`],
  [/^overdue after (.+)$/, (time) => `überfällig nach ${timeWords(time)}`],
  [/^after (.+) also by (?=[\w-]+$)/, (time) => `nach ${timeWords(time)} auch durch das nächste Team`],
  [/^(.+ · waits .+)$/s, (line) => waitingWords(line)],
  [/^For each of: (.+)$/, (list) => `Für jedes von: ${list}`],
  [/^at most (\d+, .+)$/, (how) => `höchstens ${howMany(how)}`],
  [/^at most (\d+) times?$/, (count) => `höchstens ${count}-mal`],
  [/^at most (.+)$/, (time) => `höchstens ${spanWords(time)}`],
  [/^Repeat every (.+)$/, (time) => `Wiederholen alle ${timeWords(time)}`],
  [/^Compute: (.+)$/, (what) => `Berechnen: ${what}`],
  [/^Wait for (.+)$/, (event) => `Warten auf: ${codes.titles(event)}`],
  [/^not yet: again after (.+)$/, (time) => `noch nicht: wieder nach ${timeWords(time)}`],
  [/^first, and again after (.+)$/, (time) => `zuerst, und wieder nach ${timeWords(time)}`],
  [/^gives (.+)$/, (names) => `ergibt ${names}`],
  [/^may (move money)$/, () => 'kann Geld bewegen'],
  [/^(changes something in the shop)$/, () => 'ändert etwas im Shop'],
  [/^moves (money.*)$/, () => 'bewegt Geld'],
  [/^(yes)$/, () => 'ja'],
  [/^(no)$/, () => 'nein'],
  [/^(rejected)$/, () => 'abgelehnt'],
  [/^(expired)$/, () => 'abgelaufen'],
  [/^(approved)$/, () => 'freigegeben'],
  [/^(approved, or not needed)$/, () => 'freigegeben oder nicht nötig'],
  [/^(otherwise: hand off)$/, () => 'sonst: an das Team'],
];

/** Why a system, or Orderly on the shop’s behalf, refuses something. */
const refusals = byCode({
  address_invalid: 'Die Adresse ist ungültig',
  already_cancelled: 'Es ist schon storniert',
  already_open: 'Es läuft schon eines',
  already_paused: 'Es pausiert schon',
  already_received: 'Es ist schon eingegangen',
  already_refunded: 'Es ist schon erstattet',
  already_returned: 'Es ist schon zurückgeschickt',
  already_shipped: 'Es ist schon versandt',
  amount_too_high: 'Der Betrag ist zu hoch',
  amount_unsayable: 'Der Betrag lässt sich dem System nicht nennen',
  cap_reached: 'Die Grenze des Shops für Erstattungen ist erreicht',
  currency_mismatch: 'Der Betrag ist in einer anderen Währung',
  fee_changed: 'Die Gebühr hat sich geändert',
  form_not_offered: 'Diese Form wird nicht angeboten',
  money_open: 'Hierzu wird schon Geld bewegt',
  not_cancellable: 'Es lässt sich nicht stornieren',
  not_changeable: 'Es lässt sich nicht ändern',
  not_confirmed: 'Der Kunde hat es nicht bestätigt',
  not_investigable: 'Der Paketdienst kann nicht danach suchen',
  not_owner: 'Es gehört jemand anderem',
  not_pausable: 'Es lässt sich nicht pausieren',
  not_paused: 'Es pausiert nicht',
  not_permitted: 'Das System erlaubt es nicht',
  not_redirectable: 'Es lässt sich nicht umleiten',
  not_refundable: 'Es lässt sich nicht erstatten',
  not_replaceable: 'Es lässt sich nicht ersetzen',
  not_resumable: 'Es lässt sich nicht fortsetzen',
  not_returnable: 'Es lässt sich nicht zurückschicken',
  not_skippable: 'Es lässt sich nicht auslassen',
  note_invalid: 'Die Notiz ist ungültig',
  other_country: 'Die Adresse ist in einem anderen Land',
  out_of_stock: 'Es ist nicht auf Lager',
  partly_shipped: 'Ein Teil ist schon versandt',
  payment_failed: 'Die Zahlung ist fehlgeschlagen',
  several_payments: 'Es wurde in mehreren Zahlungen bezahlt',
  ticket_closed: 'Das Ticket ist geschlossen',
  ticket_unknown: 'Dieses Ticket gibt es nicht',
  too_early: 'Es ist noch zu früh dafür',
  too_late: 'Es ist zu spät dafür',
  write_open: 'Das wird gerade schon geändert',
});

/** `free text · waits 2 days`. */
function waitingWords(line: string): string {
  const at = line.lastIndexOf(' · waits ');
  const kind = line.slice(0, at);
  return `${answerKinds[kind] ?? kind} · wartet ${timeWords(line.slice(at + ' · waits '.length))}`;
}

/** `20, one after the other` and `20, 10 at a time`. */
const howMany = (how: string): string =>
  how.replace('one after the other', 'nacheinander').replace(/(\d+) at a time/, '$1 auf einmal');

/** What an agent can do after a refusal. */
const waysOn = byCode({
  done: 'Es ist nichts mehr zu tun. Sagen Sie dem Kunden, wie es steht.',
  shipped: 'Bieten Sie eine Rücksendung an, sobald das Paket da ist.',
  later: 'Versuchen Sie es später noch einmal; sagen Sie dem Kunden, wann.',
  busy: 'Warten Sie, bis das beendet ist: Sehen Sie in Vorgänge und Unklar nach.',
  system: 'Tun Sie es im System des Shops; sagen Sie dem Betrieb Bescheid, wenn es öfter vorkommt.',
  allowed: 'Wer das darf, muss es im System des Shops tun.',
  address: 'Bitten Sie den Kunden um eine andere Adresse.',
  offer: 'Bieten Sie dem Kunden eine Erstattung oder einen anderen Artikel an.',
  pay: 'Sehen Sie sich die Zahlung in ihrem System an; bitten Sie um einen anderen Zahlungsweg.',
  who: 'Klären Sie, wer fragt, bevor Sie etwas dazu sagen.',
  ask: 'Fragen Sie den Kunden, ob er es noch möchte.',
  channel: 'Antworten Sie dem Kunden auf einem anderen Weg.',
  usual: 'Sehen Sie im System des Shops nach, und antworten Sie dem Kunden selbst.',
});

/** The words. */
export const codes: Pick<
  Words,
  'intents' | 'outcomes' | 'refusals' | 'afterRefusal' | 'values' | 'titles' | 'lines'
> = {
  intents: (intent) => intents[intent.split('.')[0] ?? ''] ?? capital(plain(intent)),
  outcomes: (outcome) => outcomes[outcome] ?? capital(plain(outcome)),
  afterRefusal: (code) => waysOn[wayOnAfter(code)] ?? '',
  refusals: (code) => refusals[code] ?? capital(plain(code)),
  values: (field, value) =>
    values[`${field}.${value}`] ?? values[value] ?? (/^[a-z]+(_[a-z]+)+$/.test(value) ? plain(value) : value),
  titles: (title) => {
    // Why a flow has handed off: the step, and how it ended.
    const [, step = '', why = ''] = /^(.+): (.+)\.$/.exec(title) ?? [];
    const known = titles[why];
    return (
      titles[title] ?? matters[title] ?? (known === undefined ? title : `${titles[step] ?? step}: ${known}.`)
    );
  },
  lines: (line) => {
    for (const [pattern, written] of beginnings) {
      const [, rest] = pattern.exec(line) ?? [];
      if (rest !== undefined) return written(rest);
    }
    return titles[line] ?? branchWords(line) ?? line;
  },
};

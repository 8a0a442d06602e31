/** Words for values of enums, by language; what has none is its own name without underscores. */

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

const en: Words = {
  fact_kind: {
    number: 'order number',
    email: 'e-mail address',
    postcode: 'postcode',
    email_or_postcode: 'e-mail address or postcode',
  },
  tracking_status: {
    label_created: 'announced to the carrier',
    problem: 'held up by a problem',
    returning: 'on its way back to the sender',
  },
  order_status: { open: 'being prepared' },
  refund_reason: { changed_mind: 'change of mind' },
};

const de: Words = {
  bool: { yes: 'ja', no: 'nein' },
  fact_kind: {
    number: 'Bestellnummer',
    email: 'E-Mail-Adresse',
    postcode: 'Postleitzahl',
    email_or_postcode: 'E-Mail-Adresse oder Postleitzahl',
  },
  order_status: {
    open: 'in Bearbeitung',
    packed: 'verpackt',
    partly_shipped: 'teilweise versandt',
    shipped: 'versandt',
    delivered: 'zugestellt',
    cancelled: 'storniert',
    returned: 'zurückgeschickt',
    refunded: 'erstattet',
    other: 'in einem anderen Zustand',
  },
  tracking_status: {
    label_created: 'beim Paketdienst angekündigt',
    ready_for_shipment: 'versandbereit',
    in_transit: 'unterwegs',
    ready_for_pickup: 'abholbereit',
    delivered: 'zugestellt',
    problem: 'durch ein Problem aufgehalten',
    returning: 'auf dem Rückweg zum Absender',
    other: 'in einem anderen Zustand',
  },
  refund_reason: {
    not_received: 'nicht angekommen',
    damaged: 'beschädigt',
    wrong_item: 'falscher Artikel',
    returned: 'zurückgeschickt',
    changed_mind: 'anders überlegt',
    other: 'anderer Grund',
  },
};

const languages: Readonly<Record<string, Words>> = { en, de };

/** The word for a value of an enum in the language, e.g. `partly_shipped` → "teilweise versandt". */
export function wordOf(name: string | undefined, value: string, language: string): string {
  const words = own(languages, language.split('-')[0] ?? language) ?? en;
  const byName = name === undefined ? undefined : own(words, name);
  return (byName && own(byName, value)) ?? value.replaceAll('_', ' ');
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

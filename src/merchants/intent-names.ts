/** What customers call the intents: they stand in "Is it about …, or about …?". A merchant rewords them under `sentences:`. */

const en = {
  about_wismo: 'where your order is',
  about_refund: 'a refund',
  about_cancel_order: 'cancelling an order',
  about_return: 'sending something back',
  about_replacement: 'an exchange or a replacement',
  about_change_order: 'changing an order',
  about_change_address: 'changing a delivery address',
  about_sub_cancel: 'ending a subscription',
  about_sub_pause: 'pausing a subscription',
  about_sub_change: 'changing a subscription',
  about_sub_refund: 'money back for a subscription',
  about_talk_to_a_person: 'talking to a colleague',
};

/** Names of sentences that name an intent: `about_` and the intent. */
export type IntentName = keyof typeof en;

const de: Readonly<Record<IntentName, string>> = {
  about_wismo: 'den Stand Ihrer Bestellung',
  about_refund: 'eine Erstattung',
  about_cancel_order: 'das Stornieren einer Bestellung',
  about_return: 'eine Rücksendung',
  about_replacement: 'einen Umtausch oder Ersatz',
  about_change_order: 'das Ändern einer Bestellung',
  about_change_address: 'eine andere Lieferadresse',
  about_sub_cancel: 'das Kündigen eines Abos',
  about_sub_pause: 'das Pausieren eines Abos',
  about_sub_change: 'das Ändern eines Abos',
  about_sub_refund: 'Geld zurück für ein Abo',
  about_talk_to_a_person: 'ein Gespräch mit jemandem aus dem Team',
};

/** The names by language. */
export const intentNames: Readonly<Record<'en' | 'de', Readonly<Record<IntentName, string>>>> = { en, de };

/** The sentence that names an intent. */
export const intentNameOf = (intent: string): string => `about_${intent}`;

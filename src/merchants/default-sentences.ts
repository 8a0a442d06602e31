/** The product's own sentences, in each language that it speaks; a merchant rewords them under `sentences:`. */
import type { EngineSentence } from '../contracts/engine-sentences.js';
import type { OutcomeName } from '../contracts/ir.js';
import type { MerchantConfig } from './merchant.js';
import { type IntentName, intentNames } from './intent-names.js';

/** Names of sentences: of unhandled outcomes, of the engine, and of the conversation. */
export type SentenceName =
  | IntentName
  | OutcomeName
  | EngineSentence
  | 'talk_to_a_person'
  | 'unclear_message'
  | 'clarify'
  | 'several_intents'
  | 'queued'
  | 'with_people'
  | 'summary_unclear'
  | 'summary_legal_threat'
  | 'summary_safety';

type Sentences = Readonly<Record<SentenceName, string>>;

const en: Sentences = {
  ...intentNames.en,
  refused: 'I am sorry, this could not be done. A colleague will take a look and get back to you.',
  unknown: 'I could not make sure that this went through. A colleague will check it and get back to you.',
  unavailable: 'I cannot reach our system right now. A colleague will take care of it and get back to you.',
  unverified: 'I could not match this with an order. A colleague will take a look and get back to you.',
  rejected: 'I am sorry, we cannot do this. A colleague will get back to you.',
  expired: 'This has been waiting for too long. A colleague will take over from here.',
  superseded: 'Your order has changed in the meantime. A colleague will take a look and get back to you.',
  gave_up: 'This is taking longer than it should. A colleague will take a look and get back to you.',
  unsure: 'I want to be sure that I get this right, so a colleague will take a look and get back to you.',
  talk_to_a_person: 'Of course. A colleague will take over and get back to you.',
  unclear_message: 'What is it about? For example: where is my parcel, a refund, or cancelling an order.',
  clarify: 'I want to be sure that I get this right: is it about ${first}, or about ${second}?',
  several_intents: 'Thank you, that is more than one thing. I will take them one after the other.',
  queued: 'Thank you, I have noted that. One thing after the other: I will come back to it.',
  summary_unclear: 'The customer’s message could not be understood.',
  summary_legal_threat: 'The customer speaks of legal steps.',
  summary_safety: 'The customer speaks of a danger or an injury. Please read it first.',
  with_people: 'A colleague has your message and will get back to you.',
  ask_facts: 'To look into your order, I need: ${missing}.',
  ask_facts_again: 'I could not match this with an order. Please check and send again: ${missing}.',
  ask_again: 'I am sorry, I could not read your answer from this. Could you try once more?',
  accepted: 'This has been passed on and is being worked on. You will hear from us as soon as it is done.',
  internal_error:
    'I am sorry, something went wrong on our side. A colleague will take over and get back to you.',
};

const de: Sentences = {
  ...intentNames.de,
  refused: 'Das war leider nicht möglich. Jemand aus dem Team sieht es sich an und meldet sich bei Ihnen.',
  unknown:
    'Ich konnte nicht sicherstellen, dass es geklappt hat. Jemand aus dem Team prüft es und meldet sich bei Ihnen.',
  unavailable:
    'Ich erreiche unser System gerade nicht. Jemand aus dem Team kümmert sich darum und meldet sich bei Ihnen.',
  unverified:
    'Ich konnte dazu keine Bestellung zuordnen. Jemand aus dem Team sieht es sich an und meldet sich bei Ihnen.',
  rejected: 'Das können wir leider nicht tun. Jemand aus dem Team meldet sich bei Ihnen.',
  expired: 'Das hat zu lange gewartet. Jemand aus dem Team übernimmt ab hier.',
  superseded:
    'Ihre Bestellung hat sich inzwischen geändert. Jemand aus dem Team sieht es sich an und meldet sich bei Ihnen.',
  gave_up:
    'Das dauert länger, als es sollte. Jemand aus dem Team sieht es sich an und meldet sich bei Ihnen.',
  unsure: 'Damit alles stimmt, sieht es sich jemand aus dem Team an und meldet sich bei Ihnen.',
  talk_to_a_person: 'Gern. Jemand aus dem Team übernimmt und meldet sich bei Ihnen.',
  unclear_message:
    'Worum geht es? Zum Beispiel: Wo ist mein Paket, eine Erstattung oder das Stornieren einer Bestellung.',
  clarify: 'Damit ich es richtig verstehe: Geht es um ${first} oder um ${second}?',
  several_intents: 'Danke, das sind mehrere Anliegen. Ich kümmere mich um eines nach dem anderen.',
  queued: 'Danke, das habe ich notiert. Eins nach dem anderen: Ich komme darauf zurück.',
  summary_unclear: 'Die Nachricht wurde nicht verstanden.',
  summary_legal_threat: 'Die Nachricht spricht von rechtlichen Schritten.',
  summary_safety: 'Die Nachricht spricht von einer Gefahr oder Verletzung. Bitte zuerst lesen.',
  with_people: 'Ihre Nachricht ist bei unserem Team. Jemand meldet sich bei Ihnen.',
  ask_facts: 'Damit ich Ihre Bestellung ansehen kann, brauche ich: ${missing}.',
  ask_facts_again:
    'Dazu konnte ich keine Bestellung zuordnen. Bitte prüfen und noch einmal senden: ${missing}.',
  ask_again: 'Das konnte ich leider nicht als Antwort lesen. Versuchen Sie es bitte noch einmal?',
  accepted: 'Das ist weitergegeben und in Arbeit. Sie hören von uns, sobald es erledigt ist.',
  internal_error:
    'Bei uns ist leider etwas schiefgegangen. Jemand aus dem Team übernimmt und meldet sich bei Ihnen.',
};

const languages: Readonly<Record<string, Sentences>> = { en, de };

/** Languages that the product's own sentences are written in. */
export const sentenceLanguages: readonly string[] = Object.keys(languages);

/** Names of all sentences. */
// The record's type says that its keys are these names.
export const sentenceNames = Object.keys(en) as SentenceName[];

/** The product's sentence by name, in a language (BCP 47) or else in English; undefined if there is none. */
export function defaultSentence(name: string, language: string): string | undefined {
  const sentences: Readonly<Record<string, string>> = languages[language.split('-')[0] ?? ''] ?? en;
  return Object.hasOwn(sentences, name) ? sentences[name] : undefined;
}

/**
 * The merchant's sentence as a customer of the language reads it: the merchant's own wording, else the product's.
 * A name that nobody knows is a fault of the caller and gives the sentence for internal errors.
 */
export function sentenceOf(config: MerchantConfig, name: string, language: string): string {
  if (Object.hasOwn(config.sentences, name)) return config.sentences[name] ?? '';
  return defaultSentence(name, language) ?? defaultSentence('internal_error', language) ?? en.internal_error;
}

/** Translations of the product's sentences from one language into all others, sentence by sentence. */
export function sentenceTranslations(
  from: string,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const keys: Readonly<Record<string, string>> = languages[from.split('-')[0] ?? ''] ?? en;
  return Object.fromEntries(
    Object.entries(languages).map(([language, sentences]) => [
      language,
      Object.fromEntries(sentenceNames.map((name) => [keys[name] ?? name, sentences[name]])),
    ]),
  );
}

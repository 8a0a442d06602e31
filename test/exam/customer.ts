/** A dialogue's customer: answers what is asked in the words of its author, and gives up when asked twice what they cannot answer. */
import type { OpenAsk } from '../../src/contracts/conversation.js';
import type { Belongings } from './world.js';
import type { Dialogue } from './dialogue.js';

/** A question as the customer reads it; `ask` of a flow's own. */
export interface Question {
  text: string;
  ask?: OpenAsk;
}

/** What a question that changes something is about, by the step that asks. */
const topicOfStep: Readonly<Record<string, readonly string[]>> = {
  which: ['which_order', 'which_subscription'],
  lines: ['which_items', 'what_is_wrong'],
  quantity: ['how_many'],
  name: ['address_name'],
  street: ['address_street'],
  postcode: ['address_postcode'],
  city: ['address_city'],
};

/** Topics by what the question says, for questions whose step has no topic of its own; the first that fits. */
const topicOfWords: readonly (readonly [RegExp, string])[] = [
  [/which (order|of your orders)|welche bestellung|um welche bestellung/i, 'which_order'],
  [/which subscription|welches abo/i, 'which_subscription'],
  [/new address|where shall|where should|wohin|neue (adresse|anschrift)/i, 'new_address'],
  [/what(['’]| i)s (wrong|happened)|was (stimmt|ist) .*nicht|was ist (mit|los|passiert)/i, 'what_is_wrong'],
  [/has not reached|['’ i]s missing|hasn['’]t arrived|nicht angekommen|fehlt/i, 'what_is_wrong'],
  [
    /what (shall|should|can) (we|i) do|what would you like us to do|was (sollen|können) wir|replacement or/i,
    'what_instead',
  ],
  [/how much|wie viel (davon|vom preis)|all of it or/i, 'how_much'],
  [/pay back of|what .*(pay|refund).*back|what .*refunded|was .*(zurückzahlen|erstatt)/i, 'what_refund'],
  [/why .*(send|return)|warum .*zurück/i, 'why_return'],
  [/why .*cancel|warum .*(stornieren|kündigen)/i, 'why_cancel'],
  [/what .*change|was .*(ändern|geändert)/i, 'what_change'],
  [/which plan|welche[rsn]? (tarif|plan|variante des abos)/i, 'which_plan'],
  [/until (which|what|when)|bis wann|bis zu welchem/i, 'until_when'],
  [
    /which (size|colou?r|variant)|what shall this be|welche (größe|farbe|variante|ausführung)|was soll es stattdessen/i,
    'which_variant',
  ],
  [/how many|wie viele/i, 'how_many'],
  [/which (items|of|parcel|one)|welche (artikel|teile|positionen)|welches paket/i, 'which_items'],
  [
    /pause .*instead|instead.*pause|stattdessen.*(pausieren|aussetzen)|pausieren.*(statt|anstatt)/i,
    'offer_pause',
  ],
  [/(another|different) plan|anderen (tarif|plan)/i, 'offer_plan'],
  [/look for (the )?parcel|search|nachforsch|suchen (lassen)?/i, 'offer_search'],
  [/keep an eye|when it arrives|im (auge|blick)/i, 'offer_watch'],
  [/colleague|kolleg/i, 'offer_colleague'],
  [/photo|picture|foto|bild/i, 'photo'],
];

/** What a question is about, most likely first. */
export function topicsOf({ text, ask }: Question): string[] {
  if (ask === undefined)
    return / or | oder /i.test(text) ? ['clarify', 'what_about'] : ['what_about', 'clarify'];
  if (ask.facts !== undefined && ask.facts.length > 0) return ['proof'];
  const step = ask.key.replace(/[#/].*$/, '');
  const [, found] = topicOfWords.find(([words]) => words.test(text)) ?? [];
  const offers = found?.startsWith('offer_') === true;
  if (ask.kind === 'yes_or_no') return [...(offers ? [found] : []), 'confirm'];
  return [...(found === undefined ? [] : [found]), ...(topicOfStep[step] ?? [])];
}

/** One dialogue's answers. */
export class DialogueCustomer {
  readonly #used = new Map<string, number>();
  #lost = 0;

  constructor(
    readonly dialogue: Dialogue,
    readonly belongings: Belongings,
  ) {}

  /** A line of the author with the numbers, and the customer's email address and postcode, in it. */
  fill(line: string): string {
    const { orders, subscriptions, customer } = this.belongings;
    const known: Readonly<Record<string, string>> = {
      email: customer.mail,
      postcode: customer.address.postcode,
    };
    return line.replace(/\{([A-Z]|email|postcode)\}/g, (whole, key: string) => {
      const one = orders.get(key) ?? subscriptions.get(key);
      return one?.number ?? known[key] ?? whole;
    });
  }

  /** The answer to a question, or undefined where the customer gives up. */
  to(question: Question): string | undefined {
    const topics = topicsOf(question);
    if (topics.includes('proof')) return this.#proof(question);
    const said = topics.map((topic) => this.#next(topic)).find((line) => line !== undefined);
    return said ?? this.#otherwise();
  }

  /** What the customer says to what they cannot answer: once, and then they give up. */
  #otherwise(): string | undefined {
    this.#lost += 1;
    const [line] = [this.dialogue.else ?? []].flat();
    return this.#lost > 1 ? undefined : line && this.fill(line);
  }

  /** The next line on a topic; asked once more, the last is said again, and a third time nothing. */
  #next(topic: string): string | undefined {
    const lines = this.dialogue.answers[topic];
    if (lines === undefined || lines.length === 0) return undefined;
    const used = this.#used.get(topic) ?? 0;
    this.#used.set(topic, used + 1);
    if (used > lines.length) return undefined;
    return this.fill(lines[Math.min(used, lines.length - 1)] ?? '');
  }

  /** Number and a fact, as far as the customer has them. */
  #proof({ ask, text }: Question): string | undefined {
    const { dialogue, belongings } = this;
    const { customer } = belongings;
    const [first] = [...belongings.orders.values(), ...belongings.subscriptions.values()];
    const asked = (what: string, words: RegExp): boolean =>
      ask?.facts?.includes(what) === true || words.test(text);
    const has: readonly (readonly [string, RegExp, string | undefined])[] = [
      ['number', /number|nummer/i, first?.number],
      ['email', /e-?mail/i, customer.mail],
      ['postcode', /postcode|postleitzahl|plz/i, customer.address.postcode],
    ];
    const told = has.flatMap(([what, words, value]) => {
      if (!asked(what, words)) return [];
      const line = this.#next(what);
      if (line !== undefined) return [line];
      return dialogue.knows.includes(what) &&
        value !== undefined &&
        !(what === 'postcode' && toldMail(dialogue))
        ? [value]
        : [];
    });
    const used = this.#used.get('proof') ?? 0;
    this.#used.set('proof', used + 1);
    return told.length > 0 && used < 3 ? told.join(', ') : this.#otherwise();
  }
}

/** One fact is enough: who knows the e-mail address tells that. */
const toldMail = ({ knows }: Dialogue): boolean => knows.includes('email');

/** How somebody asks something in German beside what a conversation is about. */
import type { SideQuestions } from '../language.js';

const deed =
  'stornier\\p{L}*|zurückschicken|zurückgeben|zurücksenden|erstatt\\p{L}*|ersetzen|schick\\p{L}*|send\\p{L}*|tausch\\p{L}*|umtausch\\p{L}*|änder\\p{L}*|hinzufüg\\p{L}*|wegnehmen|rausnehmen|herausnehmen|stopp\\p{L}*|kündig\\p{L}*|pausier\\p{L}*|fortsetz\\p{L}*|auslass\\p{L}*|bestell\\p{L}*|anmeld\\p{L}*|umleit\\p{L}*|behalten';

/** For words in lower case without signs, with spaces around. */
export const sideQuestions: SideQuestions = {
  begins:
    /^ (?:(?:und|aber|also|ok|okay|ach|hm|moment|noch|eine|frage|sagen sie|mal|dann|ja) )*(?:wann|wie (?:lange|lang|viel|teuer|schnell|bald|komme?|läuft|geht)|wer (?:zahlt|bezahlt|holt|trägt|kommt|übernimmt)|was (?:kostet|passiert|ist|mache|muss|wenn)|wo (?:muss|soll|kann|bekomme|krieg\p{L}*|finde|geb\p{L}*|geht)|wohin|muss ich|krieg\p{L}* ich|bekomm\p{L}* ich|kostet|koscht|geht das|ist das|gilt das|zahl\p{L}* ich|warum|wieso)(?= )/u,
  orders: new RegExp(
    ` (?:(?:können|könnten|könnt|kannst|würden|kann|könnte|darf|möchte|möcht|will|wollen|bitte)(?: \\p{L}+){0,6}|stattdessen|lieber) (?:${deed})(?= )`,
    'u',
  ),
  another:
    / (?:auch|ebenfalls|noch (?:ein|eine|einen|eins|etwas|was)|andere|anderen|anderer|anderes|zweite|zweiten|nächste bestellung|mein\p{L}* andere\p{L}*)(?= )/u,
  aspects: {
    money_back: {
      asked:
        / (?:(?:wann|wie lange|wie lang|bis wann|wie schnell)(?: \p{L}+){0,8} (?:geld|erstattung|betrag|gutschrift|rückzahlung|zurück|erstattet|gutgeschrieben|überwiesen|konto)|(?:krieg|kriege|bekomm|bekomme|hab|habe) ich(?: \p{L}+){0,4} (?:geld|erstattung)(?: \p{L}+){0,3})(?= )/u,
      answer: / (?:erstatt\p{L}*|erstattung|zurückzahl\p{L}*|konto)(?= )/u,
    },
    label: {
      asked:
        / (?:label|etikett|etiketten|aufkleber|rücksendeschein|paketschein|versandschein|drucker|drucken|ausdrucken|zettel)(?= )/u,
      answer: / (?:label|etikett|aufkleber|rücksendeetikett|code)(?= )/u,
    },
    place: {
      asked:
        / (?:wohin|wo)(?: \p{L}+){0,5} (?:hin|hinschicken|hinbringen|abgeben|schicken|schicke|bringen|senden|einwerfen|abgebe|hingeb\p{L}*|aufgeben)(?= )/u,
      answer: / (?:paketshop\p{L}*|paketstelle|schicken sie das paket|abgeben|abgabe)(?= )/u,
    },
    cost: {
      asked:
        / (?:kostet|kosten|koscht|gebühr|gebühren|gratis|kostenlos|umsonst|berechnet|porto|preis|extra|aufpreis|teuer|wie viel|wieviel|zahlt|bezahlt|zahle ich|zahl ich|bezahle ich|muss ich(?: \p{L}+){0,3} (?:zahlen|bezahlen)|zahl\p{L}* ma)(?= )/u,
      answer: / (?:kostet|kosten|gebühr|gebühren|berechnen|zahlen|preis|jeweils|wert)(?= )/u,
    },
    time: {
      asked:
        / (?:wann|wie lange|wie lang|wie schnell|wie bald|bis wann|welcher tag|welchem tag|welchen tag|an welchem)(?= )/u,
      answer:
        / (?:nächste lieferung|erwartet|will paket|ankommen|antworten|gilt ab|tage|tagen|bis|geplant|ab)(?= )/u,
    },
  },
};

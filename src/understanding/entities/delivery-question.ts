/** Which one thing a customer asks about a delivery, in English and German: the day, who brings it, why it is late, how long it is kept. */
import { ownMatches, type Span } from './matches.js';

/** What can be asked by itself, without all that is known of an order. */
const deliveryQuestions = ['day', 'carrier', 'delay', 'pickup'] as const;

type DeliveryQuestion = (typeof deliveryQuestions)[number];

/** Some words within the same sentence, and a few. */
const near = '[^.!?\\n]{0,40}';
const short = '[^.!?\\n]{0,12}';

const coming = '(?:arriv|com(?:e|ing)|deliver|get here|be here|reach|due|expect|show up|turn up)';
const kommt =
  '(?:komm|ankomm|liefer|geliefert|zugestellt|zustell|eintreff|trifft|da sein|da ist|bei mir|bei uns|an(?!\\p{L}))';

/** How customers ask for each. */
const asked: Readonly<Record<DeliveryQuestion, readonly string[]>> = {
  day: [
    `(?:on )?(?:which|what) (?:day|date|time|week)${near}${coming}`,
    `when(?:'s|’s)? (?:will|does|do|is|are|can|should|would|it|was|were)(?!\\p{L})${near}${coming}`,
    '(?:delivery|arrival) (?:date|day|time)|eta(?!\\p{L})',
    `(?:an )?welche[mnrs]? (?:tag|datum|woche)${near}${kommt}`,
    `wann (?:kommt|kommen|ist|sind|wird|werden|wurde|soll|sollen|sollte|kann|darf|trifft|treffen)(?!\\p{L})${near}${kommt}`,
    'wann (?:kommt|kommen|trifft|treffen)(?!\\p{L})',
    'liefer(?:datum|termin|tag)|zustell(?:datum|termin|tag)',
  ],
  carrier: [
    '(?:which|what) (?:carrier|courier|parcel service|delivery (?:company|service)|shipping company)',
    'who (?:delivers|is delivering|will deliver|brings|is bringing|will bring|ships|carries)(?!\\p{L})',
    'is it (?:the )?\\p{L}{2,20} (?:who|that|which) (?:brings|delivers|carries)',
    `(?:need|want|like|give|send|have|get|what(?:'s|’s| is|s))(?!\\p{L})${near}tracking (?:number|no|id|link|code|url)(?!\\p{L})`,
    `(?:need|want|give|send|get)(?!\\p{L})${short}tracking(?! (?:number|no|id|link|code|url|has|is|says|shows|page))`,
    'welche[mnrs]? (?:paketdienst|zusteller|lieferdienst|versanddienst(?:leister)?|spediteur)|mit wem (?:kommt|wird)',
    'wer (?:liefert|bringt|stellt)(?!\\p{L})',
    `(?:brauche?|bräuchte|hätte|haben|habt|möchte|gib|geben|gebt|schick|senden?|wie lautet|wie ist|was ist|welche)(?!\\p{L})${near}(?:(?:sendungs|tracking|paket)-?(?:nummer|id|link)|trackinglink)`,
  ],
  delay: [
    `why${near}(?:late|delay|tak(?:e|ing)|not|n['’]t|stuck|long|still)`,
    `reason for (?:the|this) delay|what(?:'s|’s| is) (?:the hold-?up|holding it up|causing)`,
    `(?:warum|wieso|weshalb)${near}(?:spät|dauert|nicht|lange|noch|hängt|fest|verzöger)`,
    'woran liegt (?:das|es|die verspätung|die verzögerung)|grund für die (?:verspätung|verzögerung)',
  ],
  pickup: [
    `how long${near}(?:kept|keep|held|hold|stored?|pick|collect|stay|there)`,
    `(?:until|till|by) (?:when|what day|which day)${near}(?:pick|collect|fetch|kept)`,
    `wie lange${near}(?:lieg|aufbewahrt|aufgehoben|lager|abhol|bleibt|dort|da(?!\\p{L}))`,
    `bis wann${near}(?:abhol|abgeholt|holen|lieg|aufbewahrt)`,
  ],
};

const patterns = deliveryQuestions.map((asks) => ({
  asks,
  pattern: new RegExp(`(?<!\\p{L})(?:${asked[asks].join('|')})`, 'giu'),
}));

/** What a text asks about a delivery, each once. */
export const deliveryQuestionsIn = (text: string): (Span & { asks: DeliveryQuestion })[] =>
  patterns.flatMap(({ asks, pattern }) =>
    ownMatches(pattern, text)
      .slice(0, 1)
      .map((span) => ({ ...span, asks })),
  );

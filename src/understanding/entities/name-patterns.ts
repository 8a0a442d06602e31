/** Where a name stands: after an introduction, below a closing greeting, before "here". */
import type { Cued } from './matches.js';

const INITIAL = '\\p{Lu}\\.';
const WORD = `(?:${INITIAL}|\\p{Lu}[\\p{L}'’]{0,24}(?:-[\\p{L}'’]{1,24})?)`;
const PARTICLE = '(?:van|von|der|den|de|di|da|del|la|le|el|bin|al|zu)';
const TITLE =
  '(?:[Mm]rs?|MRS?|[Mm]s|[Mm]iss|[Mm]me|Sir|Lady|Dr|Prof|Rev|Maj|Capt|Sgt|Sister|Father|[Hh]errn?|[Ff]rau|Familie)';

/** A name of up to four words with its title, capitalised. */
const NAME = `(?:${TITLE}\\.? ){0,2}(?:${PARTICLE} ){0,2}${WORD}(?: (?:${PARTICLE} ){0,2}${WORD}){0,3}`;
const IN_ANY_CASE = "\\p{L}[\\p{L}'’-]{1,24}(?: \\p{L}[\\p{L}'’-]{1,24})?";

/** A title is part of the span as written. */
export const TITLED: Cued = {
  cue: new RegExp(`${TITLE}\\.? `),
  pattern: new RegExp(`(?<!\\p{L})${TITLE}\\.? ${NAME}`, 'gu'),
};

const PERSON =
  '(?:someone|somebody|person|driver|courier|man|woman|guy|lady|lad|girl|boy|agent|rep|colleague|assistant|advisor|adviser|neighbou?r|' +
  'fahrer|mitarbeiter|mitarbeiterin|nachbar|nachbarin|jemand|kollege|kollegin)';
const RELATION =
  '(?:colleague|husband|wife|partner|sister|brother|daughter|son|mother|father|mum|mom|dad|aunt|uncle|cousin|friend|neighbou?r|' +
  'flatmate|boss|assistant|nephew|niece|kollege|kollegin|mann|frau|schwester|bruder|tochter|sohn|mutter|vater|tante|onkel|freund|' +
  'freundin|nachbar|nachbarin|partnerin)';

/** What comes right before a name; "my name is jane doe" needs no capitals. */
export const INTRODUCTIONS: readonly (readonly [before: RegExp, name: RegExp])[] = [
  [
    /\b(?:my (?:full |last |first )?name is|name's|mein name ist|mein name lautet|ich hei(?:ß|ss)e) (?:spel(?:led|t) |actually )?/giu,
    new RegExp(`${NAME}|${IN_ANY_CASE}`, 'uy'),
  ],
  [
    /\b(?:name ?:|vorname und name:|i am|i['’]m|this is|it is|here is|ich bin(?:['’]?s)?,?(?: (?:die|der))?|hier ist|hier spricht) ?/giu,
    new RegExp(NAME, 'uy'),
  ],
  [
    /\b(?:name on the [a-z]{2,12} (?:is|says)|name (?:is|was|of)|name|auf (?:den|dem) namen|(?:order|account|parcel|booking|card)(?:['’]s| is)? under|under the name(?: of)?|im namen von|namens|ask for|attn:?|c\/o|z\. ?hd\.(?: v\.)?|kund(?:e|in)|customer|contact (?:is|there is|person is)|ansprechpartner(?:in)?(?: ist)?) /giu,
    new RegExp(NAME, 'uy'),
  ],
  [
    new RegExp(
      `\\b${PERSON} (?:is |was |who is |who was )?(?:called|named|by the name of|with the name|whose name (?:is|was)|namens) `,
      'giu',
    ),
    new RegExp(NAME, 'uy'),
  ],
  [
    new RegExp(
      `\\b(?:my|your|our|his|her|their|meine?n?|meinem|meiner|ihre?|eure?|unsere?) ${RELATION},? `,
      'giu',
    ),
    new RegExp(NAME, 'uy'),
  ],
];

const CLOSINGS =
  'regards|wish|wishes|greetings|sincerely|faithfully|truly|cheers|best|ta|love|obliged|appreciated|thanks|thank you|thx|yours|' +
  'gruß|grüße|gruss|grüsse|grüßen|grüssen|mfg|lg|vg|danke|dank';
const EITHER_CASE = CLOSINGS.replace(/(?<=^|\|)\p{L}/gu, (letter) => `[${letter.toUpperCase()}${letter}]`);

/** What closes an e-mail, with a few more words: "Thanks so much,", "Mit freundlichen Grüßen", "MfG". */
export const CLOSING = new RegExp(
  `(?<!\\p{L})(?:${EITHER_CASE}|MFG|MfG|LG|VG)(?:(?: \\p{Ll}{1,12}){0,4}(?: (?:aus|from) \\p{L}{2,24})?(?:[ ,.!]{0,4}\\r?\\n\\s{0,6}|[,!] )| )`,
  'gu',
);

/** A name up to the end of the line, perhaps with a job title: "Joan Petherick, Bursar". */
export const TO_LINES_END = new RegExp(
  `(?<name>${NAME})(?:, \\p{L}[\\p{L} ]{2,30})?[ .!]{0,3}(?=\\r?\\n|$)`,
  'uy',
);

/** The name alone at the end: after a sentence, a dash or on its own line. */
export const LAST_WORDS: Cued = {
  cue: /[.!?)\n–—-][^!?)]+$/,
  pattern: new RegExp(
    `(?:(?<!(?:^|[ \\n])(?:\\p{Lu}|Dr|Prof|Mrs?|Ms|Nr|St))[.!?)] | [–—-] ?|\\n\\s{0,6}|\\n[–—-] ?)(?<name>${NAME})\\s{0,6}$`,
    'gu',
  ),
};

/** "Moira here.", "Graham Tull here": the writer. */
export const BEFORE_HERE: Cued = {
  cue: / here/,
  pattern: new RegExp(`(?:^|[.!?,\\n] ?)(?<name>${NAME}) (?=here(?:[.,!]|$| again| from))`, 'gu'),
};

/** "Can Melissa from your team", in the middle of a sentence. */
export const OF_YOURS: Cued = {
  cue: / (?:from|in|at) your /,
  pattern: new RegExp(
    `(?<=[\\p{L},] )(?<name>${NAME})(?= (?:from|in|at) your (?:team|support|office|side|shop|service|customer|sales|chat|hotline|company|warehouse|department|end)\\b)`,
    'gu',
  ),
};

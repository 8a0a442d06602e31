/** German phrases of messages that name no matter of their own. */
import { combined, type Phrases } from '../phrases.js';

const helping =
  'helfen|weiterhelfen|behilflich sein|kurz helfen|vielleicht helfen|bitte helfen|bitte weiterhelfen';
const question =
  'eine frage|ne frage|mal eine frage|da mal eine frage|da eine frage|noch eine frage|eine kurze frage|kurz eine frage|' +
  'mal ne frage|eine andere frage|fragen|ein paar fragen|einige fragen|ein problem|ein anliegen|eine bitte|' +
  'da ein problem|ein kleines problem|da ein kleines problem|eine kleine frage|da eine kleine frage|ein kleines anliegen|noch etwas|noch was|noch ein anliegen|da ein anliegen';

/** „Es war zu klein“, „der Reißverschluss ist kaputt“, „ist defekt“, „falsche Größe“. */
const subject = String.raw`(?:es|er|sie|das|die|der|dies|diese|alles|(?:der|die|das|mein|meine|ein|eine|beide|alle)(?: \p{L}+){1,3})`;
const state = 'ist|sind|war|waren|kam|kamen|wurde|wurden|sieht|fällt|fallen';
const degree =
  '(?:(?:leider|schon|komplett|total|ganz|ziemlich|viel|etwas|einfach|mir|uns|zu|so|sehr|nicht|der|die|das) )*';
const flaw =
  'kaputt|defekt|beschädigt|zerbrochen|gebrochen|zerkratzt|verkratzt|zerrissen|gerissen|fleckig|schmutzig|dreckig|' +
  'undicht|abgelaufen|unvollständig|spät|klein|groß|gross|eng|weit|kurz|lang|breit|schmal|schwer|dunkel|hell|teuer|' +
  '(?:falsche|falscher|falsches|verkehrte) (?:größe|farbe|artikel|modell|produkt|ware|teil)|wie beschrieben|' +
  'wie erwartet|was ich (?:bestellt|erwartet|wollte)(?: habe| hatte)?';
/** „Passt nicht“, „gefällt mir nicht“, „funktioniert nicht mehr“, „ist nie angekommen“. */
const failing =
  '(?:passt|passen|gefällt|gefallen|funktioniert|funktionieren|geht|gehen|steht|schließt) (?:mir |uns )?' +
  '(?:leider |einfach |gar |überhaupt )?nicht(?: mehr)?(?: richtig)?|' +
  '(?:ist|sind) (?:leider )?(?:nie|nicht|noch nicht) (?:angekommen|gekommen|da)';
/** „Ich habe es mir anders überlegt“, „ich brauche es nicht mehr“. */
const regret =
  'ich (?:habs|habe? es|habe?) mir (?:doch )?anders überlegt|habs mir anders überlegt|' +
  '(?:ich )?(?:brauche?|will|möchte|mag) (?:es|sie|ihn|das|die) (?:doch )?nicht(?: mehr)?|' +
  'ich habe? (?:es|sie|ihn|das) (?:woanders|günstiger|billiger) (?:gefunden|gekauft|bekommen)|' +
  'ich habe? (?:die|das|den) falschen? (?:größe|farbe|artikel|modell) bestellt';

/** By kind. */
export const phrases: Phrases = {
  greeting:
    'hallo|halo|hallöchen|hi|hey|moin|moin moin|servus|grüezi|grüß gott|grüss gott|grüß dich|grüße|seid gegrüßt|na|' +
    `${combined('|einen|einen schönen|schönen', 'guten', 'tag|morgen|abend|mittag|nachmittag')}|gutn tag|mahlzeit|` +
    `sehr geehrte damen und herren|${combined('|ist da|ist hier|ist', 'jemand|wer', '|da|hier|online|erreichbar')}|` +
    `${combined('liest', 'hier|das hier|das|', 'jemand|wer', '|mit')}|` +
    'sind sie da|seid ihr da|bist du da|sind sie noch da|sehr erfreut|freut mich',
  small_talk:
    `${combined('wie', 'geht es|gehts|geht es denn', '|ihnen|euch|dir|so|ihnen heute|euch heute|dir heute')}|` +
    'wie läufts|wie läuft es|was geht|alles gut bei ihnen|alles gut bei euch|alles fit|wie ist ihr tag|wie war ihr tag|' +
    `mir geht es gut|mir gehts gut|und ihnen|und euch|und dir|${combined(
      'ich hoffe',
      'es geht ihnen gut|ihnen geht es gut|es geht euch gut|es geht dir gut|sie hatten einen schönen tag',
    )}|schönes wetter|schönes wetter heute`,
  opening:
    `${combined(
      '|ich habe|ich hab|hab|habe|ich hätte|hätte|ich habe noch|ich hab noch|ich hätte noch|es gibt|nur',
      question,
    )}|frage|kurze frage|` +
    `${combined('ich brauche|brauche|ich bräuchte|bräuchte|ich benötige', '|mal|bitte|dringend', 'hilfe|ihre hilfe|eure hilfe|unterstützung|rat|eine auskunft')}|hilfe|` +
    `${combined('können|könnten|kannst|könnt|könntet', 'sie|du|ihr', 'mir|uns', '|da|mal|dabei', helping)}|` +
    `${combined('kann|könnte', 'mir', '|hier|da', 'jemand|wer', helping)}|` +
    `${combined('darf|kann|dürfte|könnte', 'ich', '|sie|euch|dich|ihnen', 'etwas fragen|was fragen|eine frage stellen|mal etwas fragen|mal was fragen|kurz etwas fragen')}|` +
    `${combined('ich', 'möchte|wollte|würde gern|würde gerne', '|sie', 'etwas fragen|was fragen|mal etwas fragen|eine frage stellen')}|` +
    'helfen sie mir|bitte helfen sie mir|helft mir',
  thanks:
    'danke|dankeschön|danke schön|danke sehr|danke vielmals|danke nochmal|danke nochmals|danke ihnen|danke dir|danke euch|' +
    `${combined('vielen|vielen lieben|lieben|herzlichen|besten|tausend|recht herzlichen', 'dank')}|dank|merci|` +
    `${combined(
      'danke|dankeschön|vielen dank|vielen lieben dank|herzlichen dank|besten dank|danke schön',
      'für',
      'alles|ihre zeit|die info|die infos|die information|die auskunft|das feedback|ihr verständnis|ihre geduld|' +
        'ihre mühe|ihre bemühungen|' +
        combined(
          'die|ihre|deine|eure',
          '|schnelle|nette|rasche|tolle|freundliche',
          'hilfe|antwort|rückmeldung|unterstützung',
        ),
    )}|ich danke ihnen|ich danke dir|ich danke euch|ich bedanke mich|` +
    `${combined('sie haben|du hast|ihr habt', 'mir', '|sehr|wirklich|toll', 'geholfen|weitergeholfen')}|` +
    'das hat geholfen|das hat mir geholfen|das hilft mir|das hilft mir weiter|das hilft|sehr nett|sehr nett von ihnen|' +
    'sehr freundlich|das ist sehr nett|das ist nett|nett von ihnen|sehr hilfreich|toller service|guter service',
  goodbye:
    'mfg|lg|vg|mit freundlichen grüßen|viele grüße|liebe grüße|tschüss|tschüß|tschüs|tschau|ciao|ade|adieu|bye|bye bye|auf wiedersehen|wiedersehen|auf wiederhören|wiederhören|' +
    `bis bald|bis dann|bis später|bis morgen|bis zum nächsten mal|${combined(
      '|einen|ich wünsche ihnen einen|ihnen einen|noch einen',
      'schönen|guten',
      'tag|abend|feierabend|sonntag',
      'noch',
    )}|${combined('|noch|ihnen noch', 'einen', 'schönen|guten', 'tag|abend|feierabend|sonntag')}|schönen tag|` +
    `schönen feierabend|${combined('|ein|noch ein|ihnen ein', 'schönes|gutes', 'wochenende', '|noch')}|gute nacht|` +
    `${combined('das', 'war|wars|ist|wäre', 'alles|schon alles|dann alles|es|es schon')}|das wars|sonst nichts|` +
    'nichts weiter|keine fragen mehr|keine weiteren fragen|ich habe keine fragen mehr|' +
    'machen sie es gut|machs gut|alles gute|ebenfalls|gleichfalls|ihnen auch|pass auf dich auf',
  acknowledgement:
    'ok|okay|oki|okii|okidoki|alles klar|klar|na klar|gut|sehr gut|das ist gut|prima|super|toll|klasse|perfekt|wunderbar|bestens|' +
    'spitze|cool|schön|sehr schön|fein|verstehe|ich verstehe|verstanden|hab verstanden|habe verstanden|ach so|achso|' +
    'aha|ach ja|in ordnung|passt|das passt|geht klar|alles gut|kein problem|macht nichts|schon gut|stimmt|richtig|' +
    'genau|ja|jo|jep|jup|nein|nö|nee|nicht wirklich|gut zu wissen|freut mich zu hören|das freut mich|hm|hmm|mhm|haha',
  around:
    'zusammen|liebes|liebe|lieber|team|leute|alle|allerseits|ihr|ihr lieben|bitte|mal|also|so|dann|nun|jetzt|noch|' +
    'nochmal|nochmals|und|auch|ach|oh|äh|ähm|naja|na ja|mich|heute|erstmal|erst mal|schonmal|schon mal|' +
    'entschuldigung|entschuldigen sie|sorry|verzeihung|die störung|übrigens|kundenservice|support|bot|' +
    `${combined('zu|mit|wegen|bezüglich', 'meiner bestellung|einer bestellung|meiner letzten bestellung')}|` +
    `${combined('liebe|viele|beste|freundliche|schöne|herzliche', 'grüße|grüsse')}|mit freundlichen grüßen|mfg|lg|vg|gruß`,
  numbering:
    'bestellung|bestellungen|bestellnummer|bestellnr|auftrag|auftragsnummer|nummer|nr|die|der|das|den|meine|meiner|mein|' +
    'mit|zu|zur|von|für|um|bei|wegen|über|und|auch|oder|es|ist|war|hier|was ist mit|wie ist es mit|wie sieht es mit|aus|' +
    'was|wie|stattdessen|ich meine|ich meinte|andere|anderen|noch|nochmal|geht|es geht um|dieselbe|gleiche|nächste',
  because: 'weil|wegen|denn|da es|da er|da sie|da die|da der|da das|da ich|da mein|da meine',
  hollow:
    'und jetzt|und nun|was nun|was jetzt|was|hä|häh|test|ist|am|um|in|es|das|der|die|den|dem|ein|eine|mein|meine|war|waren|' +
    'vom|von|seit|bis|vor|nach|ab|gegen|zu|oder|nicht|dies|dieser|mir|ich|sie|wir|nächste|nächsten|letzte|letzten|mit|für|im|' +
    'vormittag|vormittags|nachmittag|nachmittags|abend|abends|mittag|mittags|morgens|uhr|wenn möglich|wenn es geht|falls möglich|am liebsten|ungefähr|etwa',
  file:
    'foto|fotos|bild|bilder|video|videos|dokument|dokumente|anhang|anhänge|im anhang|anbei|angehängt|medien|datei|dateien|' +
    'sticker|gif|screenshot|screenshots|bildschirmfoto|weggelassen|ausgeschlossen|siehe anhang|siehe anbei',
  request:
    / (?:storn\p{L}*|abbestell\p{L}*|kündig\p{L}*|erstatt\p{L}*|zurück\p{L}*|\p{L}*tausch\p{L}*|ersatz\p{L}*|\p{L}*änder\p{L}*|schick\p{L}*|sende\p{L}*|will|möchte|hätte|brauche|wo|wann|warum|wieso|weshalb|wie|kaputt|defekt|falsch\p{L}*|fehlt|fehlen|pausier\p{L}*|stopp\p{L}*|können|kann|könnt|liefer[nt]\p{L}*) /u,
  complaint: new RegExp(
    `^(?:(?:${subject} (?:(?:${state}) )?|(?:${state}) )?${degree}(?:${flaw})(?: aus)?(?: angekommen| geliefert| gekommen)?` +
      `|(?:${subject} )?(?:${failing})|${regret})$`,
    'u',
  ),
};

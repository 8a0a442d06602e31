/** German yes and no. */
import type { AnswerWords } from '../answers.js';
import { combined } from '../phrases.js';

const machen = 'mach|macht|machen sie|machens|mach ma|machts|machen se|machet|machet se|mochts';
const tun = 'tu|tut|tun sie|tuats|tuts';

/** By what they do. */
export const answers: AnswerWords = {
  yes:
    'ja|jaa|nu|nu klar|nu freilich|jo|joo|jou|joa|joah|jau|jup|jupp|jep|jepp|jawohl|jawoll|jap|yep|yes|ok|okay|oke|okidoki|ja doch|ja klar|ja genau|' +
    'jo klar|ja freilich|ja freili|freilich|freili|ja eh|eh klar|ja gwiss|gwiss|gewiss|scho|ja scho|ja schon|klar|na klar|' +
    'doch|klaro|aber klar|aber ja|na sicher|logo|logisch|natürlich|selbstverständlich|sicher|ganz sicher|auf jeden fall|' +
    'auf alle fälle|unbedingt|gern|gerne|sehr gern|sehr gerne|ja gern|ja gerne|jo gärn|gärn|genau|ganz genau|genau so|richtig|' +
    'stimmt|stimmt so|stimmt genau|das stimmt|das ist richtig|korrekt|das ist korrekt|passt|das passt|passt so|passt schon|' +
    'ja passt|einverstanden|in ordnung|das ist in ordnung|ist ok|ist okay|is ok|is okay|ja is ok|das ist ok|geht klar|geht in ordnung|' +
    `${combined(tun, 'es|das|das bitte|des')}|` +
    `${combined(machen, '|es|das|dies|ma|mal|bitte|das bitte|das mal|das so|es bitte|so|des|dat|dit')}|` +
    'bestätigt|bestätige|ich bestätige|bestätige ich|ich bestätige das|das bestätige ich|hiermit bestätige ich|' +
    'ich bestätige hiermit|so ist es|so machen wir das|so machen wir es|bin einverstanden|ich bin einverstanden|bin dafür|' +
    'ich bin sicher|bin sicher|ich bin mir sicher|bin mir sicher|ganz bestimmt|bestimmt|ich bitte darum|bitte darum|' +
    'ich will das|das will ich|das möchte ich|ich möchte das|wäre super|das wäre super|wäre gut|das wäre gut|das wäre nett|' +
    'wäre nett|wäre lieb|das wäre lieb|sehr gut|prima|super|perfekt|gut|nur zu|los|leg los|legt los|legen sie los',
  no:
    'nein|ne|nee|nö|nope|naa|noi|nei|lieber nicht|bitte nicht|doch nicht|auf keinen fall|auf gar keinen fall|keinesfalls|' +
    'nicht|besser nicht|jetzt nicht|noch nicht|lass es|lass das|lass mal|lasst es|lasst das|lassen sie es|lassen sie das|' +
    'lassen sie mal|lieber doch nicht|natürlich nicht|ich möchte nicht|möchte ich nicht|will ich nicht|das möchte ich nicht|' +
    'das will ich nicht|sicher nicht|klar nicht|behalte ich|ich behalte es|ich behalte sie|ich behalte ihn|' +
    'ich möchte es behalten|ich möchte sie behalten|vergiss es|vergessen sie es',
  bareNo: 'nicht|noch nicht|jetzt nicht|doch nicht',
  behindNo: 'ich|wir|es|das|bitte|danke|aber|doch|lieber|sie|er|nur',
  polite:
    'bitte|bidde|bütte|biddeschön|bittschön|bittschee|bitte bitte|bitteschön|bitte schön|danke|danke dir|danke ihnen|danke euch|dank dir|dank ihnen|vielen dank|' +
    'vielen lieben dank|herzlichen dank|lieben dank|tausend dank|danke schön|dankeschön|danke ooch|danke ooch scheen|danke scheen|dankschee|danke sehr|entschuldigung|sorry|besten dank|danke im voraus|' +
    'danke vorab|merci|hallo|hi|hey|moin|servus|grüß gott|guten tag|guten morgen|guten abend|dann|mal|also|eben|' +
    'einfach|ach|ah|oh|äh|ähm|liebe grüße|viele grüße|beste grüße|grüße|mfg|lg|mit freundlichen grüßen|' +
    'sofort|gleich|jetzt|heute|schnell|schnellstens|umgehend|so schnell wie möglich|endlich|schon|wirklich|unbedingt|gern|' +
    'gerne|kein problem|keine eile|hiermit|haha|wie gesagt|wie besprochen|kein thema|freundlicherweise|liebes team|leute|' +
    'mein lieber|meine liebe|wa|gell|gelle|oida|digga|auf jeden fall',
  glue:
    'dass|daß|s|es|das|dies|diese|dieser|dieses|diesen|die|der|den|dem|des|sie|ihn|se|de|dat|dit|meine|meinen|mein|meiner|unsere|' +
    'unseren|abo|abonnement|paket|lieferung|rücksendung|adresse|tarif|betrag|geld|ganze|ganzen|ganzes|ganz|komplette|kompletten|komplett|gesamte|gesamten|gesamt|vollständig|vollständige|alles|alle|' +
    'bestellung|bestellungen|auftrag|ding|teil|sache|ich|wir|mir|uns|will|möchte|möchten|hätte|hätten|würde|soll|sollen|kann|' +
    'können|dürfen|darf|ist|war|werden|wird|haben|mit|für|zu|von|so|nummer|nr|zurück|wieder|machen|kannst|kannste|kannst du|könnt|könnt ihr|können sie|auch so|euro|eur|chf|weg|storniert haben',
  objects:
    'es|das|dies|diese|die|sie|ihn|se|de|bestellung|auftrag|abo|abonnement|alles|alle|ding|teil|bitte|gerne|mal',
  actions: {
    cancel:
      'stornieren|storniere|storniert|stornier|storno|stornierung|storniern|kündigen|kündige|kündigt|kündigung|gekündigt|' +
      'beenden|beende|beendet|abbestellen|abbestellt|streichen|streicht|löschen|lösche|löscht|canceln|cancel|' +
      'rückgängig machen|rückgängig|annullieren|annulliert|kann weg|kann wech|können weg|soll weg|weg damit|weg dormit|wech damit|' +
      combined(`${machen}|schmeiß|schmeißt|hau|haut`, 'weg|wech|es weg|das weg|des weg|sie weg|die weg|raus'),
    pay_back:
      'erstatten|erstatte|erstattet|erstattung|rückerstatten|zurückzahlen|zurückgezahlt|zahlen zurück|rückzahlung|überweisen|überweist',
    pause: 'pausieren|pausiere|pausiert|pause|aussetzen|unterbrechen',
    resume: 'weiterlaufen|weiter laufen|fortsetzen|wieder starten|wieder aufnehmen|reaktivieren|fortführen',
    skip: 'auslassen|ausgelassen|überspringen|überspringe|übersprungen|weglassen',
    change: 'ändern|ändere|ändert|geändert|umstellen|umgestellt|wechseln|wechsle|tauschen',
    send: 'schicken|schicke|schickt|senden|sende|sendet|liefern|liefere|liefert|zusenden|zuschicken|ersetzen|umleiten|ersatz',
    send_back: 'zurückschicken|zurücksenden|zurückgeben|anmelden|angemeldet|retoure|rücksendung',
    take_off: 'herausnehmen|herausgenommen|rausnehmen|entfernen|entfernt|nehmen heraus',
    search: 'suchen|suche|sucht|suchen lassen|nachforschen|nachforschung|nachforschungsauftrag',
  },
  articles:
    'der|die|das|den|dem|des|mein|meine|meinen|meiner|mit der|mit den|mit dem|mit|aus|bestellung|nummer|nr|artikel|von',
  verbs:
    'ist|sind|war|waren|hat|haben|habe|hatte|hatten|wurde|wurden|wird|werden|kam|kamen|kommt|kommen|braucht|brauche|brauchen|' +
    'passt|passte|gefällt|gefiel|sagt|sagte|meint|meinte|will|wollte|kann|konnte|muss|musste|dauert|dauerte|geht|ging|gibt|' +
    'gab|fand|findet|kaufte|macht|machte|liegt|steht|bleibt|verschiebt|verschob|reicht|hängt|sieht|klappt|funktioniert',
  relatives: 'welche|welcher|welches',
  joiners:
    'und|un|und auch|außerdem|zudem|übrigens|achso|ach so|ach ja|ach und|dazu|auch|ferner|und denn|un denn|und dann',
  wants: 'ich will|ich möchte|ich hätte|wir wollen|wir möchten|ich wünsche|ich nehme',
  starters: 'ich|i|wir|weil|denn|wann|wie|was|wo|wer|warum|hab|habe|haben|bekomme|kriege|krieg|muss|ist',
  turns: 'aber|nur|bloß|lediglich|allerdings|jedoch|obwohl|sondern|lieber|außer|ausser',
  binds:
    'aber nur|nur wenn|nur falls|nur dann|nur die|nur das|nur den|nur der|aber bitte|aber nicht|aber erst|aber ich will|' +
    'aber ich möchte|es sei denn|vorausgesetzt|sofern|solange|sonst|ansonsten|andernfalls|stattdessen|anstatt|statt|außer|' +
    'ausser|bis auf|ausgenommen|unter der bedingung|bevor sie',
  doubts:
    'oder|erst|zuerst|vorher|bevor|ohne|vielleicht|eventuell|evtl|halt mal|moment|moment mal|warte|warten sie|stopp|stop|' +
    'kommt drauf an|kommt darauf an|nicht sicher|bin nicht sicher|unsicher|teilweise|zum teil|hälfte|doch lieber|doch nicht|' +
    'eigentlich|hm|hmm',
  hesitations:
    'nur wenn|nur falls|nur dann|kommt drauf an|kommt darauf an|das kommt drauf an|das kommt darauf an|vielleicht|eventuell|' +
    'nicht sicher|bin nicht sicher|ich bin nicht sicher|weiß nicht|ich weiß nicht|weiß noch nicht|ich glaube|ich glaube schon|' +
    'ich denke schon|ich denke|wahrscheinlich|naja|hm|hmm',
  conditions: 'wenn|falls|sobald|nachdem|bis ich|bis sie|bis das|im falle|sollte ich',
  negations: 'nicht|nie|niemals|kein|keine|keinesfalls|bloß nicht',
};

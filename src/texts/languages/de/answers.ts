/** German yes and no. */
import type { AnswerWords } from '../answer-words.js';
import { combined } from '../phrases.js';

const machen = 'mach|macht|machen sie|machens|mach ma|machts|machen se|machet|machet se|mochts';
const tun = 'tu|tut|tun sie|tuats|tuts';

const schön =
  'gut|sehr gut|super|prima|toll|klasse|perfekt|wunderbar|schön|sehr schön|nett|sehr nett|lieb|sehr lieb|spitze|ideal|okay|ok|' +
  'richtig|genau richtig|korrekt|fein|top|gut so|richtig so|eine gute idee|das beste|am besten|hilfreich|fair|in ordnung';
const zahlen = 'zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|beide';
const es =
  'es|das|die|den|sie|ihn|dies|diese|alles|beide|beides|se|des|dat|meine|meins|mal|stecken|gut sein|es gut sein|mal gut sein|ruhig|bitte|lieber|doch|einfach|jetzt|erstmal|erst mal|doch lieber';
const behalten = 'behalten|behalte|behalt|behalts|behält|behaltens|behalt ich|behalte ich';
const mirNicht = 'ich nicht|ich nie|ich gar nicht|ich doch nicht|ich so nicht|ich niemals|nie|niemals';

/** By what they do. */
export const answers: AnswerWords = {
  yes:
    `${combined('das wäre|wäre|das ist|ist|is|des is|das klingt|klingt|hört sich|das hört sich|das wär|wär|wäre wirklich|finde ich|find ich', schön)}|` +
    `${combined('genau|das ist genau|das ist|exakt', 'das wollte ich|das will ich|was ich wollte|was ich will|das was ich wollte|darum hab ich gebeten|darum hab ich ja gebeten|darum habe ich gebeten|das hab ich gewollt')}|` +
    `${combined('ja|jo|yo|jup|klar', 'mann|man|alter|digger|digga|diggi|bruder|bro|menno')}|los los|los los los|leg los|ich stimme|stimme ich|stimme zu|ich stimme zu|schaut richtig aus|sieht richtig aus|sieht gut aus|` +
    'supi|basst|basst scho|jetzt stimmts|so stimmts|stimmts jetzt|jetzt passts|ja denn|passen|passt gut|passt prima|passt super|passen gut|passen super|reicht|reichen|reicht völlig|genügt|langt|das reicht|stimmt alles|alles richtig|alles korrekt|so passts|passt scho|das isses|das ist sie|das ist er|das ist es|tut sie|tut er|' +
    'nix dagegen|nichts dagegen|da hab ich nichts dagegen|da habe ich nichts dagegen|hab nichts dagegen|ich hab nichts dagegen|spricht nichts dagegen|spricht nix dagegen|spricht nichts gegen|spricht nix gegen|keine einwände|kein einwand|da sag ich nicht nein|da sage ich nicht nein|sag ich nicht nein|kein thema|her damit|immer her damit|bin dabei|ich bin dabei|ganz recht|leider ja|dürfen sie|dürft ihr|darfst du|kann man wohl sagen|das kann man wohl sagen|ich bitte darum|ich bitte drum|ich bitte sogar drum|bitte darum|wenn sie so freundlich wären|wenn sie so lieb wären|wenns geht|so ist es|so isses|gern angenommen|gerne angenommen|nehm ich gern|nehme ich gerne|machen wir so|so machen wir das|so machen wirs|keine zweifel|jawoi|isch rächt|isch guet|aber natürlich|100 prozent|hundert prozent|' +
    'dann ja|dann ja bitte|ja dann|jenau|ja jenau|bitte ja|ja|jaa|jaja|nu|nu klar|nu freilich|jo|joo|jou|joa|joah|jau|jup|jupp|jep|jepp|jawohl|jawoll|jap|yep|yes|ok|okay|oke|okidoki|ja doch|ja klar|ja genau|' +
    'jo klar|ja freilich|ja freili|freilich|freili|ja eh|eh klar|ja gwiss|gwiss|gewiss|scho|ja scho|ja schon|klar|na klar|' +
    'doch|klaro|aber klar|aber ja|na sicher|logo|logisch|natürlich|selbstverständlich|sicher|ganz sicher|auf jeden fall|' +
    'auf alle fälle|unbedingt|gern|gerne|sehr gern|sehr gerne|ja gern|ja gerne|jo gärn|gärn|genau|ganz genau|genau so|richtig|' +
    'stimmt|stimmt so|stimmt genau|das stimmt|das ist richtig|korrekt|das ist korrekt|passt|das passt|passt so|passt schon|' +
    'ja passt|einverstanden|ganz einverstanden|voll einverstanden|sind einverstanden|wir sind einverstanden|damit einverstanden|damit bin ich einverstanden|ich bin damit einverstanden|ich willige ein|willige ich ein|willige ein|wir willigen ein|meine zustimmung haben sie|zugestimmt|sehr wohl|jawohl ja|meinetwegen|von mir aus|soll mir recht sein|seis drum|recht so|is recht|ist recht|is recht so|ist recht so|mir recht|ist mir recht|das ist mir recht|wie immer|tut es|tut es ja|ist es|das ist es|in ordnung|das ist in ordnung|ist ok|ist okay|is ok|is okay|ja is ok|das ist ok|geht klar|geht in ordnung|' +
    `${combined(tun, 'es|das|das bitte|des')}|` +
    `${combined(machen, '|es|das|dies|ma|mal|nur|ruhig|das ruhig|bitte|das bitte|das mal|das so|es bitte|so|des|dat|dit')}|` +
    'bestätigt|bestätige|ich bestätige|bestätige ich|ich bestätige das|das bestätige ich|hiermit bestätige ich|' +
    'ich bestätige hiermit|so machen wir das|so machen wir es|bin einverstanden|ich bin einverstanden|bin dafür|' +
    'ich bin sicher|bin sicher|ich bin mir sicher|bin mir sicher|ganz bestimmt|bestimmt|ich bitte darum|bitte darum|' +
    'ich will das|das will ich|das möchte ich|ich möchte das|wäre super|das wäre super|wäre gut|das wäre gut|das wäre nett|' +
    'wäre nett|wäre lieb|das wäre lieb|sehr gut|prima|super|perfekt|gut|nur zu|los|leg los|legt los|legen sie los',
  no:
    'nein|nein nein|ne|nee|nö|bloß nicht|um gottes willen|um himmels willen|von wegen|garantiert nicht|ganz sicher nicht|niemals|danke nein|nein danke|nope|naa|noi|nei|lieber nicht|bitte nicht|doch nicht|auf keinen fall|auf gar keinen fall|keinesfalls|' +
    'nicht|besser nicht|jetzt nicht|noch nicht|lass es|lass das|lass mal|lasst es|lasst das|lassen sie es|lassen sie das|' +
    'lassen sie mal|lieber doch nicht|natürlich nicht|ich möchte nicht|möchte ich nicht|will ich nicht|das möchte ich nicht|' +
    'das will ich nicht|sicher nicht|klar nicht|behalte ich|ich behalte es|ich behalte sie|ich behalte ihn|' +
    'ich möchte es behalten|ich möchte sie behalten|vergiss es|vergessen sie es',
  bareNo: 'nicht|noch nicht|jetzt nicht|doch nicht',
  behindNo:
    'die|der|den|dem|ein|eine|einen|mein|meine|meinen|aber|weil|denn|wann|wie|was|wo|warum|wieso|kann|können|könnten|könnt|habe|hab|haben|ist|war|wollte|will|möchte|dass|bloß|sondern|so|bei|an|auf|zu|zum|im|in|erst|noch|schon|mir|uns|da|dann|jetzt|kündigen|beenden|ich|wir|es|das|bitte|danke|aber|doch|lieber|sie|er|nur',
  polite:
    `${combined('bevor', 'es|sie|das paket|die bestellung|die ware|die sendung|das ding|die sachen', 'rausgeht|rausgehen|raus ist|losgeht|weggeht|verschickt wird|versendet wird|versandt wird|abgeschickt wird|auf dem weg ist|unterwegs ist')}|bevor es zu spät ist|und zwar|noch heute|heute noch|wenn möglich|falls möglich|wenn irgend möglich|wenn das noch möglich ist|falls das noch geht|` +
    `${combined('wenn', 'das|es', 'so|halt so|eben so|der weg', 'läuft|geht|ist|sein muss|üblich ist')}|wenn das der weg ist|dann ja|` +
    'beide sachen|beide dinge|sonst nichts|sonst nix|sonst keine|und keine andere|mehr nicht|nicht mehr und nicht weniger|ausdrücklich|komma|fertig|na gut|nun gut|halt|bitte|bidde|bütte|biddeschön|bittschön|bittschee|bitte bitte|bitteschön|bitte schön|danke|danke dir|danke ihnen|danke euch|dank dir|dank ihnen|vielen dank|' +
    'vielen lieben dank|herzlichen dank|lieben dank|tausend dank|danke schön|dankeschön|danke ooch|danke ooch scheen|danke scheen|dankschee|danke sehr|entschuldigung|sorry|besten dank|danke im voraus|' +
    'danke vorab|merci|hallo|hi|hey|moin|servus|grüß gott|guten tag|guten morgen|guten abend|dann|mal|also|eben|' +
    'einfach|ach|ah|oh|äh|ähm|liebe grüße|viele grüße|beste grüße|grüße|mfg|lg|mit freundlichen grüßen|' +
    'sofort|gleich|jetzt|heute|schnell|schnellstens|umgehend|so schnell wie möglich|endlich|schon|wirklich|unbedingt|gern|' +
    'gerne|kein problem|keine eile|hiermit|haha|wie gesagt|wie besprochen|kein thema|freundlicherweise|liebes team|leute|' +
    'mein lieber|meine liebe|wa|gell|gelle|oida|digga|auf jeden fall|verdammt|zum donnerwetter|herrgott|die adresse ist richtig|adresse ist richtig|adresse passt|das ist meine adresse|meine adresse|da wohne ich|da wohn ich|da wohnen wir|dort wohne ich|genau da|genau dahin|genau dorthin|dahin|dorthin|selbe adresse|gleiche adresse|dieselbe adresse|die adresse stimmt|richtige bestellung|die richtige bestellung|die richtige|bis dahin|so lange|schönen tag|schönen tag noch|einen schönen tag|einmal|ein mal|auf das gleiche konto|auf dasselbe konto|aufs gleiche konto|aufs selbe konto|gleiche konto|selbe konto|gleiche karte|selbe karte|auf die gleiche karte|auf dieselbe karte|wie bezahlt|wie gehabt|mein fehler|mein versehen|war ein versehen|hab ich doch gesagt|hab ich ja gesagt|sag ich doch|zum dritten mal|zum letzten mal|noch einmal|nochmal|tut mir leid|sehr nett|sehr nett von ihnen|lieb von ihnen|das ist lieb|danke für die nachfrage',
  begs: 'bitte|danke|dankeschön|gerne|gern',
  glue:
    `${combined('alle', zahlen)}|zum|zur|am|bis|ab|vom|auf|aufs|in|im|` +
    'nach|ein|danach|voll|volle|vollen|gern|die sollen|c/o|' +
    'dass|daß|s|es|das|dies|an|ab|um|raus|nun|ende|diese|dieser|dieses|diesen|die|der|den|dem|des|sie|ihn|se|de|dat|dit|meine|meinen|mein|meiner|unsere|' +
    'unseren|abo|abonnement|paket|lieferung|betrag|geld|ganze|ganzen|ganzes|ganz|komplette|kompletten|komplett|gesamte|gesamten|gesamt|vollständig|vollständige|alles|alle|' +
    'bestellung|bestellungen|auftrag|ding|teil|sache|ich|wir|mir|uns|will|möchte|möchten|hätte|hätten|würde|soll|sollen|kann|' +
    'können|dürfen|darf|ist|war|werden|wird|haben|mit|für|zu|von|so|nummer|nr|zurück|wieder|machen|kannst|kannste|kannst du|könnt|könnt ihr|können sie|auch so|euro|eur|chf|weg|storniert haben',
  objects:
    'es|das|dies|diese|die|sie|ihn|se|de|bestellung|auftrag|abo|abonnement|alles|alle|ding|teil|bitte|gerne|mal',
  actions: {
    cancel:
      'brechen … ab|brich … ab|bestellen … ab|bestell … ab|hören … auf|stornieren|storniere|storniert|stornier|storno|stornierung|storniern|kündigen|kündige|kündigt|kündigung|gekündigt|' +
      'beenden|beende|beendet|enden|endet|enden lassen|schluss|schluss jetzt|schluss damit|auslaufen|auflösen|abbestellen|abbestellt|streichen|streicht|löschen|lösche|löscht|canceln|cancel|' +
      'rückgängig machen|rückgängig|annullieren|annulliert|kann weg|kann wech|können weg|soll weg|weg damit|weg dormit|wech damit|' +
      combined(`${machen}|schmeiß|schmeißt|hau|haut`, 'weg|wech|es weg|das weg|des weg|sie weg|die weg|raus'),
    pay_back:
      'geld zurück|erstatten|erstatte|erstattet|erstattung|rückerstatten|zurückzahlen|zurückgezahlt|zahlen … zurück|zahl … zurück|zahle … zurück|zahlt … zurück|zurücküberweisen|rücküberweisung|rückzahlung|überweisen|überweist',
    pause: 'pausieren|pausiere|pausiert|pause|aussetzen|unterbrechen',
    resume: 'weiterlaufen|weiter laufen|fortsetzen|wieder starten|wieder aufnehmen|reaktivieren|fortführen',
    skip: 'eine aussetzen|einmal aussetzen|eine auslassen|auslassen|ausgelassen|überspringen|überspringe|übersprungen|weglassen',
    change:
      'umtauschen|umtausch|austauschen|eintauschen|tausch|ändern|ändere|ändert|geändert|stellen … um|stell … um|umstellen|umgestellt|wechseln|wechsle|tauschen',
    send: 'schicken|schicke|schickt|senden|sende|sendet|liefern|liefere|liefert|zusenden|zuschicken|ersetzen|umleiten|ersatz',
    send_back:
      'melden … an|melde … an|meldet … an|schicken … zurück|schicke … zurück|zurückschicken|anmeldung|zurücksenden|zurückgeben|anmelden|angemeldet|retoure|rücksendung',
    take_off:
      'nehmen … raus|nimm … raus|nehmt … raus|nehmen … heraus|nimm … heraus|herausnehmen|herausgenommen|rausnehmen|entfernen|entfernt|nehmen heraus',
    search: 'suchen|suche|sucht|suchen lassen|nachforschen|nachforschung|nachforschungsauftrag',
  },
  articles:
    'beide|beiden|der|die|das|den|dem|des|mein|meine|meinen|meiner|mit der|mit den|mit dem|mit|aus|bestellung|nummer|nr|artikel|von',
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
    'größtenteils|teilweise|zum teil|aber nur|nur wenn|nur falls|nur dann|nur die|nur das|nur den|nur der|aber bitte|aber nicht|aber erst|aber ich will|' +
    'aber ich möchte|es sei denn|vorausgesetzt|sofern|solange|sonst|ansonsten|andernfalls|stattdessen|anstatt|statt|außer|' +
    'ausser|bis auf|ausgenommen|unter der bedingung|bevor sie',
  doubts:
    'ich verstehe|verstehe|hab ich gelesen|habe ich gelesen|ich habe gelesen|hab gelesen|schon klar|mal sehen|schauen wir|im prinzip|theoretisch|lassen sie mich|lass mich|von mir aus|meinetwegen|morgen|übermorgen|später|nächste woche|nächsten monat|demnächst|irgendwann|ein andermal|am montag|am dienstag|am mittwoch|am donnerstag|am freitag|am samstag|am sonntag|heute nicht|in ein paar tagen|oder|erst|zuerst|vorher|bevor|ohne|vielleicht|eventuell|evtl|halt mal|moment|moment mal|warte|warten sie|stopp|stop|' +
    'kommt drauf an|kommt darauf an|nicht sicher|bin nicht sicher|unsicher|teilweise|zum teil|hälfte|doch lieber|doch nicht|' +
    'eigentlich|hm|hmm',
  hesitations:
    `${combined('nicht|bin nicht|ich bin nicht|bin mir nicht', 'ganz|so|so ganz|wirklich|recht', 'sicher')}|` +
    'nur wenn|nur falls|nur dann|kommt drauf an|kommt darauf an|das kommt drauf an|das kommt darauf an|vielleicht|eventuell|' +
    'nicht sicher|bin nicht sicher|ich bin nicht sicher|weiß nicht|ich weiß nicht|weiß noch nicht|ja nun|nun ja|na ja|ich glaube|ich glaube schon|' +
    'ich denke schon|ich denke|wahrscheinlich|naja|hm|hmm',
  conditions: 'wenn|wenns|falls|sobald|nachdem|bis ich|bis sie|bis das|im falle|sollte ich',
  against:
    'bleiben|bleibt|bleib|sein lassen|so lassen|dabei belassen|belassen|nicht anfassen|nicht anrühren|finger weg|hände weg|' +
    'eher nicht|besser nicht|bloß nicht|auf keinen fall|nicht machen|nicht tun|nicht nötig|unnötig|nicht mehr nötig|' +
    'nicht notwendig|muss nicht|nicht so schnell|damit warten|noch warten|erst abwarten|abwarten|warten sie noch|warte noch|' +
    'warten sie damit|warte damit|' +
    `${combined('wollte|wollten|meinte|will|möchte|möchten|wollen|sagte|habe|hab|hatte|bat|brauch|brauche|würde|wohne|wohn|wohnen', mirNicht)}|` +
    `${combined('nicht|nie|gar nicht|doch nicht|niemals|so nicht', 'gewollt|gemeint|gesagt|verlangt|gebeten|beauftragt|gefragt|gewünscht|darum|richtig|korrekt|das|die|der|was ich|meine|mein|mehr da|mehr hier|mehr dort|hier|dort|so gemeint|gut|einverstanden|sinnvoll')}|` +
    'zu wenig|zu niedrig|zu gering|reicht nicht|nicht genug|geht jetzt doch|geht jetzt wieder|geht wieder|funktioniert wieder|funktioniert jetzt|läuft wieder|' +
    'gott bewahre|umentschieden|doch lieber nicht|' +
    'glaube nicht|glaub nicht|glaube ich nicht|denke nicht|denk nicht|eher nein|quatsch|missverständnis|irrtum|falsch verstanden|missverstanden|' +
    'nur gefragt|nur fragen|nur wissen|nur mal fragen|soll kommen|sollen kommen|kann kommen|können kommen|darf kommen|nehme sie doch|nehm sie doch|' +
    'nehme ihn doch|nehme es doch|nehmen sie doch|nehm ich doch|nehm ich eben doch|nehm ich sie doch|nehm ich sie eben doch|nehm ich ihn doch|nehme ich doch|nehm sie eben doch|kein interesse|bringt mir nichts|bringt nichts|hilft mir nicht|hilft nicht|' +
    'bleibe bei|bleibt bei|bleibt dabei|kündigung bleibt|' +
    'falsch|falsche|falscher|falsches|falschen|verkehrt|verkehrte|stimmt nicht|stimmt so nicht|stimmt nich|passt nicht so|' +
    'alte adresse|alte anschrift|umgezogen|umzug|verzogen|wohn ich nicht|wohnen wir nicht|wohne da nicht|wohne dort nicht|' +
    'hat sich erledigt|hat sich schon erledigt|hats sich erledigt|hat sich geklärt|schon erledigt|ist erledigt|erledigt|' +
    'nicht mehr aktuell|doch nicht|vergessen sie|vergiss|anders überlegt|will raus|wollte raus|kommt nicht in frage|kommt nicht infrage',
  keeps:
    `${behalten}|${combined('lass|lasst|lassen sie|lassens|lassen wir|lass ma|lass mal|wir lassen', es)}|` +
    'lassen|will sie haben|will sie ja haben|will es haben|will ihn haben|will die haben|brauche sie noch|brauch sie noch|will sie noch|will ihn noch',
  prefers:
    `${combined('ich|wir|i', 'wollte|wollten|meinte|meinten|sagte|bat|wollt|meint', '|ja|doch|nur|bloß|eigentlich|die|den|das|eine|nie|um')}|` +
    'würde reichen|würde genügen|würde mir reichen|reicht mir auch|ich hab nur|ich habe nur|hab nur|habe nur|wollte nur|wollten nur|lieber|stattdessen|sondern|weiterlaufen lassen|gemeint|wäre mir lieber|wär mir lieber|ist mir lieber|mir lieber|' +
    'besser wäre|wäre besser|wär besser|bevorzuge|andere bestellung|anderen bestellung|die andere|das andere|den anderen|der andere|' +
    'eine andere|nur die|nur der|nur das|nur den|nur eine|nur ein|nur einen|nur meine|bloß die|bloß der|bloß das|bloß den|' +
    'bloß eine|bloß einen|bloß ein',
  anotherPlace:
    'an meine|an meinen|an mein|an die|an den|an eine|zu meiner|zu meinem|zu mir|zu uns|zum nachbarn|zu den nachbarn|ins|in mein|in meine|in die|in den|' +
    'nach|zur arbeit|ins büro|packstation|paketshop|abholstation|filiale|gutschein|guthaben|paypal|überweisung',
  soft: 'ok|okay|oke|gut|sehr gut|super|prima|perfekt|schön|klar|stimmt|richtig|passt|scho|schon|eh klar|jaja',
  unneeded:
    `${combined('|das|die|den|es|sie', 'brauch|brauche|brauchen|benötige|benötigen|will|wollen', 'ich|wir|i', '|es|sie|ihn|das|die', '|eh|ja|jetzt|doch|leider', 'nicht mehr|nimmer|nicht länger')}|` +
    `${combined('ich|wir|i', 'brauch|brauche|brauchen|benötige|benötigen|will|wollen', '|es|sie|ihn|das|die|den', '|eh|ja|jetzt|doch|leider', 'nicht mehr|nimmer|nicht länger')}|` +
    'nicht mehr nötig|nicht mehr gebraucht|wird nicht mehr gebraucht|brauch ich nicht|brauche ich nicht|brauchen wir nicht|ich brauche es nicht|ich brauch es nicht|ich brauche sie nicht|ich brauch sie nicht',
  verbalNo: 'ich nicht',
  anyMore: 'mehr|länger',
  corrects:
    'moment|moment mal|halt|warte|warten sie|stopp|stop|ach|doch|nee|nein|sorry|korrektur|quatsch|verschrieben|mach|machen sie',
  starts:
    'leiten|leite|leitet|ein|einleiten|eingeleitet|führen|führe|führt|durch|durchführen|ausführen|ausgeführt|starten|starte|startet|veranlassen|veranlasse|beauftragen|erteilen|stellen|geben|in auftrag|auslösen',
  payTo: 'karte|konto|meine karte|mein konto',
  towards: 'an|in|nach|ins|zum|zur|auf|zu',
  single: 'ein|eine|einen|einer|eins|1',
  pointing: 'diese|dieses|diesen|diese eine|die|das|den',
  whole: 'alle|jede|jedes|beide',
  once: 'dieses eine mal|nur dieses mal|dieses mal|diesmal|das eine mal|eine|einen|ein|einmal|die eine|nächste',
  limits: 'nur|bloß|lediglich|ausschließlich|allein|einzig',
  parts: 'teil|ding|sache|ein|raus|weg|s|ab|an|um|hälfte',
  remainder:
    `${combined('sonst', 'alles|nichts|nix', '|so|beim alten', 'lassen|ändern|bleibt|anfassen')}|${combined('der|den', 'rest', 'stimmt|bleibt|läuft weiter|läuft normal weiter|bleibt so|lassen|so lassen|passt|kann bleiben|weiter')}|` +
    'danach normal weiter|danach weiter|dann normal weiter|dann weiter|dann weiter wie immer|danach wie immer|das abo läuft weiter|abo läuft weiter|abo bleibt|das abo bleibt',
  stays:
    'bleibt|bleiben|bleibn|soll bleiben|sollen bleiben|behalte|behalte ich|behalten|weiterlaufen|läuft weiter|laufen weiter|unangetastet|nicht anrühren|nicht anfassen|' +
    'soll kommen|sollen kommen|kommen trotzdem|kommt trotzdem|passt|passen|ist gut|sind gut|brauche ich|brauchen wir|stimmt|stimmen',
  accepts:
    `${combined('ist|sind|is|wär|wäre|gehen|geht', 'ok|okay|in ordnung|fair|klar|für mich in ordnung|für mich ok|für mich okay|kein problem|mir recht|schon ok|schon in ordnung|völlig in ordnung')}|` +
    'bin ich einverstanden|bin einverstanden|einverstanden|akzeptiere ich|nehme ich in kauf|nehm ich in kauf|zahle ich|zahl ich|übernehme ich|passt|passen|passt schon',
  handling: `${combined('|diesmal|dieses mal', '|bitte', 'gescheit|besser|ordentlich|gut|sicher|vorsichtig|anständig|vernünftig', 'einpacken|verpacken|eingepackt|verpackt')}|diesmal|dieses mal`,
  praise:
    'super|prima|perfekt|toll|klasse|genial|wunderbar|herrlich|großartig|fantastisch|spitze|traumhaft|hervorragend|ausgezeichnet|bestens|wunderschön|grandios|fabelhaft|sensationell|mega|nichts lieber als das|nichts lieber|liebend gern|mit vergnügen|ist mir ein vergnügen|ein traum',
  contents:
    `${combined('das|dat|es', 'hilft|passt|reicht|beruhigt|freut mich|erleichtert|ging|geht|klappt')}|${combined('das ist|ist|das war', '|ja|sehr|echt|wirklich|ja sehr', 'nett|lieb|freundlich|hilfreich|einfach|schnell|fair|alles|kulant')}|` +
    'schönen|schöne|schönes|danke|vielen dank|herzlichen dank|besten dank|lieben dank|ich warte|warte ich|dann warte ich|dann weiß ich bescheid|weiß ich bescheid|sie haben mir sehr geholfen|sie haben mir geholfen|ihr habt mir geholfen|so machen wir|machen wir|so machen wirs|gute idee|guter plan|idee|tschüss|bis dann',
  mocks:
    'wieder|schon wieder|noch mal|nochmal|auch noch|gleich noch|zur abwechslung|ausnahmsweise|für nichts|wie immer|wie üblich|natürlich|selbstverständlich|ja sonst|extra|halt|eben|hoffentlich|auch',
  channels:
    'per mail|per email|per e-mail|per post|per brief|schriftlich|nicht anrufen|keine anrufe|nicht telefonisch|kein anruf|nicht am telefon|anrufen nicht|ohne anruf',
  understands:
    'versteh|verstehe|verstehen|verstanden|verstand|kapier|kapiere|kapiert|checks|checke|check das|check des|i check|ich check|check ich|blicks|kapiers|verstehs|raff|raffe|blick|blicke|begreif|begreife|schnall|schnalle|peil|peile|versteht',
  puzzled:
    `${combined('hä|hää|häh', '|was|bitte')}|wie bitte|${combined('komm|komme|komm ich|komme ich', '|da|hier', 'nicht mit|ned mit|net mit|nich mit')}|was meinen sie|anders formulieren|anders ausdrücken|anders sagen|zu kompliziert|zkompliziert|ma zkompliziert|ist mir zu hoch|auf deutsch sagen|nochmal auf deutsch|erklär mir das|erklären sie mir das|erklären sie das|was meinst du|was heißt das|was das heißt|was soll das heißen|was bedeutet das|was sie meinen|was du meinst|verwirrt|verwirrend|bin raus|ich bin raus|steh auf dem schlauch|bahnhof|` +
    `${combined('einfacher|einfache|einfachen|andere|anderen|klarer|leichter|deutsch', 'worten|wörtern|sprache|ausdrücken|gesagt|schreiben|erklären|bitte')}|bitte einfacher|beantwortet meine frage|antwort auf meine frage|nicht meine frage|mit meiner frage`,
  states: 'ist|is|war|wäre|wär|bringt|hilft',
  undone: 'nicht|noch nicht|nie',
  since: 'seit|warte|warten|gewartet',
  particles: 'ja|jo|doch|schon|scho|eben|eh|freilich|sicher',
  wonders: combined(
    '|und|dann|und dann|also',
    'was|wann|wo|wie|warum|wieso|wer|welche|welcher|kann|können|muss|bekomme|kriege|krieg',
  ),
  reasons:
    'zu lange|zu lang|zu spät|zu teuer|zu klein|zu groß|zu viel|nicht mehr|nimmer|doppelt|versehen|aus versehen|ein fehler|woanders|günstiger|' +
    'billiger|seit wochen|seit monaten|ewig|ewigkeiten|anders überlegt|eingepackt|verpackt|kaputt|defekt|im urlaub|genug|lang genug|reicht mir|reichts|keine lust mehr',
  faults:
    'verschwunden|gestohlen|geklaut|weggekommen|verloren|verloren gegangen|nie|problem|probleme|schief|letztes mal|beim letzten mal|schon mal|beschädigt|abhanden',
  found:
    `${combined('|schon|inzwischen|jetzt|heute|gestern|eben|grad|gerade|doch|doch noch', 'angekommen|aufgetaucht|eingetroffen|gekommen|gefunden|zugestellt|geliefert worden')}|` +
    `${combined('ist|is|es ist|sind|war|lag|stand|paket ist|wieder', 'bei der nachbarin|bei nachbarn|in der packstation|in der garage|im schuppen|im keller|hinterm haus|hinter dem haus|vor der tür|neben der tür|im hausflur|da|hier|beim nachbarn|bei den nachbarn|beim kiosk|jetzt da|inzwischen da|doch da')}|kam|kam heute|habs gefunden|hab es gefunden|habe es gefunden|hab ich gefunden|nachbar hatte es|nachbarin hatte es|nachbar hats|nachbarin hats|nachbarn hatten es|habs jetzt`,
  asking: 'soll|sollen|darf|möchten|möchtest|wäre|ginge|würde|geht|wollen|recht|ihnen|dir|so weit|soweit|sie',
  without: 'statt|anstatt|ohne|anstelle',
  inPlaceOf: 'stattdessen|statt|anstatt|auch|anstelle',
  negations:
    'nicht|nie|niemals|kein|keine|keinen|keiner|nichts|nix|nimmer|ned|net|nich|keinesfalls|bloß nicht',
};

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
  wanting:
    / (?:storn\p{L}*|abbestell\p{L}*|kündig\p{L}*|erstatt\p{L}*|zurückzahl\p{L}*|zurückschick\p{L}*|zurückgeb\p{L}*|umtausch\p{L}*|tauschen|austausch\p{L}*|schick\p{L}*|sende|senden|sendet|änder[nte]\p{L}*|stopp\p{L}*|pausier\p{L}*|beend\p{L}*|(?:ich|wir|i) will|will (?:ich|wir|i|nur|die|das|den|dem|eine?n?|mein\p{L}*|doch|jetzt|ja)|wollen|möchte\p{L}*|hätte|brauche|bräuchte|benötige|sagen sie|geben sie|gib mir|zeigen sie|rufen sie|(?:kann|können|könnten|könnt|kannst|darf|dürfte|würden|haben|habt|ist|gibt|bekomme|kriege|krieg) (?:ich|i|sie|ihr|du|man|wir|es|mein|meine|das)|wo|wann|warum|wieso|weshalb|wie (?:lange|lang|viel|kann|komme|bekomme|geht|läuft|funktioniert)|was (?:ist|kostet|passiert|mache|machen|heißt)) /u,
  unknowing:
    /^ (?:(?:oh|ach|ähm|hm|hmm|na|naja|tja|puh|das|ist|die|also|sorry|ehrlich gesagt|gute frage|ich|i|da|das|leider|bin|mir|so genau|genau) )*(?:gute frage|da fragen sie mich|(?:kann|könnte)(?: \p{L}+){0,4} nicht (?:sagen|beantworten|beurteilen|finden)|(?:hab|habe)(?: \p{L}+){0,4} (?:vergessen|verloren|verlegt|gelöscht|nicht (?:mehr|da|zur|im|dabei|parat))|wo (?:finde?|steht|sehe?|bekomme|kriege|krieg|kann) (?:ich|die|das|man|der|denn|sie)|(?:müsste?|muss)(?: \p{L}+){0,3} (?:nachsehen|nachschauen|nachgucken|schauen|suchen|überlegen|gucken|fragen)|was nehmen|welche (?:möglichkeiten|optionen|auswahl)|wei(?:ß|ss|s|ßi)(?: (?:ich|i|es|das|jetzt|auch|leider|gerade|grad|gar|halt|doch|ehrlich|so|noch|genau))* (?:nicht|net|ned|nich|nimmer)|keine? (?:ahnung|schimmer|plan|idee|präferenz|meinung)|keinen (?:schimmer|plan|blassen|dunst)|nicht (?:sicher|die geringste|im kopf|zur hand|parat|griffbereit|mehr da)|unsicher|unschlüssig|unentschlossen|schwer zu sagen|schwierig|schwierige frage|kann (?:ich |mich |mir |es |das )*(?:nicht|net|ned|schlecht) (?:sagen|entscheiden|erinnern|finden|beurteilen|einschätzen|genau sagen)|(?:hab|habe|finde|erinnere|find)(?: (?:ich|i|sie|die|das|es|mich|gerade|grad|jetzt|leider|da|auch))* (?:nicht|net|ned|nimmer|keine|nich)|vergessen|wenn ich das wüsste|wüsste ich|wüsst ich|(?:was|welche\p{L}*|wie)(?: \p{L}+){0,4} (?:schlagen|empfehlen|raten|meinen|meinst|meint|denken|denkst|empfiehlst|schlägst|nehmen|würden|würdest|rätst|wäre|ist) (?:sie|du|ihr|denn|mir|am|das|so|üblich|besser|da|möglich|normal)|was (?:ist|wäre|wär)(?: denn| da| hier| so| das)* (?:am besten|besser|üblich|möglich|sinnvoll|normal|das beste|beste)|was (?:geht|gibt es|gibts|können sie|raten|empfehlen|meinen|schlagen|nimmt man|soll ich|sollte ich|würden sie|würdest)|welche\p{L}* (?:ist|wäre|soll|sollte|würden|nehmen|empfehlen)|(?:suchen|entscheiden|wählen|empfehlen|machen|schlagen|nehmen|bestimmen) sie|(?:such|entscheide|wähl|wähle|empfiehl|schlag|nimm|sag) (?:du|was|mir|einfach|mal|es)|helfen sie mir|hilf mir|egal|mir egal|ist egal|wie sie (?:meinen|wollen|möchten|denken)|was auch immer|irgendwas|irgendeine?[rsn]?|ihnen überlassen|überlasse|überlass|beraten sie|ihre (?:entscheidung|wahl|empfehlung)|kommt drauf an|kommt darauf an|noch nicht entschieden)(?= )/u,
  backing:
    /^ (?:(?:oh|ach|ah|ok|okay|na|naja|ja|nein|nee|ne|also|dann|doch|eigentlich|sorry|danke|bitte|ich|wir|einfach|wissen sie was|weißt du was|gut|egal|komm|mir|ist|das|viel|kommen sie) )*(?:vergiss (?:es|das|meine)|vergesst (?:es|das)|vergessen sie (?:es|das|meine|die)|vergessen sies|vergessens|schon (?:gut|ok|okay|erledigt|passt)|passt schon|lass(?:t)? (?:es|das|mal|ma|gut|stecken|sein|nur|ruhig|wir)|lassen (?:sie|wir)(?: es| das| mal| nur| gut| stecken| sein| bleiben| ruhig| dabei|s)*|lassens|lassen wirs|belassen wir\p{L}*|nicht (?:mehr )?(?:nötig|notwendig|wichtig|so wichtig|der rede wert)|unwichtig|egal (?:hab|habs|ist|jetzt|schon|danke)|hat sich erledigt|hats sich erledigt|hat sich geklärt|erledigt|ist erledigt|doch nicht|lieber nicht|lieber doch nicht|abbrechen|abbruch|brechen sie (?:das |es |den vorgang |bitte )*ab|brich ab|behalte?(?: (?:sie|es|ihn|das|die|den|alles|jetzt|einfach|doch))*|behalt\p{L}*|hab(?:e)?s (?:gefunden|geschafft|selbst|schon|hinbekommen)|hab(?:e)? (?:es|sie|ihn|ich es|das) (?:gefunden|geschafft|selbst|schon|doch)|gefunden|anders überlegt|hab(?:e|s)? (?:es )?mir(?: doch)? anders überlegt|lohnt (?:sich )?nicht|bringt nichts|kein interesse|nichts|gar nichts|nix|stopp?|halt stopp?|aufhören|ende|beenden wir|zu (?:aufwendig|aufwändig|kompliziert|umständlich|mühsam)|mir zu (?:aufwendig|aufwändig|kompliziert|umständlich|mühsam|blöd)|viel (?:aufwand|stress|theater|mühe)|zu viel (?:aufwand|stress|theater|mühe)|dann (?:eben|halt|doch) nicht|(?:eben|halt) nicht|falscher (?:shop|laden|chat)|keine lust(?: mehr)?|gebe? auf|nehme? (?:es|das|alles) zurück|ziehe? (?:es|das|meine \p{L}+) zurück)(?= )|(?: vergessen (?:sie )?(?:meine frage|es|das)| vergiss (?:es|das|meine frage)| vergessen sies| lohnt (?:sich )?nicht| lassen wirs| lassen wir das) (?:dann |bitte |danke |jetzt |einfach )*$/u,
  backingSurely:
    /^ (?:(?:ach|oh|ok|okay|nein|nee|also|dann|doch|eigentlich|sorry|bitte) )*(?:vergiss (?:es|das)|vergesst (?:es|das)|vergessen sie(?: es| das| die \p{L}+|s)|lassen sie (?:es|das)(?: bitte| doch| lieber)*|lass es|(?:ich|wir) behalten?(?: \p{L}+)?|hat sich erledigt|hab(?:e|s)? (?:ich )?(?:es )?mir(?: doch)? anders überlegt|abbrechen|brechen sie|doch nicht mehr|nicht mehr nötig|ziehe? (?:es|das|meine \p{L}+) zurück)(?= )/u,
  person:
    /(?: (?:kein|keinen|keine|keinem|nicht|ned|ohne)(?: \p{L}+){0,4} (?:bots?|roboter\p{L}*|maschinen?|computern?|chatbots?)(?= )| (?:geben|gib|gebt|holen|hol)(?: \p{L}+){0,3} jemand\p{L}*| (?:bitte|wünsche|möchte|brauche|um)(?: \p{L}+){0,3} (?:rückruf|anruf)| (?:lieber|gern|gerne|möchte|will)(?: \p{L}+){0,3} telefon\p{L}*| (?:kann|könnte|soll|sollte)(?: \p{L}+){0,3} (?:kollege|kollegin|mitarbeiter|mitarbeiterin|mensch|person|jemand)(?: \p{L}+){0,4} (?:übernehmen|ansehen|anschauen|schauen|gucken|helfen|anrufen|klären|drüberschauen)| aus fleisch und blut| jemand\p{L}* (?:echte\p{L}*|richtige\p{L}*)| (?:ihren|deinen|euren) (?:chef|vorgesetzten)(?= )| (?:mit|von) (?:\p{L}+ ){0,4}(?:jemand\p{L}*|wem|mensch\p{L}*|person|mitarbeiter\p{L}*|kolleg\p{L}*|berater\p{L}*|chef\p{L}*|vorgesetzt\p{L}*|team|personal)(?: \p{L}+){0,4} (?:spreche\p{L}*|sprech|rede\p{L}*|red|telefonier\p{L}*|schreibe\p{L}*|chatten|verbunden)| (?:spreche\p{L}*|sprich|rede\p{L}*|reden|telefonieren|verbinden|verbinde|sprechen) (?:\p{L}+ ){0,3}mit (?:\p{L}+ ){0,3}(?:jemand\p{L}*|wem|mensch\p{L}*|person|mitarbeiter\p{L}*|kolleg\p{L}*|berater\p{L}*|einem|einer|chef\p{L}*|team)| (?:kann|könnte|darf|dürfte|möchte|will|würde) (?:ich |man |i )?(?:\p{L}+ ){0,2}(?:wen|jemand\p{L}*|einen|eine) (?:\p{L}+ ){0,5}(?:sprechen|reden|erreichen|anrufen)| echte\p{L}* (?:mensch\p{L}*|person|mitarbeiter\p{L}*|berater\p{L}*|menschen)| (?:will|möchte|brauche|brauch|hätte|gib|gebt|geben|holen|hol|wünsche|verlange|bitte|lieber|nur)(?: \p{L}+){0,4} (?:mensch|menschen|person|mitarbeiter|mitarbeiterin|personal|berater|beraterin|kollegen|kollegin|ansprechpartner|ansprechpartnerin|kundendienst|kundenservice|chef|vorgesetzten)(?= )| (?:leiten|leite|geben|gebt|reichen|stellen|stell|verbinden|verbinde|übergeben|gib)(?: sie| mich| das| es| du| bitte| doch| mal| einfach| uns)* (?:mich|uns|das|es|bitte)(?: \p{L}+){0,5} (?:weiter|durch|ab|verbinden|team|kolleg\p{L}*|mitarbeiter\p{L}*)| (?:mich|uns) (?:bitte |mal |einfach )*(?:verbinden|durchstellen|weiterleiten|weitergeben|anrufen|zurückrufen)| (?:ruf\p{L}*) (?:\p{L}+ ){0,3}(?:mich|uns|zurück|an)(?= )| (?:jemand|einer|wer|eine?r? von (?:ihnen|euch))(?: \p{L}+){0,4} (?:anrufen|zurückrufen|melden|kümmern|helfen|übernehmen|anruft|meldet)| (?:anrufen|zurückrufen)(?: \p{L}+){0,3} (?:jemand|einer|wer)| (?:soll|sollte|kann|könnte)(?: \p{L}+){0,4} (?:jemand|einer|wer)(?: \p{L}+){0,3} (?:anrufen|melden|kümmern|helfen|übernehmen)| (?:ist|gibt es) (?:da |hier |bei ihnen |auch |denn )*(?:jemand|ein mensch|einen menschen|wer|menschen)|^ (?:(?:ein|einen|eine|bitte|nur|mal|der|den|die|zum|zur|mit|einem|keine|kein|bot|ich) )*(?:mensch|menschen|person|mitarbeiter|mitarbeiterin|kundendienst|kundenservice|kundenbetreuung|kundenbetreuer|berater|beraterin|ansprechpartner|personal|kollege|kollegin|kollegen|hotline|support|chef|telefon|rückruf|anruf|servicemitarbeiter)(?: (?:bitte|jetzt|danke|sofort|endlich|her|statt|bot|erwünscht|wäre|nett))* $)/u,
  complaint: new RegExp(
    `^(?:(?:${subject} (?:(?:${state}) )?|(?:${state}) )?${degree}(?:${flaw})(?: aus)?(?: angekommen| geliefert| gekommen)?` +
      `|(?:${subject} )?(?:${failing})|${regret})$`,
    'u',
  ),
};

/**
 * What answers to a shop's menus are about, in English and German: "there is a crack in it" and "it does not work" are both
 * about something broken. A label and an answer that share no word may share one of these.
 */

/** Its wordings, as alternatives of a regular expression over small letters without signs; `\w*` is any end of a word. */
interface Wordings {
  en: string;
  de: string;
}

const wordings: Readonly<Record<string, Wordings>> = {
  /** It is damaged or does not work. */
  broken: {
    en: String.raw`bro(?:c?ken|ked|kn)|borken|dam(?:m?[aei]?ged|aged)|demaged|craked|faulti|(?:doesnt|does not|wont)(?: \p{L}+)? (?:heat|close|open|fit together|light|print|ring)|(?:black |white )?lines|burnt|burned|smells?|stinks?|gets? hot|overheat\w*|blurry|jammed|stuck|in (?:a thousand |many |two |three )?(?:pieces|bits)|beyond repair|not usable|unusable|damp|soaked|rust\w*|broke\w*|damag\w*|defect\w*|fault\w*|crack\w*|chip(?:ped|s)?|scratch\w*|dent(?:s|ed)?|smash\w*|shatter\w*|torn|ripped|tear|hole|snapped|(?:came|fell|fallen|broken|in) (?:off|apart|pieces)|bent|leak\w*|stain\w*|mou?ldy?|wet|dead|(?:stop\w*|doesnt|does not|dont|wont|will not|not|isnt|never) (?:even )?(?:work\w*|turn\w* (?:on|off|around)|switch\w*|start\w*|charg\w*|function\w*|heat\w*|light\w*|go on)|nois\w*|flicker\w*|malfunction\w*|wobbl\w*|stays black|dies`,
    de: String.raw`kapp?utt?|kabutt?|beschädit\w*|defeckt\w*|abgefallen|(?:nicht|nie)(?: richtig| mehr)? (?:warm|heiß|kalt|zu|dicht)|(?:ging|geht|lief|läuft)(?: \p{L}+){0,3} nicht mehr|ist hin|streifen|pixel\w*|verbrannt|riecht|stinkt|(?:wird|ist) heiß|gesprungen|verschlissen|klemmt|hängt fest|in (?:tausend |viele |zwei |drei )?(?:teilen?|scherben|einzelteilen)|scherben|durchnässt|feucht|unbrauchbar|rost\w*|kaputt\w*|beschädig\w*|defekt\w*|schadhaft|(?:ge|zer|ab|an|durch|aus)?brochen\w*|bruch|zerbr\w+|riss\w*|gerissen|sprung|kratzer\w*|\p{L}*kratzt\w*|delle\w*|beule\w*|\p{L}*beult\w*|loch|löcher|splitter\w*|\p{L}*splittert|verbogen|schimmel\w*|nass|flecken?|fleckig|undicht|läuft aus|ausgelaufen|macke\w*|(?:funktionier\w*|geht|gehen|läuft|lädt|heizt|leuchtet|startet|springt|tut|schließt|hält)(?: \p{L}+){0,3} (?:nicht|nix|keine\w*)|geräusch\w*|wackelt\w*|hinüber|im eimer|bleibt schwarz|(?:ecke|stück|henkel|griff|bein|teil) (?:ist )?ab|geht(?: \p{L}+)? (?:aus|an)`,
  },
  /** It is another thing than was ordered. */
  wrong: {
    en: String.raw`rong|worng|wrnog|wrog|wronge|wrongly|(?:wanted|ordered|bought|chose|asked for)(?: [\p{L}\d]+){0,5} (?:and|but)(?: i)? (?:got|received|have)|not my (?:stuff|things?|items?|parcel)|(?:you|they) (?:have |ve )?(?:sent|packed|delivered|shipped|gave)(?: me| us)? (?:the|a|an|some|two)|sent (?:me|us) (?:the|a|an|some|two)|(?:two|both) (?:left|right)|belongs? to|isnt what|never ordered|(?:didnt|did not) order|wrong(?! (?:size|street|address|name|house))|wrongly|mixed up|mix up|mistake|instead of(?! (?:one|two|three|four|five|\d))|rather than|not (?:the|my|what|from|mine)(?: \p{L}+){0,3} (?:ordered|order|bought|chose|picked|wanted)|isnt (?:mine|my order|what|the)|not mine|(?:i )?ordered \p{L}+(?: \p{L}+){0,2} (?:and|but) (?:got|received)|(?:got|received|sent|delivered)(?: \p{L}+){0,4} (?:ordered|wanted|bought)|someone elses|somebody elses|something (?:else|different)|(?:completely |totally )?different (?:product|item|article|model|brand|one|thing)|other (?:model|brand)|old model`,
    de: String.raw`falsh\w*|falch\w*|fallsch\w*|(?:wollte|bestellte?|gekauft)(?: [\p{L}\d]+){0,5} (?:gekriegt|bekommen|erhalten|gekommen)|gehört (?:mir|uns) nicht|(?:zwei|beide) (?:linke|rechte)|(?:ihr|sie) (?:habt|haben)(?: \p{L}+){0,4} (?:geschickt|geliefert|gepackt)|nie bestellt|nicht bestellt|falsch\w*(?! (?:größe|straße|adresse|anschrift|hausnummer|name))|verwechsel\w*|vertausch\w*|verkehrt\w*|irrtümlich|(?:an)?statt(?! (?:ein|zwei|drei|vier|fünf|\d(?!\d)|[sml] |xl|xs))|nicht (?:das|die|der|mein\w*|was|von)(?: \p{L}+){0,4} (?:bestell\p{L}*|gekauft|ausgesucht|wollte)|nicht mein\w*|gar nicht mein\w*|(?:etwas |was |ganz )?ander\w+ (?:bekommen|geschickt|geliefert|erhalten|produkt|artikel|modell|marke|teil)|bestellt(?: \p{L}+){0,4} (?:bekommen|gekommen|geliefert|war|hatte)|(?:bekommen|geliefert|geschickt)(?: \p{L}+){0,4} bestellt|jemand anderem|wem anders`,
  },
  /** It has not come, or was not in the parcel. */
  missing: {
    en: String.raw`mis+(?:ing|in)|miss (?:one|two|three|four|a|the|some|\d+)|(?:not|isnt|arent|hasnt|havent|never)(?: \p{L}+){0,3} (?:here|there|turned up|shown up|found)|no sign of|nowhere|missing|lost|short (?:of|by)|(?:one|two|three|\d+)(?: \p{L}+)? short|(?:not|nothing|no \p{L}+|isnt|wasnt|werent|arent|without|never|hasnt|havent|didnt|dont)(?: \p{L}+){0,4} (?:in (?:it|there|here|the (?:box|parcel|package|packet|bag))|inside|included|with it|there|arrive\w*|came|come|reach\w*|receive\w*|got|get|delivered|have it)|(?:theres|there is|there was|there were|with|came with) no|nothing|left out|forgot\w*|incomplete|only (?:got|received|\w+ (?:of|out of)|\w+ came)|still waiting|(?:box|parcel|package) (?:is|was) empty|where (?:is|are)|half of`,
    de: String.raw`felt|feelt|feh?len|fhelt|(?:nicht|nie)(?: \p{L}+){0,3} (?:aufgetaucht|aufzufinden|zu finden|hier)|nirgends|keine spur|fehl(?:t|en|te|ten|end\w*)|verloren|weg|vermiss\w*|unvollständig|(?:nicht|nie|nichts|nix|kein\w*|ohne)(?: \p{L}+){0,4} (?:dabei|drin|da|enthalten|beigelegt|mit drin|angekommen|gekommen|geliefert|erhalten|bekommen|zugestellt|gekriegt|im (?:paket|karton|päckchen))|(?:kam|kommt|war|ist|kamen|waren|liegt|lag)(?: \p{L}+){0,3} (?:nicht|nie|nichts)(?: \p{L}+){0,2}(?: an| dabei| drin| da)?$|nichts (?:da|gekommen|angekommen)|vergessen|nur (?:zwei|eins|eine\w*|drei|die hälfte) (?:von|drin|bekommen|gekommen|da)|warte\w* (?:immer )?noch|leer|wo (?:ist|sind|bleib\w+)`,
  },
  /** Its size does not suit. */
  fit: {
    en: String.raw`(?:runs|fits|cut|comes up) \p{L}+ (?:small|large|big|tight|wide)|cant get (?:my|it)(?: \p{L}+){0,3} (?:in|on|into|over)|(?:wrong|not the right|not my) size|huge|tiny|enormous|tight|loose|baggy|swim in it|(?:too|bit|rather|way|very|so) (?:small|big|large|tight|short|long|wide|narrow|loose|slim|baggy|snug|heavy|bulky)|(?:doesnt|does not|dont|do not|didnt|not|isnt|wont) (?:really )?fit\w*|(?:runs|falls|fits|cut) (?:small|large|big|tight|wide)|pinch\w*|size (?:up|down|too)|(?:bigger|smaller|larger) than`,
    de: String.raw`(?:komme?|kriege?|bekomme)(?: \p{L}+){0,5} nicht (?:rein|hinein|an|drüber)|fällt(?: \p{L}+){0,2} aus|(?:falsche|nicht die richtige|nicht meine) größe|riesig\w*|winzig\w*|enge?r?|hängt an mir|(?:zu|etwas|bisschen|sehr|arg|viel zu) (?:klein\w*|groß\w*|gross\w*|eng|kurz|lang|weit|breit|schmal|knapp|locker|schwer)|pass(?:t|en)(?: \p{L}+){0,2} nicht|nicht (?:gepasst|passend)|sitzt(?: \p{L}+)? nicht|fällt(?: \p{L}+){0,2} (?:klein|groß|eng|weit)(?: \p{L}+)? aus|drück(?:t|en)|zwick(?:t|en)|spannt`,
  },
  /** It is not what the pictures or the words promised. */
  described: {
    en: String.raw`it says|says (?:it|its)|meant to be|thought (?:it|this|that|they)|assumed|in real life|in person|descri\w+|pictur\w+|photo\w*|image\w*|advertis\w*|website|online|(?:looks?|looked|looking|is|was|not) (?:so |quite |totally |completely |very )?(?:different|cheap\w*|like|nothing like|as)|suppos\w+|(?:should|was meant to) (?:be|have)|expect\w*|promis\w*|claim\w*|quality|material|fabric|not real|it said|not as|not genuine|misleading|thinner|fake`,
    de: String.raw`soll(?:te|ten)? (?:\p{L}+ )?(?:sein|haben)|soll \p{L}+ sein|beworben|anders aus|dachte|gedacht|in echt|im shop|in natura|vorgestellt|beschr\w+|beschreib\w*|bild(?:er|ern)?|foto\w*|abbildung|abgebildet|sieht(?: \p{L}+){0,3} (?:anders|billig)\w*|website|internet|online|sollte\w*|angeblich|erwart\w*|verspr\w+|angegeben|angaben?|qualität|material|stoff|nicht (?:wie|echt)|anders als|entspricht|wirkt|steht da|dünner|fälschung|hieß es`,
  },
  /** It is not wanted or needed any more. */
  mind: {
    en: String.raw`not (?:really |quite )?(?:my|our) (?:thing|style|cup of tea)|not (?:really )?for me|on a whim|no longer|(?:found|got|bought|have)(?: \p{L}+){0,3} (?:nicer|better|another|cheaper|elsewhere)|better (?:one|alternative|offer)|already (?:have|got|own)|(?:not|isnt) (?:to )?(?:my|our) (?:taste|style|liking)|same (?:\p{L}+ )?as a gift|(?:got|have) (?:one|the same|it) already|(?:dont|do not|no longer|not|didnt|never)(?: \p{L}+){0,2} (?:want|need|like|use|wanted|needed|fancy|love)(?: it)?|changed my mind|change of (?:mind|heart)|no (?:longer|use|need)|not (?:for me|my (?:taste|style|thing)|need\w*|keen)|regret\w*|cheaper|(?:a|as a|unwanted|birthday) (?:gift|present)|by (?:mistake|accident)|accident\w*|elsewhere|impulse|ugly|hate|unnecessary|surplus|(?:ordered|bought) (?:it )?(?:twice|too much|too many)|doesnt suit|already have|too expensive`,
    de: String.raw`nicht (?:so |ganz )?(?:meins|unsers)|nichts für (?:mich|uns)|nicht mehr (?:gebraucht|nötig|gewollt)|(?:schöner|besser|günstiger|billiger)\w*|(?:habe?n?|hab)(?: wir| ich)? schon|(?:was|etwas) \p{L}+es gefunden|nicht (?:so )?(?:mein|unser) \p{L}+|schon (?:eins|einen|eine|geschenkt|genug)|(?:will|möcht?\w*|mag|brauch\w*|gefällt|gefallen|benötig\w*|steht|wollte)(?: \p{L}+){0,4} (?:nicht|nimmer|doch nicht|nich|net)|nicht (?:mehr|mein (?:ding|geschmack|stil)|gefallen|nötig)|nimmer|überleg\w*|umentschieden|anders entschieden|bereu\w*|fehlkauf|spontankauf|günstiger|billiger gefunden|(?:ein|als|unerwünschtes|geburtstags) ?geschenk|geschenkt|aus versehen|versehentlich|hässlich|überflüssig|(?:doppelt|zu viel) (?:bestellt|gekauft)|kein (?:bedarf|interesse)|keine verwendung|habe? (?:ich )?schon|zu teuer`,
  },
  /** The money shall come back. */
  money: {
    en: String.raw`(?:credit|debit|bank) ?card|(?:on|to) my card|paypal|money|refund\w*|reimburs\w*|cash|(?:pay|paid|paying|give|transfer|credit|send)(?: \p{L}+){0,3} back|credit(?:ed)? (?:to|back)|chargeback|bank account|pay (?:me|it)`,
    de: String.raw`kreditkarte|auf (?:die|meine) karte|paypal|geld|kohle|\p{L}*erstatt\w*|(?:rück|zurück)\p{L}*(?:zahl|überweis|buch|geld)\p{L}*|zurück(?:zahlen|überweisen|buchen)?|überweis\w*|gutschr\w*|auszahl\w*|zahl\w*(?: \p{L}+){0,4} zurück|konto`,
  },
  /** It shall be sent again, or another one. */
  anew: {
    en: String.raw`(?:send|post|ship)(?: \p{L}+){0,4} (?:on|over)|replac\w*|another(?: one)?|(?:a |the )?new(?: one| \p{L}+)?|(?:send|ship|deliver)(?: \p{L}+){0,3} (?:again|once more|one more)|resend\w*|exchang\w*|swap\w*|substitut\w*|again|fresh|(?:the )?same(?: (?:one|thing|again))?|working one|spare|once more|redeliver\w*|reship\w*`,
    de: String.raw`nachschick\w*|nachsend\w*|(?:eins?|eine|einen) (?:das|die|der|was) (?:funktioniert|geht|heil|ganz)\w*|ersatz\w*|ersetz\w*|neu(?:e|es|en|er|em)?|noch ?mals?|noch ?einmal|\p{L}*tausch\w*|noch (?:eins|einen|eine)|nachliefer\w*|(?:das|die|den) ?(?:selbe|gleiche|gleichen|selben)|dasselbe|dieselbe|neulieferung|neu (?:schicken|liefern|senden)|heil\w*|wieder schicken`,
  },
  /** The thing itself is wanted: the right one, what was ordered. */
  ordered: {
    en: String.raw`(?:the|a|my|just|need|want|send) (?:right|correct|proper)(?: \p{L}+)?|(?<!(?:not|isnt|arent|wasnt) )(?:the|my|what|just|ones?|like|as|that)(?: \p{L}+){0,3} (?:i|we) (?:actually |really |originally )?(?:ordered|paid for|bought|asked for|chose)|(?:as per|according to) (?:the|my) order|rather (?:have )?the(?! (?:money|cash|refund))|as (?:ordered|written|described|agreed|asked|promised)|(?:send|ship|post|bring|get|mail) (?:me |us )?(?:the|a|an|my|our|two|three|one|those|these|it)(?! (?:money|cash|refund|amount|price))|(?:just|only|still|really) (?:want|need|send me|send)(?: me| us)? (?:the|a|my|it|what|our)(?! (?:money|cash|refund|amount|price|discount|part|bit|voucher))|(?:need|want) (?:the|my|that) (?!money|cash|refund|amount|price|full|whole|rest|discount)\p{L}+`,
    de: String.raw`(?:die|den|das|dem|mein\w*|nur|ein\w*) (?:richtj?ig?\w*|richtje|korrekte\w*|bestellte\w*)(?: \p{L}+)?|(?<!nicht )(?:die|das|den|was|wie)(?: \p{L}+){0,3} (?:ich|wir)(?: \p{L}+)? (?:bestellt|bezahlt|gekauft)|lieber (?:die|den|das)(?! (?:geld|betrag))|wie (?:bestellt|geschrieben|besprochen|beschrieben|vereinbart)|(?:schick|send|liefer)\w*(?: (?:mir|uns|bitte|einfach|doch|sie)){0,3} (?:die|den|das|mein\w*|noch|eine?n?)(?! (?:geld|rest))|(?:ich |wir )?(?:will|brauche|möchte|hätte)(?: (?:nur|doch|einfach|gern|gerne|noch|ich)){0,3} (?:die|den|das|meine?n?)(?! (?:geld|betrag|preis|rest|hälfte))`,
  },
  /** Somebody of the shop shall see to it. */
  person: {
    en: String.raw`expert|specialist|technician|decide|your people|someone|somebody|person|human|colleagues?|agents?|staff|employee|(?:talk|speak|chat)(?:ing)? (?:to|with)|call me|ring me|manager|have a look|look (?:at|into)|check(?:ed)? (?:it|this|that)|inspect\w*|advis\w*|service team|customer service|real|one of you\w*`,
    de: String.raw`fachmann|fachfrau|experten?|techniker\w*|entscheid\w*|leute|jemand\w*|mensch\w*|mitarbeiter\w*|kolleg\w*|person\w*|sprechen|reden|anrufen|ruft?|telefon\w*|chef\w*|an(?:schau|seh|guck)\w*|gucken|guckt|schauen|schaut|prüf\w*|kundenservice|kundendienst|berat\w*|(?:einer|eine|wer) (?:von|aus)|beurteilen`,
  },
  /** It shall not be in the order. */
  remove: {
    en: String.raw`after all|remov\w*|(?:take|taken|leave|left|get|kick|throw|strike|cross)(?: \p{L}+){0,4} (?:out|off|away|rid)|delet\w*|drop\w*|skip\w*|without|(?:dont|do not|no longer)(?: \p{L}+){0,3} (?:need|want)|(?:can|may|should) go|cancel\w*|minus|get rid|omit\w*|forget the|one (?:thing|item) less|no (?:\p{L}+) please|too much in it|scratch the`,
    de: String.raw`doch kein\w*|doch nicht|entfern\w*|\p{L}*raus\w*|heraus\w*|wegl?\w*|weg|streich\w*|gestrichen|lösch\w*|ohne|stornier\w*|(?:will|brauche?|möchte)(?: \p{L}+){0,4} (?:nicht|nimmer)(?: mehr)?|minus|abbestell\w*|verzicht\w*|auslassen|kein\w* \p{L}+ bitte`,
  },
  /** More or fewer of it. */
  count: {
    en: String.raw`(?:the )?count(?: of)?|(?:the )?quantity|only (?:want|need|ordered|wanted) (?:one|two|three|\d+)|(?:change|up|down|increase|reduce)(?: \p{L}+)? to (?:one|two|three|four|five|six|ten|\d+)|less of|(?:lower|higher|smaller|larger|bigger) (?:number|quantity|amount)|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a dozen|a few)(?: \p{L}+){0,2} (?:more|less|fewer|instead|pieces|rather|of (?:them|those|these|it|each))|(?:more|fewer|less|double|twice|half) (?:of|as)|another (?:two|three|one of)|only (?:one|two|three|\d+)|quantit\w*|number of|how many|amount of|make (?:it|that|them) \w+|in total|too many|pieces|double|one less|one more|\d+ ?x|x ?\d+|increase|reduce|instead of (?:one|two|three|four|\d+)`,
    de: String.raw`anzal|stückzahl|auf (?:eins?|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|\d+)|(?:will|brauche|möchte|wollte) nur (?:ein\w*|zwei|drei|\d+)|(?:mach\w*|machen sie) \p{L}+ (?:draus|daraus)|(?:\d+|ein\w*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|ein paar)(?: \p{L}+){0,3} (?:mehr|weniger|davon|stück|statt|dazu)|(?:mehr|weniger|doppelt\w*|halb\w*)(?: so viel\w*)?(?: davon)?|noch (?:ein\w*|zwei|drei|\d+)(?: \p{L}+)?|stück\w*|menge|anzahl|wie viele|nur (?:ein\w*|zwei|drei|\d+)|zu viele?|insgesamt|mal \d+|\d+ ?x|erhöh\w*|reduzier\w*|statt (?:ein\w*|zwei|drei|vier|\d+)|(?:mach\w*|lieber|nimm|doch) (?:ein\w*|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|\d+)`,
  },
  /** Another size or colour of it. */
  variant: {
    en: String.raw`(?:xs|s|m|l|xl|xxl|small|medium|large) (?:instead|not|rather)|colou?rs?|siz(?:e|es|ing)|(?:in |the |a )?(?:black|white|red|blue|green|yellow|grey|gray|brown|pink|purple|navy|beige|silver|gold)|(?:bigger|smaller|larger|longer|shorter|wider|narrower)(?: one)?|(?<!(?:too|very|so|bit|way|much) )(?:a |an |in )?(?:small|medium|large|xs|xl|xxl)|size (?:up|down)|other (?:version|model|variant)|version|variant`,
    de: String.raw`(?:xs|s|m|l|xl|xxl) (?:statt|nicht|anstatt)|nummer (?:größer|kleiner)|farb\p{L}*|größe\p{L}*|grösse|nummer (?:größer|kleiner)|schwarz\w*|weiß\w*|rot\w*|blau\w*|grün\w*|gelb\w*|grau\w*|braun\w*|rosa|lila|silber\w*|beige|größer\w*|kleiner\w*|länger\w*|kürzer\w*|weiter\w*|enger\w*|in (?:s|m|l|xl|xs|xxl)|variante|ausführung`,
  },
  /** Where it shall go. */
  address: {
    en: String.raw`(?:to|at) (?:my|our|a) (?:neighbou?r|friend|mother|mum|work|office)\w*|house number|moved house|address\w*|street|road|postcode|zip|town|house number|(?:send|ship|deliver\w*|go|bring)(?: \p{L}+){0,3} (?:to|at)|my (?:home|house|office|work|workplace|neighbou?r|mother|mum|parents|flat)|moved|moving|move house|pick ?up point|elsewhere|different place|new place|lives?`,
    de: String.raw`(?:zu|bei|an) meine[mnr] \p{L}+|hausnummer|adress\w*|\p{L}*adresse|\p{L}*anschrift|straße|strasse|\p{L}*hausnummer|plz|postleitzahl|(?:schick|liefer|send|bring)\p{L}*(?: \p{L}+){0,3} (?:zu|an|nach|ins|in die)|(?:an|zu|in)(?: die| das| meine?n?r?| unsere?n?)? (?:arbeit|büro|firma|nachbar\p{L}*|mutter|eltern|hause|wohnung|freund\p{L}*)|umgezogen|umzug|ziehe|nach hause|ins büro|woanders ?hin|packstation|abholort`,
  },
  /** All of it. */
  whole: {
    en: String.raw`(?<!(?:not|but) )(?:all|everything)(?! (?:but|except|else|is here|is there|the rest))|(?<!not (?:the )?)whole|entire\w*|complet\w*|full\w*|total\w*|lot|every|100|hundred percent|both`,
    de: String.raw`(?<!nicht )alles?(?! (?:da|außer|ausser|bis auf|andere|übrige))|(?<!nicht (?:den |die |das )?)ganz(?:e|es|en|er)|gesamt\p{L}*|komplett\w*|voll\w*|sämtlich\w*|hundert prozent|100|jede[nrs]?|beide\w*`,
  },
  /** Not all of it. */
  part: {
    en: String.raw`part\w*|half|third|quarter|some|percent|bit|little|discount|reduction|less|partially|off|keep\w*|not (?:all|everything|the (?:whole|full))|(?:\d+|ten|five|twenty|a few|couple of) (?:euros?|eur|pounds|dollars)`,
    de: String.raw`teil|teils|teilweise|teil(?:betrag|erstattung|summe|rückzahlung|rückerstattung)\w*|hälfte|drittel|viertel|prozent|bisschen|etwas|rabatt|nachlass|preisnachlass|minderung|weniger|behalt\w*|nicht (?:alles|ganz|komplett|den ganzen|voll)|(?:\d+|zehn|fünf|zwanzig|paar) (?:euro|eur)|anteilig|abzug`,
  },
  /** Some of several things. */
  things: {
    en: String.raw`(?:the |my )?\p{L}+ only|(?:only|just) (?:the |one|two|a |some)|(?:some|one|two|couple|few|several|single|part) (?:of (?:the|them|it|these|those)?|items?|things?|articles?|products?|pieces?)|items?|articles?|(?:the|my) \p{L}+ and (?:the |my )?\p{L}+|single|not (?:all|everything)|just the|only the`,
    de: String.raw`nur (?:die|der|das|den|ein\w*|zwei)|(?:ein\w*|zwei|drei|vier|fünf) (?:der|von den|dieser)|bloß|einzeln\w*|(?:ein|zwei|drei|paar|einige|mehrere) (?:der |von |davon|artikel|sachen|teile|stück)?|artikel|(?:die|der|das|den) \p{L}+ und (?:die |der |das |den )?\p{L}+|nicht alles|ein teil`,
  },
  /** A sum, a fee or a discount. */
  amount: {
    en: String.raw`(?:about|around|roughly|approx|maybe|perhaps|say|like) \d+|amount|sum|fees?|shipping|postage|delivery (?:cost|fee|charge)s?|express|difference|discount|voucher|price|(?:\d+|ten|five|twenty|fifteen|thirty|fifty) ?(?:euros?|eur|pounds?|dollars?|percent)?$|charged (?:too|twice|double)|overcharged|billed|\d+[.,]\d\d|percent|cheaper|lets say \d+|say \d+|about \d+|maybe \d+|around \d+`,
    de: String.raw`(?:um die|ungefähr|circa|ca|rund|etwa|so) \d+|betrag|summe|gebühr\w*|\p{L}*gebühr|versand\p{L}*|porto|\p{L}*kosten|express|differenz|\p{L}*differenz|rabatt|gutschein|\p{L}*preis|(?:\d+|zehn|fünf|zwanzig|fünfzehn|dreißig|fünfzig) ?(?:euro|eur|prozent)?$|zu viel (?:abgebucht|berechnet|bezahlt)|doppelt (?:abgebucht|berechnet)|\d+[.,]\d\d|prozent|sagen wir \d+|etwa \d+|vielleicht \d+|so \d+`,
  },
  /** Something of it, while the rest is there. */
  inside: {
    en: String.raw`but (?:there was |there is )?no|(?:not|no|isnt|wasnt|werent|arent)(?: \p{L}+){0,4} (?:in (?:it|there|the box|the parcel|the package)|inside|included|enclosed|with it)|without|except|apart from|(?:everything|all) (?:but|except)|the rest|(?:box|parcel|package|order) (?:came|arrived|is here)|only (?:the|one|two|some)|some of`,
    de: String.raw`aber (?:ohne|kein\w*)|(?:nicht|nichts|kein\w*)(?: \p{L}+){0,4} (?:dabei|drin|darin|enthalten|beigelegt)|ohne|außer|ausser|bis auf|der rest|übrigen?|(?:karton|paket|päckchen|bestellung) (?:kam|ist da|war da|ist angekommen)|nur (?:der|die|das|ein\w*|zwei)|einzelne\w*|einiges`,
  },
  /** What a carrier brings, or that nothing was brought. */
  parcel: {
    en: String.raw`(?<!(?:in|of|inside|from) (?:the |my |this )?)(?:parcel|package|packet|delivery|shipment)|boxes|courier|whole (?:thing|order)|nothing (?:at all|arrived|came)?|no parcel|anything|everything(?! (?:but|except|else))|none of it|all of it`,
    de: String.raw`(?<!(?:im|in der|im ganzen|aus dem) )(?:pakete?|päckchen|sendung)|kartons|sendung|lieferung|bote|zusteller|gar ?nichts|nichts|nix|überhaupt|(?<!nicht )alles(?! (?:da|außer|ausser|bis auf|andere))|komplett\w*|ganze\w*`,
  },
  /** How the carrier behaved, or what stands on papers: no menu about a thing has an option for it. */
  aside: {
    en: String.raw`charged (?:me )?for|(?:driver|courier|postman|mailman|delivery (?:man|guy|driver|person))(?! (?:never|didnt|did not|hasnt|has not|lost))|rude|unfriendly|impolite|invoice|receipt|on the bill|my account|newsletter|customer service`,
    de: String.raw`berechnet|(?:fahrer|bote|paketbote|zusteller|postbote)(?! (?:nie|nicht|kam nie|hat nicht))|unverschämt|unfreundlich|frech|rechnung|quittung|kassenbon|kundenkonto|newsletter`,
  },
  /** Something else than what was named. */
  instead: {
    en: String.raw`something (?:else|different)|other(?:wise)?|different|none of (?:these|those|them|that)|neither|another (?:reason|thing|matter)|nothing of`,
    de: String.raw`(?:etwas|was) (?:anderes|andres)|ander\w+ (?:grund|sache)|nichts davon|keins? (?:von|davon)|keine[rs]? davon|weder|sonstig\w*|sonst was`,
  },
};

const topics: readonly (readonly [string, RegExp])[] = Object.entries(wordings).map(([topic, { en, de }]) => [
  topic,
  new RegExp(
    String.raw`(?<= )(?:${`${en}|${de}`.replaceAll(String.raw`\w`, String.raw`[\p{L}\d]`)})(?= )`,
    'u',
  ),
]);

/** What an option may be about, said to be what is not meant: "no money", "not broken", "Geld nützt mir nichts". */
const DENIED = new RegExp(
  String.raw`(?<= )(?:(?:no|not|never|none|nothing|isnt|arent|wasnt|without|(?:dont|do not|no longer) (?:want|need)|instead of|rather than|kein\p{L}*|nicht|nichts|nie|ohne|statt|brauche?n? kein\p{L}*)(?: (?:any|the|a|an|my|your|it|is|are|of|them|was|really|so|das|die|den|ein\p{L}*|mehr|ist|sind|nur|noch|wieder)){0,3} (?<what>money(?: back)?|refund\p{L}*|cash|replac\p{L}*|another one|new one|broken|damaged|defect\p{L}*|faulty|wrong(?: thing| one)?|missing|geld(?: zurück)?|erstattung|ersatz\p{L}*|eine?n?|eins|kaputt|beschädigt|defekt|falsch)|(?<useless>money|refund|cash|geld|ersatz) (?:is|are|s|was|nützt|hilft|bringt|brauche?|will|möchte)(?: (?:me|mir|uns|ich|wir|of))* (?:no|not|nothing|useless|nichts?|kein\p{L}*))(?= )`,
  'gu',
);

/** What a text is about; several, or nothing that a menu is about. */
export const topicsOf = (text: string): ReadonlySet<string> =>
  topicsIn(` ${plain(text)} `.replaceAll(DENIED, ' '));

/** What a text says that it is not about. */
export function topicsDenied(text: string): ReadonlySet<string> {
  const denied = [...` ${plain(text)} `.matchAll(DENIED)];
  return new Set(
    denied.flatMap(({ groups }) => {
      const what = groups?.['what'] ?? groups?.['useless'] ?? '';
      return [...topicsIn(` ${/^ein/u.test(what) ? 'noch eine' : what} `)];
    }),
  );
}

function topicsIn(said: string): ReadonlySet<string> {
  const found = new Set(topics.flatMap(([topic, wording]) => (wording.test(said) ? [topic] : [])));
  // "Only the postage" is about a sum, not about a thing.
  if (found.has('amount')) for (const thing of ['things', 'inside']) found.delete(thing);
  // A colour unlike the picture's is no wish for another colour.
  if (found.has('described')) for (const other of ['variant', 'instead', 'wrong']) found.delete(other);
  // The right one, in the colour that was ordered.
  if (found.has('ordered')) for (const other of ['variant', 'wrong']) found.delete(other);
  return found;
}

/** Small letters without signs, but for the point in "9.90". */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFC')
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .replaceAll('%', ' percent ')
    .replaceAll('€', ' euro ')
    .replace(/[^\p{L}\p{N}.,]+/gu, ' ')
    .replace(/[.,](?!\d)/gu, ' ')
    .replace(/ +/gu, ' ')
    .trim();

/** What a message needs besides an answer: a person for legal threats and dangers, a look for abuse and tricks. */
import type { Understanding } from '../contracts/understanding.js';

type Flag = Exclude<Understanding['flags'][number], 'wants_human'>;

/** A few words within the same sentence. */
const near = '[^.!?\\n]{0,50}';

/** "my lawyer", "einen Rechtsanwalt" */
const lawyer =
  '(?:lawyers?|attorneys?|solicitors?|legal (?:team|counsel|representative)|(?:rechts)?anw(?:alt|ältin|älte|alts))';

/**
 * Patterns for lower-case text. A word alone is never enough where shops sell what it names: smoke detectors, fire
 * pits, law books, gifts for a lawyer.
 */
const patterns: Readonly<Record<Flag, readonly string[]>> = {
  legal_threat: [
    `\\b(?:speak|speaking|talk|talking|consult|consulting|contact|contacting|contacted|involve|involving|instruct|hire|call|calling|get|getting|see|hear|hearing|pass|passing|forward)\\b${near}\\b(?:my|a|our|from my|from our) ${lawyer}`,
    `\\b(?:my|our) ${lawyer} (?:will|is going to|has|have|would|shall|says?|advised|contacts?)\\b`,
    '\\b(?:take|taking|considering|threaten|threatening|start|pursue|initiate|face|seek) (?:any |further |immediate )?legal (?:action|steps|proceedings|advice)',
    '\\blegal (?:action|proceedings) (?:will|against|if|unless)\\b',
    "\\b(?:will|i'll|we'll|going to|gonna|about to|have to|might|ready to) sue\\b",
    '\\bsee you in court\\b|\\btak(?:e|ing) (?:you|this|it|your company) to court\\b|\\bsmall claims\\b|\\bcourt order against you\\b',
    '\\b(?:trading standards|consumer protection (?:agency|authority|office)|ombudsman|better business bureau|attorney general|federal trade commission)\\b',
    `\\b(?:report|reporting|reported) (?:you|this|your (?:shop|company|store))${near}\\b(?:police|authorities|fraud)\\b`,
    '\\b(?:press|pressing|file|filing) (?:criminal )?charges\\b|\\bfil(?:e|ing) a (?:lawsuit|police report|law suit)\\b',
    `\\b(?:meine[nmr]?|eine[nmr]?|unsere[nmr]?|zum|zur|vom|beim) ${lawyer}\\b${near}\\b(?:einschalten|einschalte|eingeschaltet|beauftrag\\w*|wend\\w*|übergeb\\w*|nehmen|gehen|gehe|sprech\\w*|kontaktier\\w*|meld\\w*|hör\\w*|konsultier\\w*|weiter\\w*|schreib\\w*)`,
    `\\b(?:einschalten|schalte|beauftrag\\w*|wend\\w*|gehe|gehen|geht|hören|übergebe|kontaktiere|spreche|frage)\\b${near}\\b(?:meine[nmr]?|eine[nmr]?|zum|zur|vom) ${lawyer}\\b`,
    '\\brechtliche (?:schritte|maßnahmen|konsequenzen)\\b|\\brechtsweg\\b|\\bgerichtlich(?:e[nrs]?)? (?:vor|gegen|schritte|mahn)|\\bmahnbescheid\\b',
    '\\b(?:verklage|verklagen|verklagt)\\b|\\bklage (?:einreichen|erheben)\\b|\\bvor gericht\\b',
    '\\b(?:strafanzeige|anzeige erstatten|anzeige wegen betrug\\w*|zeige (?:sie|euch) an)\\b|\\bverbraucherzentrale\\b|\\bverbraucherschutz (?:melden|einschalten|wenden)',
  ],
  safety: [
    '\\b(?:caught|catching|catches|set) (?:on )?fire\\b|\\bburst into flames\\b|\\b(?:is|was|it|battery|charger|device) (?:burning|smoking|sparking)\\b|\\b(?:smoke|sparks|flames) (?:came|coming|started|pouring|comes)\\b|\\bstarted (?:smoking|to smoke|burning|to burn|sparking|melting)\\b',
    '\\b(?:exploded|blew up in|has exploded|overheat(?:s|ed|ing)? and)\\b|\\bmelted (?:the|my|on)\\b',
    '\\b(?:got|gave me|gives me|had|received|suffered|getting) (?:an? )?(?:electric(?:al)? shock|electrocuted)\\b|\\bwas electrocuted\\b',
    '\\b(?:burn(?:ed|t)|injured|cut|hurt|scalded|wounded) (?:my|his|her|their|our) (?:left |right |little |whole )?(?:hand|finger|thumb|arm|face|leg|skin|foot|eye|mouth|tongue|son|daughter|child|baby|kid|husband|wife|mother|father|dog|cat)',
    '\\b(?:burn(?:ed|t)|injured|cut|hurt|scalded|wounded) (?:myself|himself|herself|themselves)\\b',
    '\\b(?:was|were|got|been|is|am) (?:badly |seriously |slightly )?(?:injured|poisoned|hospitali[sz]ed)\\b',
    `\\b(?:allergic reaction|anaphyla\\w+)\\b|\\b(?:rash|hives|blisters|chemical burn)\\b${near}\\b(?:after|from|since|all over)\\b`,
    '\\b(?:swallowed|choked on|choking on|nearly choked)\\b|\\b(?:food poisoning|carbon monoxide|gas leak)\\b',
    '\\b(?:ended up|went|go|taken|rushed|brought|landed|was|is|were) (?:in|to|at) (?:the |a )?(?:hospital|emergency room|er|a&e)\\b|\\b(?:called|call) an ambulance\\b',
    '\\b(?:kill myself|killing myself|suicidal|commit suicide|end my life|want to die)\\b',
    '\\b(?:fing feuer|feuer gefangen|in brand geraten|in flammen|fängt an zu brennen|hat gebrannt|raucht und|qualmt|funken (?:sprüh\\w*|schlag\\w*)|explodiert|geschmolzen und|durchgeschmort)\\b',
    '\\b(?:stromschlag|elektroschock) (?:bekommen|erlitten|abbekommen|gekriegt)\\b|\\b(?:einen|nen) (?:stromschlag|elektrischen schlag)\\b',
    `\\b(?:hand|finger|arm|gesicht|bein|haut|fuß|auge|augen|zunge|mund)\\b${near}\\b(?:verbrannt|verbrüht|verletzt|verätzt|geschnitten)\\b`,
    '\\b(?:mich|sich|sohn|tochter|kind|baby|mann|frau|mutter|vater|hund|katze|uns)\\b(?: \\w+){0,5} (?:verletzt|verbrannt|verbrüht|verätzt|vergiftet|verschluckt)\\b',
    '\\ballergische[nr]? (?:reaktion|schock)\\b|\\bausschlag (?:bekommen|nach|am|im)\\b|\\bverschluckt\\b|\\bvergiftung\\b',
    '\\b(?:ins|im|in die|in der|musste[n]? ins) (?:krankenhaus|notaufnahme)\\b(?: \\w+){0,4} (?:musste|mussten|gelandet|liegt|lag|gebracht|gekommen|behandelt|wegen)\\b|\\b(?:musste|mussten|kam|liegt|landete|gebracht)\\b(?: \\w+){0,3} (?:ins krankenhaus|im krankenhaus|in die notaufnahme|in der notaufnahme)\\b|\\b(?:notarzt|rettungswagen) (?:rufen|kam|gerufen|musste)\\b',
    '\\b(?:bringe mich um|mich umbringen|selbstmord|suizid\\w*|nicht mehr leben)\\b',
  ],
  fraud: [
    `\\b(?:someone|somebody|a stranger|people)(?: else)?(?: has| have| must have)? (?:ordered|bought|placed|used|opened|made)\\b${near}\\b(?:in my name|with my (?:name|card|account|address|details|data|credit card)|on my (?:name|account|card))\\b`,
    '\\b(?:ordered|bought|placed|shopping|purchase[sd]?|orders?)(?: \\w+){0,4} (?:in|under|using) my name\\b(?! (?:please|bitte))',
    '\\b(?:identity (?:theft|fraud|thief)|stolen identity|stole my (?:identity|card|data|details))\\b',
    `\\bmy (?:customer |shop )?(?:account|login|profile)\\b${near}\\b(?:hacked|compromised|broken into|taken over)\\b|\\bhacked (?:into )?my (?:account|profile)\\b`,
    '\\b(?:unauthori[sz]ed|fraudulent) (?:orders?|purchases?|payments?|charges?|transactions?|use)\\b',
    "\\bi (?:have )?(?:never|not|didn't|did not|haven't) (?:ever )?(?:ordered|bought|order|buy) (?:anything|a thing)\\b(?: \\w+){0,3} (?:from|with|at) (?:you|your)\\b",
    `\\b(?:jemand|irgendwer|irgendjemand|ein fremder|unbekannte)\\b${near}\\b(?:in|auf|unter) meine[nm] namen\\b|\\b(?:in|auf|unter) meine[nm] namen (?:hat|haben|wurde|bestellt|eingekauft)\\b`,
    '\\bidentitäts(?:diebstahl|missbrauch|klau)\\b|\\b(?:daten|karte|identität) (?:geklaut|gestohlen|missbraucht)\\b',
    '\\b(?:konto|account|kundenkonto|profil)\\b(?: \\w+){0,3} (?:gehackt|geknackt|übernommen)\\b|\\bbetrugs(?:fall|versuch|masche|verdacht)\\b',
    '\\b(?:unberechtigt|unbefugt|nicht autorisiert|betrügerisch)\\w* (?:abbuchung|bestellung|zahlung|belastung|buchung|einkauf)\\w*\\b',
    '\\b(?:nie|niemals|gar nichts|nichts|noch nie etwas|noch nie was) (?:etwas |was )?(?:bei (?:ihnen|euch|dir)) (?:bestellt|gekauft)\\b|\\bbei (?:ihnen|euch) (?:nie|noch nie|niemals|nichts|gar nichts)(?: etwas| was)? (?:bestellt|gekauft)\\b',
  ],
  bereavement: [
    `\\b(?:my|our|his|her|their) (?:late |dear |beloved |old |elderly )?(?:husband|wife|spouse|partner|mother|father|mum|mom|dad|son|daughter|brother|sister|grandmother|grandfather|grandma|grandpa|gran|granddad|nan|aunt|uncle|friend|boyfriend|girlfriend|fiancee?|parents?|in-law)\\b(?: \\w+){0,3},? (?:has |have |had |just |sadly |suddenly |recently |unexpectedly |is |was ){0,3}(?:died|passed(?: away| on)?|deceased|dead)\\b`,
    '\\bpassed away\\b|\\b(?:is|are|was) deceased\\b|\\b(?:the|sudden|recent) (?:death|passing) of (?:my|our|his|her)\\b|\\b(?:death|bereavement) in (?:the|our|my) family\\b|\\bi (?:am|have been) (?:recently )?(?:bereaved|widowed)\\b|\\bdeath certificate\\b',
    `\\b(?:mein|meine|unser|unsere|ihr|sein|der|die)(?: liebe[rs]?)? (?:mann|frau|ehemann|ehefrau|gatte|gattin|partner|partnerin|lebensgefährt\\w*|mutter|vater|mama|papa|sohn|tochter|bruder|schwester|oma|opa|großmutter|großvater|tante|onkel|freund|freundin|schwiegermutter|schwiegervater)\\b(?: \\w+){0,5} (?:verstorben|gestorben|tot|entschlafen)\\b|\\b(?:mann|frau|ehemann|ehefrau|gatte|gattin|partner|partnerin|lebensgefährt\\w*|mutter|vater|mama|papa|sohn|tochter|bruder|schwester|oma|opa|großmutter|großvater|tante|onkel|freund|freundin|schwiegermutter|schwiegervater)(?: \\w+){0,3} (?:verstarb|starb)\\b`,
    '\\bverstorben(?:e[nrs]?)?\\b|\\b(?:todes|trauer|sterbe)f(?:all|alls|alles|aelle|älle)\\b|\\bsterbeurkunde\\b|\\btod (?:meine[rs]|unsere[rs])\\b|\\bverwitwet\\b',
  ],
  chargeback: [
    '\\bcharge ?backs?\\b|\\b(?:dispute|disputed|disputing|dispute with)\\b(?: \\w+){0,3} (?:charge|payment|transaction|debit|bank|paypal|credit card)\\b',
    `\\b(?:my|the|our) (?:bank|credit card company|card issuer|card company)\\b${near}\\b(?:reverse|reversed|recall|recalled|claw|dispute|get (?:it|the money|my money) back|pull)`,
    '\\b(?:opened?|opening|file|filed|filing|start|started) (?:a |an )?(?:paypal |klarna )?(?:case|claim|dispute) (?:with|at|on) (?:paypal|klarna|my bank)\\b|\\bpaypal (?:case|dispute|claim|buyer protection)\\b',
    '\\b(?:debt collect\\w+|collection agency|collections? letter|collectors?|dunning|final (?:notice|demand)|payment reminder|reminder fees?|late payment fees?)\\b',
    // Who asks the shop to book it back to them asks for a refund; who has it booked back goes by the bank.
    '\\brückbuchung\\w*\\b|\\brücklastschrift\\b|(?<!(?<!\\blass\\w* )\\b(?:mir|uns)(?: \\w+){0,4} )\\b(?:zurückbuchen|zurückgebucht|zurückbuche)\\b|\\bkäuferschutz\\b|(?<!\\b(?:mir|uns)(?: \\w+){0,4} )\\b(?:lastschrift|abbuchung|zahlung)(?: \\w+){0,4} (?:zurückholen|zurückgeholt|zurückgeben|widerrufen|zurückrufen)\\b',
    '\\b(?:inkasso\\w*|mahnung(?:en)?|mahngebühr\\w*|mahnschreiben|gemahnt|zahlungserinnerung(?:en)?|letzte zahlungsaufforderung)\\b',
  ],
  privacy: [
    '\\b(?:gdpr|ccpa|right to be forgotten|subject access request|data protection (?:officer|request|act|authority))\\b',
    '\\b(?:delete|erase|remove|wipe|destroy)\\b(?: \\w+){0,4} (?:my|our)(?: \\w+){0,2} (?:data|account|details|information|profile)\\b',
    '\\b(?:what|which|all the)(?: \\w+){0,2} (?:data|information) (?:do )?you (?:have|hold|keep|store|stored|collect)\\w*(?: \\w+){0,2} (?:about|on|of) me\\b|\\bcopy of (?:all )?(?:my|the) (?:personal )?data\\b',
    '\\b(?:dsgvo|datenschutz(?:anfrage|auskunft|beauftragt\\w*|beschwerde|verstoß\\w*|verletzung|grundverordnung|rechtlich\\w*)|recht auf (?:vergessen\\w*|löschung)|datenauskunft)\\b',
    '\\b(?:lösch\\w*|entfern\\w*|vernicht\\w*)\\b(?: \\w+){0,5} (?:meine[rn]?|unsere[rn]?|aller)(?: \\w+){0,2} (?:daten|kundenkonto|konto|account|angaben|profil)\\b|\\b(?:meine|alle)(?: \\w+){0,3} (?:daten|kundenkonto|konto|account|profil)(?: \\w+){0,5} (?:löschen|gelöscht|entfernen|entfernt)\\b',
    '\\bwelche(?: \\w+){0,2} daten\\b(?: \\w+){0,4} (?:von mir|über mich|zu meiner person)\\b|\\bauskunft\\b(?: \\w+){0,5} (?:gespeichert\\w*|personenbezogen\\w*|zu meiner person|über meine daten)',
    '^\\W*(?:datenschutz|data protection)\\W*$',
  ],
  abuse: [
    '\\bf+[u*]c*k+(?:ing)? (?:you|off|idiots?|morons?|thieves|scammers?|liars?|company|shop|people|useless)\\b|\\bgo to hell\\b|\\bpiss off\\b|\\bscrew you\\b',
    "\\b(?:you|you're|you are|u r|you all are|bunch of|you guys are|absolute|complete|fucking|bloody|stupid)(?: \\w+){0,3} (?:idiots?|morons?|bastards?|assholes?|arseholes?|cunts?|wankers?|retards?|scum|pigs|thieves|crooks)\\b",
    "\\b(?:i will|i'll|i'm going to|gonna) (?:find|kill|hurt|beat|burn|destroy) (?:you|your (?:office|shop|house|family))\\b",
    '\\b(?:arschl(?:o|ö)cher|arschloch|fickt? (?:euch|dich|sie)|verpiss\\w*|hurens\\w+|wichser|drecksladen|scheißladen|scheissladen|ihr penner|ihr spinner)\\b',
    '\\b(?:ihr|sie sind|ihr seid|seid|lauter|ihr verdammten)(?: \\w+){0,3} (?:idioten|betrüger|verbrecher|abzocker|schweine|deppen|vollidioten|gauner|penner)\\b',
    '\\b(?:ich (?:bringe|mache|schlage) (?:euch|sie|dich) (?:um|fertig|kaputt|tot))\\b',
  ],
  injection: [
    '\\b(?:ignore|disregard|forget|override|bypass|overwrite|skip)\\b(?: \\w+){0,5} (?:instructions?|prompts?|rules|guidelines|directives|policies|restrictions|safeguards|programming|training)\\b',
    '\\b(?:system|developer|hidden|initial|secret) (?:prompt|message|instructions?)\\b|\\bsystemprompt\\b|\\bprompt injection\\b',
    '\\b(?:reveal|print|show|repeat|output|display|tell me|leak|dump|recite|quote)\\b(?: \\w+){0,4} (?:prompt|instructions|your rules|guidelines|configuration|api[ _-]?keys?|secrets?|credentials)\\b',
    '\\byou are (?:now|no longer|actually) (?:an? |in |the )?(?:\\w+ ){0,3}(?:mode|ai|assistant|bot|admin\\w*|dan|agent|model|root|system|developer|unrestricted|refund\\w*|supervisor|terminal|shell)\\b',
    '\\b(?:developer|debug|admin(?:istrator)?|god|maintenance|root|sudo|jailbreak|dan) mode\\b|\\bjailbr\\w+\\b|\\bsudo \\w+',
    '\\b(?:act|behave|respond|pretend|roleplay|answer) (?:as|like|to be|as if)\\b(?: \\w+){0,4} (?:admin\\w*|system|developer|root|dan|ai|model|terminal|manager|supervisor|shell|interpreter)\\b',
    '<\\|[a-z_]{2,30}\\|>|\\[/?inst\\]|<<sys>>|</?(?:system|assistant|instructions?|tool_call|function_call|tool_use|prompt|admin)>|^\\s*#{1,6}\\s*(?:system|instructions?|assistant)\\b',
    '(?:^|\\n)\\s*(?:system|assistant|developer|admin)\\s*(?:\\([^)\\n]{0,20}\\))?\\s*:',
    '["\']?(?:role|intent|tool|function|confidence|verified|is_admin|tool_calls?|secondary|approved(?:_by)?)["\']\\s*:\\s*(?:["\'{\\[]|true|false|\\d)',
    '\\b(?:new|updated|additional|following|special) (?:system )?(?:instructions?|directives?)\\s*:|\\bend of (?:the )?(?:message|prompt|instructions|customer message|data)\\b',
    '\\b(?:call|invoke|execute|use|run|trigger) (?:the )?(?:\\w+ )?(?:tool|function|operation|api|endpoint|command|payments?\\.\\w+|orders?\\.\\w+)\\b|\\b(?:payments|orders|subscriptions|shipments)\\.[a-z_]{3,}',
    '\\b(?:as an ai|language model|llm|chatgpt|gpt-?\\d|claude|your training)\\b',
    '\\b(?:ignorier\\w*|vergiss|vergesst|vergessen sie|missachte\\w*|umgeh\\w*|überschreib\\w*)\\b(?: \\w+){0,6} (?:anweisung(?:en)?|regeln|instruktionen|vorgaben|richtlinien|prompts?|einschränkungen|anleitung)\\b',
    '\\b(?:zeig\\w*|nenn\\w*|gib|verrat\\w*|wiederhol\\w*|druck\\w*)\\b(?: \\w+){0,5} (?:prompt|systemprompt|anweisungen|instruktionen|zugangsdaten|passw(?:ort|örter)|api-?schlüssel)\\b',
    '\\b(?:du bist|sie sind|ihr seid) (?:jetzt|nun|ab sofort|nicht mehr) (?:\\w+ ){0,3}(?:modus|assistent|admin\\w*|ki|bot|system|entwickler|root|agent|modell|erstattungs\\w*)\\b|\\b(?:entwickler|admin|debug|wartungs)modus\\b',
    '\\b(?:neue|folgende|geänderte) (?:system)?anweisung(?:en)?\\s*:|\\bhandle als\\b|\\bantworte (?:nur|ausschließlich|ab jetzt)\\b(?: \\w+){0,3} mit\\b',
  ],
};

/** Lower case without accents; wide and styled letters, apostrophes, spaces and line breaks in one form. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[’‘ʼ´`]/gu, "'")
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n[\n ]*/gu, '\n');

/** A pattern folded like the text. */
const foldedPattern = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');

// Every repetition has a limit or a terminator, so that no text causes much backtracking.
const compiled = Object.entries(patterns).map(([flag, texts]): [Flag, RegExp] => [
  // The record's type says that its keys are flags.
  flag as Flag,
  new RegExp(texts.map((text) => `(?:${foldedPattern(text)})`).join('|')),
]);

/** How much text is searched for flags, in UTF-16 units: a threat stands near the beginning. */
const LONGEST = 20_000;

/** Flags of a customer's own words; hidden words only count as a trick. */
export function flagsOf(text: string, hidden = ''): Flag[] {
  const plain = folded(text.slice(0, LONGEST));
  const unseen = folded(hidden.slice(0, LONGEST));
  return compiled.flatMap(([flag, pattern]) => {
    const found = pattern.test(plain) || (flag === 'injection' && unseen !== '' && pattern.test(unseen));
    return found ? [flag] : [];
  });
}

/** Whether a message is about a part of an order and not about all of it: whatever its verb, that is a change. English and German. */

/** "Take the rake off", "rest can come", "die Brücke rausnehmen", "der Rest bleibt". */
const part = new RegExp(
  `(?<!\\p{L})(?:${[
    '(?:take|strike|cross|knock|drop|leave|pull|cut|get)(?= )[^.!?\\n]{0,40}? (?:off|out)(?= of (?:my|the|that|this) order| (?:my|the|that|this) order|[.,!?;]|$| please| from| again)',
    '(?:remove|strike|drop|delete|cancel) (?:just |only )?(?:the|one|two|my|a|an) [^.!?\\n]{0,40}?(?:from|off|out of) (?:my|the|that|this|order)',
    '(?:at|in|from|of) (?:the |my )?order \\S{0,12} ?(?:please )?(?:strike|remove|take|drop|leave) ',
    '(?:the )?(?:rest|others?|other (?:things?|items?|stuff)) (?:can|may|should|shall|must|will|please|stays?|remains?|is fine|are fine|is still)',
    '(?:keep|send|ship|want|deliver) (?:me )?(?:the |all the )?(?:rest|others?|remaining)',
    '(?:cancel|drop|remove) (?:just|only) (?:the|one|two|that)',
    '(?:raus|heraus|rauszu|herauszu)(?:nehmen|genommen|streichen|werfen|lassen|machen)|(?:wieder |bitte |komplett )raus(?!\\p{L})',
    'aus (?:der|meiner|unserer) bestellung[^.!?\\n]{0,40}(?:nehmen|streichen|löschen|entfernen|raus|weglassen)',
    '(?:der |den |das )?(?:rest|andere|anderen|übrige\\p{L}?) (?:bleibt|bleiben|behalt\\p{L}*|kann|können|soll|sollen|bitte|passt|nehme|möchte|will)',
    '(?:streich|lösch|entfern)\\p{L}* (?:sie |bitte |mir |doch |mal )*(?:den|die|das|eine?n?) (?!bestellung|order|auftrag|ganze)',
    '(?:nur|lediglich) (?:den|die|das|eine?n?) (?:\\p{L}+ )?(?:stornieren|abbestellen|streichen)',
  ].join('|')})`,
  'iu',
);

/** All of it after all. */
const whole =
  /(?<!\p{L})(?:whole|entire|complete(?:ly)?|everything|all of it|in full|full cancellation|ganze[nrs]?|gesamte[nrs]?|komplett|vollständig|alles)(?!\p{L})/iu;

/** True if it is, as far as words tell. */
export const isAboutPart = (text: string): boolean => part.test(text) && !whole.test(text);

/** How somebody asks something in English beside what a conversation is about. */
import type { SideQuestions } from '../language.js';

const deed =
  'cancel|return|refund|replace|send|resend|exchange|swap|change|switch|add|remove|take (?:off|out)|stop|end|pause|resume|skip|order|register|redirect|update|keep';

/** For words in lower case without signs, with spaces around. */
export const sideQuestions: SideQuestions = {
  begins:
    /^ (?:(?:and|but|so|ok|okay|oh|hm|wait|sorry|also|well|then|just|quick question) )*(?:when (?:do|does|will|would|can|is|are|should)|how (?:long|much|soon|many|do|does|will)|who (?:pays|will|does|picks|collects)|what (?:about|happens|if|do i|is the|does)|where (?:do|does|can|should|will|is)|which (?:day|carrier|address)|do i (?:need|have|get|pay|still)|will (?:i|it|they|you)|is (?:it|that|there|the)|does (?:it|that|the)|why (?:does|do|is))(?= )/u,
  orders: new RegExp(
    ` (?:(?:can|could|would|will|may|shall) (?:you|u|ya|i|we)(?: \\p{L}+){0,4}|please|pls|(?:i|we) (?:want|would like|need|wish)(?: you)? to|id like(?: you)? to|instead) (?:${deed})(?= )`,
    'u',
  ),
  another:
    / (?:also|too|as well|another|other|others|second one|next one|more of|(?:the|my) (?!money|refund|amount|label|parcel|package|postage|return|delivery|fee|price|new|replacement|order|subscription)\p{L}+ (?:too|also|as well))(?= )/u,
  aspects: {
    money_back: {
      asked:
        / (?:(?:when|how long|how soon|how many (?:days|weeks))(?: \p{L}+){0,10} (?:money|refund|refunded|amount|credited|credit|paid back|cash)|(?:get|have|see)(?: \p{L}+){0,4} (?:money|refund)(?: \p{L}+){0,3})(?= )/u,
      answer: / (?:refund|refunded|pay back|paid back|your account)(?= )/u,
    },
    label: {
      asked: / (?:label|labels|sticker|print|printer|qr code)(?= )/u,
      answer: / (?:label|code)(?= )/u,
    },
    place: {
      asked:
        / where (?:do|does|can|should|must|shall|would) (?:i|we|it|the|this)(?: \p{L}+){0,6} (?:send|bring|drop|hand|take|post|go|leave)(?= )/u,
      answer: / (?:parcel shop|please send the parcel|drop off|drop it off)(?= )/u,
    },
    cost: {
      asked:
        / (?:cost|costs|fee|fees|free|charge|charged|charges|postage|price|priced|extra|expensive|how much|who pays|(?:do|must|will|would|should) (?:i|we)(?: \p{L}+){0,3} pay)(?= )/u,
      answer: / (?:costs|fee|charged|price|pay|each time|worth)(?= )/u,
    },
    time: {
      asked:
        / (?:when|how long|how soon|how quickly|how many (?:days|weeks)|what day|which day|what date|what time|by when)(?= )/u,
      answer: / (?:next delivery|expects|should arrive|should answer|takes effect|days|until|by)(?= )/u,
    },
  },
};

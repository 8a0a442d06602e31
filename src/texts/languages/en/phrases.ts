/** English phrases of messages that name no matter of their own. */
import { combined, type Phrases } from '../phrases.js';

const somebody = 'anyone|anybody|someone|somebody';
const youAreWell =
  'you are well|youre well|you are doing well|youre doing well|all is well|this finds you well|' +
  'this message finds you well|you are having a good day|youre having a good day';

/** “It was too small”, “the zipper is broken”, “came damaged”, “wrong size”. */
const subject = String.raw`(?:it|they|this|that|these|those|mine|(?:the|my|one|both|all|some)(?: \p{L}+){1,3})`;
const state = 'is|was|are|were|came|arrived|got|looks?|feels?|has been|have been';
const degree =
  '(?:(?:all|already|completely|totally|quite|much|way|far|a bit|really|simply|just|too|so|very|not|the) )*';
const flaw =
  'broken|damaged|defective|faulty|cracked|scratched|torn|ripped|stained|dirty|smashed|crushed|bent|leaking|expired|' +
  'incomplete|missing|late|small|big|large|tight|loose|short|long|wide|narrow|heavy|dark|bright|expensive|' +
  '(?:wrong|incorrect) (?:size|colou?r|item|one|model|product|article)|as described|as expected|my size|' +
  'what i (?:ordered|expected|wanted)';
/** “They don't fit”, “it never arrived”, “it stopped working”. */
const failing =
  String.raw`(?:(?:does|do|did|will|has|have) ?(?:not|nt)|wont|never) (?:fit|work|arrived?|come|turn on|suit me|match)` +
  '(?: (?:me|at all|anymore|any more|properly|yet))?|stopped working|fell apart';
/** “I changed my mind”, “I don't need it any more”. */
const regret =
  'i (?:have )?changed my mind|i (?:do ?nt|do not|no longer) (?:need|want|like)(?: (?:it|them|this|that))?' +
  '(?: anymore| any more| any longer)?|i (?:found|got|bought) (?:it|them|one) (?:cheaper|elsewhere|somewhere else)|' +
  'i ordered (?:the wrong (?:size|colou?r|one|item)|it twice|too many|it by mistake)';

/** By kind. */
export const phrases: Phrases = {
  greeting:
    'hi|hii|hiya|hey|heyy|heya|hello|helo|hullo|howdy|yo|greetings|good day|gday|good morning|good afternoon|' +
    'good evening|morning|afternoon|evening|knock knock|you there|are you there|are you still there|' +
    'dear sir or madam|dear sirs|to whom it may concern|nice to meet you|pleased to meet you|' +
    `${combined('|is there', somebody)}|${combined('|is', somebody, 'there|here|home|online|available')}`,
  small_talk:
    `${combined('how are you', '|doing', '|today')}|how is it going|hows it going|hows things|how are things|whats up|` +
    `wassup|sup|how do you do|how have you been|${combined('how is|hows', 'your day', '|going')}|how was your day|` +
    'are you ok|are you well|i am fine|im fine|im good|and you|and yourself|' +
    `${combined('hope|i hope', youAreWell)}|${combined('lovely|nice', 'weather', '|today')}`,
  opening:
    'quick question|another question|one more question|question|' +
    `${combined(
      '|i have|ive|ive got|i have got|i got|got|i still have|i also have|there is|theres|just',
      'a question|another question|one more question|a quick question|one question|a small question|some questions|' +
        'a few questions|questions|a problem|an issue|a request|a concern|a query|another problem|something else|' +
        'one more thing|another thing',
    )}|` +
    `${combined(
      'i need|need|i would like|id like|i could use|i want|looking for|i am looking for|im looking for',
      'help|some help|your help|assistance|some assistance|support|some information|information|some advice|advice',
    )}|` +
    `${combined(
      'can i|may i|could i|i want to|i would like to|id like to|i wanted to|i need to',
      'ask',
      'something|you something|a question|you a question',
    )}|` +
    `${combined(
      '|can you|could you|would you|will you|can you please|could you please|would you please|are you able to|' +
        'if you could|if you can|i was wondering if you could|i wonder if you can|' +
        combined('can|could', somebody),
      'help|help me|help me out|help me with this|assist me',
    )}|can you tell me something`,
  thanks:
    'thanks|thank you|thx|thnx|thanx|tnx|ty|tysm|thank u|thankyou|many thanks|thanks a lot|thanks a million|thanks so much|' +
    'thank you so much|thank you very much|thanks very much|thank you kindly|much appreciated|appreciate it|appreciated|' +
    `${combined('i appreciate', 'it|that|your help')}|cheers|ta|ta very much|much obliged|` +
    `${combined(
      'thank you|thanks|thank you very much|thanks a lot|thank you so much|thanks so much',
      'for',
      'everything|helping|helping me|your time|letting me know|your support|the update|your patience|the info|' +
        'the information|' +
        combined('the|your', '|quick|kind|fast', 'help|reply|answer|response'),
    )}|${combined('|thats', '|very|so', 'kind', '|of you')}|` +
    `${combined('youre|you are', 'the best|great|a star|an angel|a legend|a lifesaver|amazing|very kind')}|` +
    `${combined('youve been|you have been|you were', 'great|a great help|very helpful|so helpful|helpful|very kind')}|` +
    'that helped|that helps|that helped a lot|that helped me a lot|that was helpful|that was very helpful|very helpful|' +
    'great help|great service|good job|great job|well done|that solved it|problem solved|god bless|god bless you|bless you',
  goodbye:
    'kind regards|best regards|bye|byebye|bye for now|goodbye|good bye|cya|see you|see ya|see you later|see you soon|later|laters|take care|' +
    'farewell|good night|goodnight|talk to you later|talk soon|speak soon|ttyl|so long|cheerio|ciao|until next time|' +
    `${combined('have a', '|very', 'nice|good|great|lovely|wonderful', 'day|evening|night|weekend|time|one')}|` +
    `enjoy your day|enjoy your weekend|${combined(
      'thats|that is|thatll be|that will be|that would be|that was',
      'it|all|all for now|all for today|all i needed|all i wanted to know|everything|everything i needed',
    )}|nothing else|nothing more|nothing else for now|${combined('|i have', 'no', 'more|further', 'questions')}|` +
    'i am done|im done|im all set|i am all set|all set|all done|you too|same to you',
  acknowledgement:
    'ok|okay|okey|okok|okey dokey|k|kk|oki|okie|alright|all right|right|got it|gotcha|i see|understood|noted|i understand|makes sense|' +
    'that makes sense|fair enough|no problem|no worries|never mind|nevermind|cool|super|' +
    `${combined('|thats|that is|very', 'good|great|perfect|fine|nice|lovely')}|fine by me|awesome|amazing|brilliant|` +
    `wonderful|excellent|fantastic|${combined('good|great|glad|nice', 'to', 'know|hear')}|sounds good|will do|sure|yes|` +
    'yeah|yep|yup|no|nope|nah|not really|exactly|agreed|wow|aha|hm|hmm|haha|lol',
  around:
    'there|all|everyone|everybody|team|folks|guys|friend|mate|sir|madam|maam|dear|bot|support|customer service|again|' +
    'please|pls|plz|so|well|then|now|and|just|oh|ah|um|uh|er|for now|today|sorry|sorry to bother you|excuse me|' +
    `by the way|btw|also|${combined('about|with|regarding|concerning', 'my order|an order|my last order|something')}|` +
    `${combined('best|kind|warm|many', 'regards')}|regards|best wishes`,
  numbering:
    'order|orders|ordernumber|orderno|number|no|nr|num|ref|reference|purchase|my|the|that|this|a|for|with|about|of|on|' +
    'and|also|or|it|is|its|was|here|what|how|what about|how about|regarding|concerning|instead|i mean|i meant|actually|' +
    'other|another|one|next|same|again',
  because:
    'because|cause|cuz|coz|cos|bc|because of|due to|since it|since they|since the|since my|since i|as it|as they',
  hollow:
    'and now|now what|what now|so what now|what|huh|eh|test|is|on|at|by|in|it|its|the|a|my|was|were|from|since|until|till|' +
    'before|after|around|about|to|or|not|this|that|these|me|i|you|we|next|last|of|with|for|' +
    'in the morning|in the afternoon|in the evening|morning|afternoon|evening|noon|am|pm|if that works|if possible|if you can|preferably|or so',
  file:
    'photo|photos|image|images|picture|pictures|pic|pics|video|videos|document|documents|attachment|attachments|attached|' +
    'media|sticker|gif|screenshot|screenshots|omitted|enclosed|see attached|please see attached|see attachment',
  request:
    / (?:cancel\w*|refund\w*|return\w*|exchange\w*|replac\w*|chang\w*|send|sent|stop|want|need|would like|id like|where|when|why|how|back|broken|damaged|wrong|missing|pause|skip|resume|can|could|deliver|ship|track) /u,
  complaint: new RegExp(
    `^(?:(?:${subject} (?:(?:${state}) )?|(?:its|theyre|${state}) )?${degree}(?:${flaw})` +
      `|(?:${subject} )?(?:${failing})|${regret})$`,
    'u',
  ),
};

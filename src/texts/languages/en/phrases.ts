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
  wanting:
    / (?:cancel\w*|refund\w*|reimburse\w*|return (?:it|this|that|them|these|those|the|my|one|everything)|to return|send|exchange|replace|change (?:it|my|the|this|that)|to change|stop|end|pause|skip|resume|redirect|deliver it|want|wanna|need|would like|would love|id like|id love|ill take|looking for|help me with|track|give me|tell me|let me know|show me|(?:can|could|would|will|do|does|did|is|are) (?:i|you|we|it|this|there|my|the)|where|wheres|when|whens|why|how (?:do|can|long|much|about|is|are|come)|what (?:is|are|about|happens|time)|whats) /u,
  unknowing:
    /^ (?:(?:oh|um|uh|hm|hmm|well|sorry|sorry but|honestly|actually|good question|i|im|i am|really|just|to be honest|tbh|its|it is|thats|that is|a|bit|a bit) )*(?:good question|(?:would |id |ill |ive |will |got |have )*(?:have|need|got) to (?:check|look|ask|search|think|dig)|let me (?:check|look|think|see)|where (?:do|can|would|could|should) (?:i|one) (?:find|see|get|look)|what do (?:most|others|other|people|you)|how (?:should|would|am) i (?:to )?know|whatevers|(?:hard|difficult|tricky) to|(?:tough|hard|difficult|good) (?:one|call|choice)|(?:do not|dont|didnt|wouldnt|couldnt|cant|cannot) (?:really |actually |even |quite |honestly )*(?:know|remember|recall|tell|say|decide|find|think of|make up)|have (?:no|not the) (?:idea|clue|foggiest|faintest)|havent (?:a clue|got a clue|the foggiest|the faintest|decided|got it|any idea|an idea|made up)|no (?:idea|clue|preference|opinion)|not (?:sure|certain|really sure|a clue|the foggiest|decided)|unsure|undecided|dunno|idk|beats me|search me|wish i knew|hard to (?:say|tell)|difficult to say|tough (?:one|call|choice)|torn|forgot|have forgotten|ive forgotten|lost it|lost the|havent got|dont have (?:it|that|one|the)|do not have (?:it|that|one|the)|no longer have|couldnt say|couldnt tell you|(?:what|which|how)(?: \p{L}+){0,3} (?:do you|would you|should i|you) (?:suggest|recommend|advise|think|say|prefer|choose|pick|propose|do|take|go)|what do you|what would you|what should i|whats (?:the )?(?:best|usual|normal|recommended|sensible)|which (?:is|one is|ones|one) (?:better|best|usual)|which is|what is (?:the )?(?:best|usual|normal)|any (?:suggestions?|recommendations?|advice|ideas|tips)|(?:you|u) (?:choose|pick|decide|tell me|suggest|say)|(?:please )?(?:choose|pick|decide|suggest|recommend) (?:for me|something|one|whatever)|up to you|your (?:call|choice|pick)|whatever (?:you|is|works|suits|u)|whichever|whats possible|what are my options|what can you (?:do|offer)|help me (?:choose|decide|pick)|can you (?:suggest|recommend|choose|help me (?:choose|decide))|could you (?:suggest|recommend|choose|help me (?:choose|decide))|advise me|surprise me|either(?: one)? is fine|dont mind|do not mind|dont care|no matter|doesnt matter|not bothered|not fussed|easy)(?= )/u,
  backing:
    /^ (?:(?:oh|ah|um|uh|ok|okay|well|no|nah|actually|sorry|then|thanks|thank you|please|just|you know what|on second thoughts?|on reflection|lets|i think i will|ill just|ill|i will|we will|well just|im gonna|i guess ill|i|wrong shop|wrong chat|thanks but|its fine|its ok|its okay|all good) )*(?:never ?mind|nvm|nm|forget (?:it|that|about it|this|about this|about that|i asked|i said|the whole thing)|leave (?:it|that|this|things|everything)|drop (?:it|that|this)|skip (?:it|this|that)|dont (?:bother|worry about it|trouble|worry)|do not (?:bother|trouble)|no need|not needed|not necessary|keep (?:it|them|everything|this|that|those|these|both|(?:the|my)(?: \p{L}+){1,2}(?= (?:then |after all |thanks |please |anyway |now )*$))|abort|quit|cancel (?:this|that|the request|the return|my request)|stop (?:this|here|it|now|please|the process|everything)|stop|call (?:it|the whole thing) off|scrap (?:it|that|this)|scratch that|found (?:it|them|the)|sorted|its sorted|all sorted|sorted it|figured it out|changed my mind|have changed my mind|ive changed my mind|not (?:worth|worth it|bothered|interested|important)|doesnt matter|no longer (?:needed|necessary|want|interested|relevant)|nothing|nothing thanks|no thanks|wrong (?:shop|chat|number|company)|i found (?:it|them)|dont want (?:to|this|it|that)(?: \p{L}+){0,3} (?:any ?more|after all|any longer)|its nothing|lets not|back out|i give up|give up|too much (?:hassle|trouble|bother)|too complicated|dont want to any more|dont want to anymore|withdraw|take it back|pull out|exit)(?= )|(?: forget (?:i asked|it|about it|i said anything|the whole thing)| never ?mind| dont bother| not worth (?:it|the (?:hassle|trouble|effort))| leave it (?:at that|there|be|then)) (?:then |please |thanks |thank you |now |anyway )*$/u,
  backingSurely:
    /^ (?:(?:oh|ah|ok|okay|well|no|actually|sorry|please|just|on second thoughts?) )*(?:(?:never ?mind|nvm) (?:i|ill|we|well|its|it|i will|keep)|forget (?:it|about it|the whole thing|about the \p{L}+|the \p{L}+)|i(?:ll| will| want to) keep (?:it|them|the|everything|my)|i(?:ve| have)? changed my mind|call (?:it|the whole thing) off|dont (?:do|bother|process|pay|send) (?:it|that|with it|anything)|withdraw (?:it|my|the)|no longer (?:needed|want it|necessary)|i dont want (?:it|that|this|the refund|the cancellation) (?:any ?more|any longer|after all))(?= )/u,
  person:
    /(?: (?:no|not|dont|hate|stop|sick of|without)(?: \p{L}+){0,5} (?:bots?|robots?|machines?|chatbots?|computers?)(?= )| (?:a|an|any|your|real) (?:human|person|colleague|agent) (?:please |just )*(?:look|see|take|check|deal|handle|help)| (?:anyone|anybody|someone|somebody) (?:real|human|who (?:can|could|will|knows|actually|understands))| (?:speak|talk|chat|speaking|talking|chatting|word|call|conversation) (?:to|with) (?:an? |the |your |some |one of (?:your|the) )?(?:real |actual |live |human )?(?:someone|somebody|anyone|anybody|person|people|human|humans|agent|agents|advisor|adviser|colleague|colleagues|team|staff|manager|supervisor|representative|rep|employee|operator|assistant|department|customer|boss|him|her|them|who)| (?:real|live|actual|human) (?:person|human|agent|people|being|someone|somebody|rep|representative|advisor|adviser|operator)| (?:give|get|want|need|prefer|find|send|put|connect|transfer|pass|hand|escalate|rather|like)(?: \p{L}+){0,4} (?:a|an|your|the|some|to) (?:human|person|agent|representative|rep|colleague|team|staff|manager|supervisor|advisor|adviser|operator|employee|someone|somebody)| (?:want|need|get|give me) (?:staff|someone|somebody|support|people|humans)| (?:pass|put|hand|transfer|connect|forward|escalate) (?:me|this|us|it) (?:on |over |through |up )*(?:to|with)| put me through| (?:have|get|let|ask|could|can|would)(?: \p{L}+){0,2} (?:someone|somebody|anyone|anybody|a colleague|an agent|one of you|your team)(?: \p{L}+){0,2} (?:call|phone|ring|contact|email|help|take over|get back|get in touch|look)| (?:call|phone|ring) me(?: back)?(?= )| (?:is there|are there) (?:any ?one|any ?body|a human|a person|humans|people|someone|somebody)|^ (?:(?:a|an|please|just|human|real|live|the|your|customer|to|speak|i|want|no|not|bot|get|me) )*(?:human|humans|person|agent|representative|rep|operator|staff|advisor|adviser|manager|supervisor|colleague|someone|somebody|customer service|customer support|customer care|support team|helpline|hotline|call cent(?:er|re))(?: (?:please|pls|plz|now|thanks|thank you|asap|needed|instead|here|not|a|bot|human))* $)/u,
  complaint: new RegExp(
    `^(?:(?:${subject} (?:(?:${state}) )?|(?:its|theyre|${state}) )?${degree}(?:${flaw})` +
      `|(?:${subject} )?(?:${failing})|${regret})$`,
    'u',
  ),
};

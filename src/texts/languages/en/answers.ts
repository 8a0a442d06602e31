/** English yes and no. */
import type { AnswerWords } from '../answers.js';
import { combined } from '../phrases.js';

/** By what they do. */
export const answers: AnswerWords = {
  yes:
    'yes|yeah|yea|yep|yup|yess|yass|yas|ye|y|aye|ya|yah|ja|uh huh|oui|si|sure|sure thing|for sure|surely|of course|certainly|' +
    'absolutely|definitely|totally|indeed|by all means|right you are|rightio|righty ho|you can|u can|ok|okay|okey|k|alright|all right|righto|right oh|fine|that is fine|' +
    'thats fine|fine by me|fine with me|sounds good|good|great|perfect|wonderful|lovely|brilliant|go ahead|go on|go on then|' +
    'go for it|do it|do it then|do that|do so|do please|please do|please do so|please do it|please do that|pls do|plz do|' +
    'correct|that is correct|thats correct|right|thats right|that is right|spot on|exactly|exactly that|precisely|agreed|' +
    'i agree|confirm|confirmed|i confirm|i do confirm|i hereby confirm|i confirm it|i confirm that|confirming|i do|i would|' +
    'id like that|i would like that|i would like to|id like to|id love that|that would be great|thatd be great|' +
    'that would be good|thatd be good|that would be lovely|thatd be lovely|that would be perfect|i want that|i want it|' +
    'i want to|i want you to|i really do|i am sure|im sure|i am certain|im certain|it is|yes it is|make it so|make it happen|' +
    'proceed|please proceed|kindly proceed|affirmative|positive|roger|works for me|thats what i want|that is what i want|' +
    'get it done|lets do it|lets do that|lets go|happy with that|im happy with that|👍|👌|✅|✔|💯',
  no:
    'no|nope|nah|naw|nay|n|no way|dont|do not|dont do it|do not do it|please dont|dont do that|do not do that|rather not|' +
    'id rather not|id rather you didnt|better not|not now|not yet|never mind|nevermind|leave it|leave it be|leave it as it is|' +
    'leave it as is|leave it alone|please leave it|leave that|certainly not|absolutely not|definitely not|of course not|' +
    'i dont|i do not|not at all|i dont want that|i do not want that|i dont want to|i do not want to|forget it|forget that|' +
    'forget about it|negative|keep it|ill keep it|i will keep it|ill keep them|i will keep them|i want to keep it|' +
    'id like to keep it|no way jose|👎|❌|🛑',
  bareNo: 'no|n|dont|do not|i dont|i do not|not yet|not now|leave it|leave that|negative',
  behindNo:
    'i|we|im|ill|id|ive|please|thanks|thank|dont|leave|keep|just|only|not|never|sorry|it|its|thats|that|this|they',
  polite:
    'please|pls|plz|please please|kindly|thanks|thank you|thanku|thank u|thx|tx|ty|ta|tysm|many thanks|thank you very much|' +
    'thank you so much|thanks very much|thanks so much|thanks a lot|thanks a million|thanks in advance|much appreciated|' +
    'cheers|hi|hiya|hello|hey|good morning|good day|good evening|sir|madam|maam|sorry|oh sorry|mate|pal|yaar|boss|chief|darling|my friend|everyone|love|dear|friend|buddy|dude|bro|' +
    'man|guys|folks|hun|luv|mister|miss|team|then|so|well|oh|ah|aha|um|uh|erm|er|hm|hmm|just|really|very much|very|' +
    'indeed|lol|haha|no problem|no problem at all|no worries|no rush|no hurry|not a problem|no hard feelings|' +
    'best regards|kind regards|regards|if you would|if you could|if you please|if possible|if you dont mind|if thats ok|' +
    'if thats okay|as soon as possible|asap|as quickly as possible|right now|right away|at once|immediately|straight away|' +
    'straightaway|today|now|already|finally|in any case|either way|honestly|obviously|naturally|hereby|as i said|like i said|' +
    'as discussed|appreciate it|i appreciate it|i do appreciate it|god bless',
  glue:
    'it|its|that|this|them|these|those|one|mine|the|my|our|a|an|of|for|to|with|on|in|me|us|i|we|you|your|all|everything|' +
    'whole|entire|complete|full|entirety|completely|entirely|fully|total|totally|thing|lot|order|orders|subscription|parcel|package|' +
    'delivery|return|address|plan|money|amount|away|off|up|out|number|no|nr|' +
    'want|want you to|i would like you to|we would like you to|i want you to|wish|wish to|would like|would like you to|id like|id like you to|need|be|to be|have|go and|go on and|go ahead and|' +
    'going ahead|can|may|you can|you may|u can|u may|should|want it to be|want this to be|do|does|get|done|is|was|both|same|again|too|sure about it|sure of it|' +
    'sure about that|about it|about that|in full|back|eur|euro|euros|usd|gbp|dollars|pounds|chf',
  objects: 'it|that|this|them|these|those|one|mine|order|subscription|everything|all|thing|lot|away',
  actions: {
    cancel:
      'cancel|cancels|cancelled|canceled|cancelling|canceling|cancellation|cancelation|call off|call it off|end|ended|ending|' +
      'terminate|terminated|stop|stopped|bin it|bin that|bin them|scrap|ditch|axe|kill|void|get rid of|chuck',
    pay_back:
      'refund|refunded|refunding|refunds|pay back|paid back|pay it back|reimburse|reimbursed|money back|give back',
    pause: 'pause|paused|pausing|on hold|suspend|suspended',
    resume: 'resume|resumed|restart|reactivate|go on|continue',
    skip: 'skip|skipped|leave out|left out|leave it out',
    change: 'change|changed|changing|switch|switched|update|updated',
    send: 'send|sent|sending|deliver|delivered|ship|shipped|redirect|redirected|replace|replaced|replacement|new one',
    send_back: 'return|returned|returning|send back|send it back|register',
    take_off: 'take off|take it off|remove|removed|drop',
    search: 'look for|look into|search|investigate|open an investigation|find',
  },
  articles: 'the|my|our|his|her|their|a|an|one of|order|number|item|for|from|with',
  verbs:
    'is|are|was|were|has|have|had|does|did|do|will|would|wont|can|cant|could|got|gets|came|come|comes|arrived|slipped|bought|' +
    'found|need|needs|needed|wants|wanted|said|says|told|agrees|agreed|fits|fit|broke|changed|turned|took|takes|works|isnt|' +
    'wasnt|arent|doesnt|didnt|hasnt|havent|keeps|kept|went|gone|looks|seems|happened|ordered|made|sent|loves|likes|hates|thinks',
  relatives: 'the one|the ones|this one|that one|these ones|those ones|only one|just one|which|who|that',
  joiners: `and|and also|also|plus|oh and|btw|by the way|additionally|besides|${combined('and', 'then|btw|please')}`,
  wants: 'i want|i would like|id like|i only want|i just want|we want|i prefer|id prefer|id rather',
  starters: 'i|we|im|ive|because|cause|cuz|coz|since|when|how|what|where|who|why|will|can|could|would',
  turns: 'but|only|just the|except|although|though|however|rather',
  binds:
    'only if|only when|only once|but only|but if|but not|but keep|but leave|but dont|but do not|but please|but i want|' +
    'but i need|only the|just the|unless|except|except for|provided|providing|on condition|on the condition|as long as|' +
    'so long as|otherwise|instead|apart from|not the|depends on|assuming|before you do|not before|not until',
  doubts:
    'or|first|before|without|maybe|perhaps|possibly|half|partly|partially|wait|hold on|hang on|hold up|stop|actually|' +
    'no wait|wait no|depends|it depends|not sure|im not sure|i am not sure|unsure|supposing|then again|on second thought|' +
    'on second thoughts|hmm',
  hesitations:
    'only if|only when|only once|it depends|that depends|depends|not sure|im not sure|i am not sure|not sure yet|maybe|perhaps|' +
    'i guess|i guess so|i suppose|i suppose so|i think so|i dont know|dont know|dunno|possibly|probably|hmm|hm',
  conditions:
    'if|when i|when you|when my|when the|when its|once i|once you|once my|once the|in case|until i|until you|till i|till you|' +
    'after i|after you|after my|as soon as i|as soon as you|as soon as my|as soon as the|suppose',
  negations: 'dont|do not|not|never|wont|shouldnt|mustnt|no need to|rather not',
};

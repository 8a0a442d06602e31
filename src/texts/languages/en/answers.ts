/** English yes and no. */
import type { AnswerWords } from '../answer-words.js';
import { combined } from '../phrases.js';

const nice =
  'okay|ok|fine|good|great|perfect|lovely|alright|all right|correct|right|fair|fair enough|wonderful|brilliant|ideal|kind|' +
  'very kind|nice|very nice|cool|excellent|amazing|awesome|helpful|best|the best|a relief|a good idea|a great idea|spot on|much appreciated|appreciated';
const counts = 'two|three|four|five|six|seven|eight|nine|ten';
const it = 'it|that|this|them|these|those|mine|everything|both|all|things';
const its = `${it}|the|my|our|order|subscription`;
const not = 'not|isnt|is not|wasnt|was not|arent|are not';
const wont =
  'wouldnt|would not|shouldnt|should not|i dont|i do not|didnt|did not|never|i wont|i will not|no longer|not';

/** By what they do. */
export const answers: AnswerWords = {
  yes:
    `${combined('thats|that is|thatd be|that would be|it would be|sounds|that sounds|it sounds|its', nice)}|` +
    `${combined('|thats|that is|its', '|exactly|literally|just|precisely', 'what i|what we', 'asked for|asked you for|asked you to do|wanted|requested|was asking for')}|` +
    `${combined('yes|yeah|yep|ok|oh yes', 'man|bro|mate|dude|start')}|go go|go go go|looks right|looks good|that looks right|` +
    'i so agree|so agreed|i do so confirm|i so confirm|i hereby agree|we agree|i do agree|kindly do|kindly do so|thats the one|that is the one|thats mine|thats it exactly|it does|they do|suits me|suits me fine|is enough|thats the right one|that is the right one|all correct|all right then|' +
    'not a problem|no problem at all|no issue|no issues|no objections|no objection|no objections here|no complaints|no complaints here|dont see why not|i dont see why not|i see no reason not to|wouldnt mind|i wouldnt mind|wouldnt mind that at all|wont say no|i wont say no|cant say no|god yes|hell yes|heck yes|im afraid so|afraid so|accepted|you got it|that is so|still yes|suits me down to the ground|that suits me|that suits me fine|thatd be smashing|that would be smashing|that would help|thatd help|that would help a lot|id appreciate that|i would appreciate that|id appreciate it|if you would|if you would please|if you could|if you dont mind|im in|count me in|' +
    'then yes|then yes please|then yeah|yes then|yes|yeah|yea|yep|yup|yess|yass|yas|ye|y|aye|ya|yah|ja|uh huh|oui|si|sure|sure thing|for sure|surely|of course|certainly|' +
    'absolutely|definitely|totally|indeed|by all means|right you are|rightio|righty ho|you can|u can|ok|okay|okey|k|alright|all right|righto|right oh|fine|that is fine|' +
    'thats fine|fine by me|fine with me|sounds good|good|great|perfect|wonderful|lovely|brilliant|go ahead|go on|go on then|' +
    'go for it|you may as well|you might as well|may as well|might as well|do it|do it then|do that|do so|do please|please do|please do so|please do it|please do that|pls do|plz do|' +
    'correct|that is correct|thats correct|right|thats right|that is right|spot on|exactly|exactly that|precisely|agreed|' +
    'i agree|confirm|confirmed|i confirm|i do confirm|i hereby confirm|i confirm it|i confirm that|confirming|i do|i would|' +
    'id like that|i would like that|i would like to|id like to|id love that|that would be great|thatd be great|' +
    'that would be good|thatd be good|that would be lovely|thatd be lovely|that would be perfect|i want that|' +
    'i want to|i want you to|i really do|i am sure|im sure|i am certain|im certain|it is|yes it is|make it so|make it happen|' +
    'ack|acknowledged|so be it|so ordered|i consent|i consent to that|i give my consent|consent given|you have my consent|i say yes|i am saying yes|im saying yes|carry on|do proceed|please go ahead|you may proceed|you may|very well|very well then|granted|bet|approved|permission granted|proceed|please proceed|kindly proceed|affirmative|positive|roger|works for me|thats what i want|that is what i want|' +
    'get it done|lets do it|lets do that|lets go|happy with that|im happy with that|👍|👌|✅|✔|💯',
  no:
    'no|no no|no no no|no sir|no thank you|no thanks|hell no|heck no|god no|oh no|heavens no|nono|nope|nah|naw|nay|n|no way|dont|do not|dont do it|do not do it|please dont|dont do that|do not do that|rather not|' +
    'id rather not|id rather you didnt|better not|not now|not yet|never mind|nevermind|leave it|leave it be|leave it as it is|' +
    'leave it as is|leave it alone|please leave it|leave that|certainly not|absolutely not|definitely not|of course not|' +
    'i dont|i do not|not at all|i dont want that|i do not want that|i dont want to|i do not want to|forget it|forget that|' +
    'forget about it|negative|keep it|ill keep it|i will keep it|ill keep them|i will keep them|i want to keep it|' +
    'id like to keep it|no way jose|👎|❌|🛑',
  bareNo: 'no|n|dont|do not|i dont|i do not|not yet|not now|leave it|leave that|negative',
  behindNo:
    'but|can|could|what|why|because|cause|since|when|where|how|have|has|had|my|there|you|youve|youre|he|she|the|a|an|still|maybe|yet|' +
    'actually|rather|instead|wrong|that|those|these|wait|do|did|will|is|are|was|were|would|should|to|' +
    'from|at|for|lets|let|make|take|give|give me|better|hang|hold|theres|whats|wheres|were|weve|theyre|got|found|both|all|one|' +
    'i|we|im|ill|id|ive|please|thanks|thank|dont|leave|keep|just|only|not|never|sorry|it|its|thats|that|this|they',
  polite:
    `${combined('before', 'it|they|the parcel|the package|the order|my order|anything', 'leaves|leaves the warehouse|leaves the building|ships|goes out|goes off|gets out|gets sent|gets shipped|gets posted|is sent|is shipped|is posted|is on its way|is sent out|has left')}|before its too late|before it is too late|` +
    'please|pls|plz|please please|kindly|thanks|thank you|thanku|thank u|thx|tx|ty|ta|tysm|many thanks|thank you very much|' +
    'thank you so much|thanks very much|thanks so much|thanks a lot|thanks a million|thanks in advance|much appreciated|' +
    'cheers|hi|hiya|hello|hey|good morning|good day|good evening|sir|madam|maam|sorry|oh sorry|mate|pal|yaar|boss|chief|darling|my friend|everyone|love|dear|friend|buddy|dude|bro|' +
    'man|guys|folks|hun|luv|hen|pet|duck|babe|bab|bruv|fam|guv|honey|sweetheart|hon|po|lah|bhai|ji|eh|innit|mister|miss|team|then|so|well|oh|ah|aha|um|uh|erm|er|hm|hmm|just|really|very much|very|' +
    'indeed|lol|haha|no problem|no problem at all|no worries|no rush|no hurry|not a problem|no hard feelings|' +
    'best regards|kind regards|regards|if you would|if you could|if you please|if possible|if at all possible|if possible at all|if you can|if you still can|if thats still possible|if its still possible|if you dont mind|if thats ok|' +
    'if thats okay|as soon as possible|asap|as quickly as possible|right now|right away|at once|immediately|straight away|' +
    'straightaway|today|now|already|finally|in any case|either way|honestly|obviously|naturally|hereby|for goodness sake|for gods sake|for heavens sake|for crying out loud|if you would be so kind|if youd be so kind|if you would be so good|would you please|would you|could you please|will you|if its possible|have a nice day|have a good day|have a great day|have a lovely day|the address is right|the address is correct|address is correct|thats my address|that is my address|thats the address|my address|same address|the same address|thats where i live|that is where i live|i live there|still there|still live there|thats home|thats what it cost|that is what it cost|thats the amount|back to my account|thanks for your help|thank you for your help|thanks for asking|thanks for checking|as i said|like i said|my mistake|my bad|my fault|my apologies|apologies|i know|i said so|for the third time|for the second time|for the last time|once more|once again|third time|second time|i told you|i told you already|already told you|i said yes|i already said so|what i asked for|thats what i asked for|thats what i said|thats what i wanted|thats what id like|that is what id like|thats what i would like|thats what i paid|that is what i paid|as requested|as i asked|like i asked|same card|same account|the same card|to the same card|to the same account|same way|the same way|same as before|same card as always|same card as before|ive been waiting for this|if its no trouble|if its not too much trouble|' +
    `${combined('if', 'that is|thats', 'the way it goes|the way it works|how it goes|how it works|how it is|the way|what it takes|what you need')}|if it has to be that way|the sooner the better|sooner rather than later|` +
    'thats it|that is it|both things|nothing else|nothing more|no other|no others|no other one|the card i paid with|i paid with|expressly|explicitly|alone|for once|i trust|with the courier|with the carrier|with them|final|final answer|thats final|this is final|now is final|as discussed|appreciate it|i appreciate it|i do appreciate it|god bless',
  begs: 'please|pls|plz|thanks|thank you|thx|ta|cheers',
  glue:
    `${combined('all', counts)}|until|by|from|at|as of|till|` +
    `${combined('have|make|get|let|change|update|switch|set', 'it to|them|them to')}|have it|c/o|go|the full|cent|every cent` +
    '|' +
    'happy for you to|im happy for you to|i am happy for you to|it|its|that|this|them|these|those|one|mine|the|my|our|a|an|of|for|to|with|on|in|me|us|i|we|you|your|all|everything|' +
    'whole|entire|complete|full|entirety|completely|entirely|fully|total|totally|thing|lot|order|orders|subscription|parcel|package|' +
    'money|amount|away|off|up|out|number|no|nr|' +
    'want|want you to|i would like you to|we would like you to|i want you to|wish|wish to|would like|would like you to|id like|id like you to|need|be|to be|have|go and|go on and|go ahead and|' +
    'going ahead|can|may|you can|you may|u can|u may|should|want it to be|want this to be|do|does|get|done|is|was|both|same|again|too|sure about it|sure of it|' +
    'then|there|sure about that|about it|about that|in full|back|eur|euro|euros|usd|gbp|dollars|pounds|chf',
  objects: 'it|that|this|them|these|those|one|mine|order|subscription|everything|all|thing|lot|away',
  actions: {
    cancel:
      'finish|finish it|cancel|cancels|cancelled|canceled|cancelling|canceling|cancellation|cancelation|call off|call it off|end|ended|ending|' +
      'terminate|terminated|stop|stopped|bin it|bin that|bin them|scrap|ditch|axe|kill|void|get rid of|chuck',
    pay_back:
      'refund|refunded|refunding|refunds|pay back|paid back|pay it back|reimburse|reimbursed|money back|give back',
    pause: 'pause|pauses|paused|pausing|break|on hold|suspend|suspended',
    resume: 'resume|resumed|restart|reactivate|go on|continue',
    skip: 'skip one|miss one|miss one out|miss out|miss it|leave one out|skip|skipped|leave out|left out|leave it out',
    change: 'exchange|exchanged|swap|swapped|change|changed|changing|switch|switched|update|updated',
    send: 'send|sent|sending|deliver|delivered|ship|shipped|redirect|redirected|replace|replaced|replacement|new one',
    send_back: 'return|returned|returning|send back|send it back|register',
    take_off: 'take off|take it off|remove|removed|drop',
    search: 'look|looking|searching|look for|look into|search|investigate|open an investigation|find',
  },
  articles: 'both|the|my|our|his|her|their|a|an|one of|order|number|item|for|from|with',
  verbs:
    'is|are|was|were|has|have|had|does|did|do|will|would|wont|can|cant|could|got|gets|came|come|comes|arrived|slipped|bought|' +
    'found|need|needs|needed|wants|wanted|said|says|told|agrees|agreed|fits|fit|broke|changed|turned|took|takes|works|isnt|' +
    'wasnt|arent|doesnt|didnt|hasnt|havent|keeps|kept|went|gone|looks|seems|happened|ordered|made|sent|loves|likes|hates|thinks',
  relatives: 'the one|the ones|this one|that one|these ones|those ones|only one|just one|which|who|that',
  joiners: `and|and also|also|plus|oh and|btw|by the way|additionally|besides|${combined('and', 'then|btw|please')}`,
  wants: 'i want|i would like|id like|i only want|i just want|we want|i prefer|id prefer|id rather',
  starters:
    `${combined('do|does|did|is|are|will|can|could|would|have|has|should|may|am', 'i|you|we|it|the|my|this|that|there|they|your')}|` +
    'i|we|im|ive|because|cause|cuz|coz|since|when|how|what|where|who|why|will|can|could|would',
  turns: 'but|only|just the|except|although|though|however|rather',
  binds:
    'mostly|for the most part|partly|only if|only when|only once|but only|but if|but not|but keep|but leave|but dont|but do not|but please|but i want|' +
    'but i need|only the|just the|unless|except|except for|provided|providing|on condition|on the condition|as long as|' +
    'so long as|otherwise|instead|apart from|not the|depends on|assuming|before you do|not before|not until',
  doubts:
    'let me ask|let me think|let me check|let me see|let me talk|let me look|i understand|i see|i get it|i read|ive read|i have read|i heard|i know what|i got your|so i see|so you said|in principle|in theory|theoretically|whatever|tomorrow|later|later today|next week|next month|another time|some other time|not today|on monday|on tuesday|on wednesday|on thursday|on friday|on saturday|on sunday|in a while|in a bit|in a few days|or|first|before|without|maybe|perhaps|possibly|half|partly|partially|wait|hold on|hang on|hold up|stop|actually|' +
    'no wait|wait no|depends|it depends|not sure|im not sure|i am not sure|unsure|supposing|then again|on second thought|' +
    'on second thoughts|hmm',
  hesitations:
    `${combined('not|im not|i am not', 'quite|really|entirely|so|too|very|completely|totally|yet', 'sure|certain')}|` +
    'yes well|yeah well|well yes|only if|only when|only once|it depends|that depends|depends|not sure|im not sure|i am not sure|not sure yet|maybe|perhaps|' +
    'i guess|i guess so|i suppose|i suppose so|i think so|i dont know|dont know|dunno|possibly|probably|hmm|hm',
  conditions:
    'if|when i|when you|when my|when the|when its|once i|once you|once my|once the|in case|until i|until you|till i|till you|' +
    'after i|after you|after my|as soon as i|as soon as you|as soon as my|as soon as the|suppose',
  against:
    'can stay|should stay|as it is|as is|the way it is|as it was|hands off|hold off|hold fire|not so fast|stop right there|' +
    `${combined('dont|do not|please dont', 'touch|bother|worry about|go ahead|do|send|start|make|file|use|book|charge|put|take|let|end|close')}|` +
    `${combined('wouldnt|would not|shouldnt|should not', 'do|be|go|have|need|send|touch')}|` +
    `${combined(not, `right|correct|what i|quite what i|the right|the one|what we|my|the address|where|it|that|this|necessary|needed|any more|anymore|at the moment|the whole|all of`)}|` +
    `${combined('i|we|they|you', 'dont|do not|didnt|did not|never|no longer', 'live|work|ask|asked|mean|meant|agree|agreed')}|` +
    'too little|too low|not enough|isnt enough|is not enough|works now|working now|works again|its working|fixed itself|fixed now|lets not|let us not|scrap that idea|' +
    'dont think so|do not think so|thanks but no|but no|could you not|can you not|misunderstanding|misunderstood|got me wrong|doesnt help|' +
    'does not help|not interested|no more|let them come|may come|can come|may as well come|should come|take it after all|take them after all|dont want money|' +
    'out of date|outdated|just checking|just asking|only asking|only checking|just wondering|want it after all|want them after all|dont you dare|' +
    `${combined(wont, 'want that|want this|want a|want any|want you to|ask for|ask you|ask to|asked for|asked to|mean|meant|mean that|say that|said that|live|work there|agree|wanted|order that|agreed')}|` +
    'wrong|incorrect|not right|old address|weve moved|ive moved|i moved|we moved|have moved|moved out|moved house|moved away|' +
    'no need|no point|no longer necessary|not necessary|unnecessary|all sorted|its sorted|already sorted|sorted itself|been sorted|' +
    'scrap that|scratch that|cancel that thought|forget it|forget that|nvm',
  keeps:
    `${combined('keep|keeping|lets keep|want to keep|going to keep|id keep|ill keep|well keep|hold on to|hang on to', its)}|` +
    `${combined('leave|lets leave|just leave', `${its}|as`)}|${combined('let', it, 'be|stand|run|go through|go|ride')}|` +
    `${combined('it|that|this|they|these|those|mine|all of it|everything|order|mug|one', 'can stay|stays|should stay|is staying|are staying|must stay|has to stay|have to stay')}|` +
    'still want it|do want it|still want them|do want them|want it after all|still need it|still need them',
  prefers:
    'would be enough|would do|will do nicely|rather|instead|id prefer|i prefer|would prefer|prefer|better if|would be better|is better|id sooner|sooner have|i meant|' +
    'meant the|meaning the|should be|should have been|supposed to be|i asked|i only wanted|i only meant|' +
    'i only asked|i only want|i just wanted|i just meant|i just want|only wanted|only meant|the other|another one|different|' +
    'after all|changed my mind about|on second thoughts|on second thought|want out|just the|only the|only one|just one|just my|only my',
  anotherPlace:
    'to my|to our|to the|to his|to her|to a|at my|at the|at work|to work|next door|pickup point|pickup shop|collection point|parcel shop|locker|' +
    'voucher|store credit|gift card|credit note|paypal|bank transfer',
  soft: `${combined('its|it is|thats|that is', nice)}|ok|okay|okey|k|right|alright|all right|great|good|fine|perfect|lovely|brilliant|wonderful|sure`,
  unneeded:
    `${combined('i|we', 'dont|do not|no longer|wont|will not|dont really|really dont|wont be', 'need|use|needing|have any use for|have a use for', '|it|them|this|that|any|one', '|any more|anymore|any longer|now')}|` +
    `${combined('i|we', 'dont|do not|no longer', 'want', 'it|them|this|that|', 'any more|anymore|any longer')}|no longer needed|not needed any more|not needed anymore`,
  verbalNo: 'dont|do not|i dont|i do not',
  anyMore: 'any more|anymore|any longer',
  corrects:
    'wait|wait wait|hold on|hang on|actually|oh|sorry|oops|no|correction|scratch that|rather|stop|make it|make that',
  starts:
    'initiate|raise|raise it|open|launch|start|set it going|set it off|get it going|start with it|going',
  payTo: 'card|account|my card|my account',
  towards: 'to|at|into|in',
  single: 'one|a single one|1',
  pointing: 'this one|that one|this order|that order|this|that|it|them',
  whole: 'all|every|each|both',
  once: 'this one time|this one single time|one single time|single|single one|this time|one|once|one time|a single one|next one|the next one|the once|just one|next',
  limits: 'only|just|alone|nothing but',
  parts: 'thing|lot|one|mine|off|up|out|part|half|some',
  remainder:
    `${combined('keep|leave', 'the rest|everything else|the others|all else', '|going|running|alone|as it is|as is|as they are')}|` +
    `${combined('and|', 'the rest|everything else|the others', 'stays|stay|stays as it is|carries on|goes on|continues|is fine|as it is|as usual|as normal|can stay')}|` +
    'carry on after|carry on as usual|then back to normal|back to normal|then carry on|then normal again',
  stays:
    'stay|stays|staying|staying put|stays put|remain|remains|remain the same|keep|keeping|keeps|carry on|carries on|can carry on|goes on|go on|continue|continues|untouched|' +
    'should come|shall come|still come|is fine|are fine|is ok|are ok|is right|are right|is needed|are needed',
  accepts:
    `${combined('is|are|its|was|seems|sounds', 'fair|fair enough|fine|fine by me|fine with me|ok|okay|ok with me|okay with me|alright|all right|acceptable|reasonable|no problem|not a problem')}|` +
    'accepted|i accept|i accept the|fine with|fine about|okay with|ok with|happy with|agree with|agree to|i can live with|works|i will pay|ill pay',
  handling:
    'pack it better|pack it properly|packed better|packed properly|better packed|properly packed|wrap it better|wrap it well|wrapped better|more padding|with more padding|carefully|with care|more carefully|this time|better packaging|proper packaging',
  praise:
    'great|super|perfect|brilliant|wonderful|lovely|fantastic|amazing|awesome|excellent|marvellous|marvelous|splendid|superb|terrific|fabulous|genius|delightful|nothing id rather do|nothing i would rather do|nothing better|my pleasure|with pleasure|cant wait',
  contents:
    `${combined('that|it|this|which', 'helps|works|suits me|sounds fair|was quick|was easy|is quick|is easy|is kind|is fair')}|${combined('thats|that is|its|it is', '|very|so|really', 'kind|helpful|quick|easy|fair|generous|what i need|all|what i hoped for')}|` +
    `${combined('youve been|you have been|you are|youre', '|very|so|really|most', 'helpful|kind')}|have a|enjoy your|thanks|thank you|many thanks|cheers|much appreciated|i appreciate|ill wait|i will wait|ill look out for|bye|goodbye|take care|good job|good idea|good plan|idea|plan`,
  mocks:
    'again|for once|for a change|for nothing|as always|as usual|as ever|like last time|like the last one|this century|this year|of course|naturally|obviously|once more|as well',
  channels:
    'by letter|by mail|by email|by e mail|by e-mail|in writing|no calls|no phone calls|no phone|not by phone|dont call|do not call|dont ring|dont phone|just email|just e-mail|by post',
  understands:
    'understand|understood|follow|following|following you|get it|get that|get the question|get this|get you|get what|see what|make sense|makes sense|read that|know what',
  puzzled:
    `${combined('i am|im|we are|now im|now i am', '|so|a bit|totally|completely|really', 'confused|lost|puzzled')}|wdym|say easier|speak plainly|say it plainly|ehm what|er what|sorry what|what is that supposed to mean|whats that supposed to mean|too complicated|too many words|huh|eh what|say again|come again|pardon me|lost me|what do you mean|what you mean|what does that mean|no idea what you mean|no idea what that means|` +
    `${combined('easy|easier|simpler|simple|plain|other|clearer', 'words|english|language')}|put it another way|put that another way|say it another way|say that another way|answer my question|answer to what i|answer what i asked|explain that|explain please|please explain`,
  states: 'is|was|would be|isnt|wasnt',
  undone: 'havent|hasnt|hadnt|arent|werent|yet|hasn|haven',
  since: 'been|waited|waiting|ago|since',
  particles: 'indeed',
  wonders: combined(
    '|so|then|and|so then|well',
    'what|when|where|how|why|who|which|will|can|could|would|do i|does|is|are',
  ),
  reasons:
    'too long|too late|too expensive|too slow|too small|too big|too large|too much|any more|anymore|any longer|no longer|twice|by mistake|' +
    'by accident|a mistake|an accident|anotherPlace|somewhere else|cheaper|changed our|changed my|changed their|been weeks|for weeks|for months|been ages|forever|' +
    'boxed|packed|wrapped|broken|faulty|defective|away|on holiday|long enough|cant afford|enough of it|got enough|have enough|run out of patience|fed up',
  faults:
    'lost|stolen|missing|never|disappeared|vanished|nicked|went wrong|goes wrong|problem|problems|wrong|last time|before|failed|damaged',
  found:
    `${combined('|its|it|it has|its just|it just|they|theyve|its all|the parcel|parcel|the package', 'turned up|arrived|come|came|here|been delivered|shown up|showed up|reappeared|been found')}|` +
    'found it|found them|found the parcel|ive found it|i found it|i have it|ive got it|got it now|have it now|have it here|it is here|' +
    'neighbour had it|neighbor had it|neighbour has it|neighbor has it|neighbours had it|neighbors had it|with the neighbours|with the neighbour|with a neighbour|with my neighbours|at the neighbours|next door|by the door|behind the|in the shed|in the garage|in the porch|on the porch|with my neighbour|is here now|it was here',
  asking: 'shall|would|should|could|can|like|want|okay with|then|would you|do you|shall we',
  without: 'instead of|rather than|without|in place of',
  inPlaceOf: 'instead|instead of|rather than|in place of|also',
  negations:
    'dont|do not|not|never|wont|doesnt|isnt|wasnt|cant|cannot|didnt|wouldnt|nothing|no use|hardly|shouldnt|mustnt|no need to|rather not',
};

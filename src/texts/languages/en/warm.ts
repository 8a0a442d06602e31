/** The product's own sentences in English, in the warm style. */
import type { SaidName, Sentences } from '../language.js';

/** By name; docs/integrating/merchants.md says when each is said. */
export const warm: Sentences<SaidName> = {
  refused: 'I’m really sorry, that didn’t work. A colleague will look into it for you and get back to you.',
  unknown:
    'I’m not sure whether that went through, and I’d rather be certain. A colleague will check it for you and get back to you.',
  unavailable:
    'I’m afraid I can’t reach our system right now. A colleague will take care of this for you and get back to you.',
  unverified:
    'I’m afraid I couldn’t match those details with our records. A colleague will be happy to take a look and get back to you.',
  rejected: 'I’m really sorry, but we can’t do this for you. A colleague will get back to you.',
  expired: 'This has been waiting for a while now, so a colleague will gladly take over from here.',
  superseded:
    'Some details have changed in the meantime, so I’d rather not go ahead on my own. A colleague will take a look for you and get back to you.',
  gave_up:
    'I’m sorry, this is taking longer than it should. A colleague will take a look for you and get back to you.',
  unsure: 'I really want to get this right for you, so a colleague will take a look and get back to you.',
  not_offered:
    'I can’t do this myself, but a colleague will be happy to take care of it and get back to you.',
  passed_on: 'I see, it’s about ${about}. I’ve passed this on to a colleague, who will get back to you.',
  there: 'We’re here for you ${merchant.hours}.',
  talk_to_a_person:
    'I’m an automated assistant, so I’m passing this on to a colleague who’ll be happy to help. They’ll get back to you.',
  unclear_message:
    'I’d love to help! I can track a parcel, refund an order or cancel one, for example. What can I do for you?',
  unclear_again:
    'I’m sorry, I didn’t quite get that. Reply “a person” and a colleague will gladly help you. Otherwise, is it about a delivery, a return or refund, something wrong with what you received, an order to change or cancel, or a subscription?',
  unclear_order:
    'I’d love to help! I can check where order ${number} is, refund it or cancel it, for example. What can I do for you?',
  greeting: 'Hello, it’s nice to hear from you! What can I do for you?',
  small_talk: 'I’m very well, thanks for asking! What can I do for you?',
  opening: 'Of course, I’d love to help. What’s it about?',
  thanks: 'You’re very welcome!',
  goodbye: 'Goodbye, and have a lovely day!',
  acknowledgement: 'Wonderful! Just let me know any time you need anything else.',
  question_open: 'Thank you so much! I just need your answer to this: ${question}',
  side_question_open:
    'I’d rather not guess, but a colleague will gladly tell you afterwards. First, though: ${question}',
  side_question:
    'I’d rather not guess about that. If you’d like a colleague to get back to you about it, just say so.',
  yes_or_no: 'Just so I get this right for you, yes or no: ${question}',
  again_choice: 'Just pick the one that fits best. ${question}',
  again_number: 'Just a number will do here. ${question}',
  again_date: 'Just a date will do here, such as 3 May. ${question}',
  again_amount: 'Just an amount will do here, such as 12.50. ${question}',
  again_text: 'To help you further, I still need this: ${question}',
  plainly:
    'Sorry, I didn’t put that very well. Let me ask again: ${question} Reply “yes” and I’ll gladly do it, or “no” and I won’t.',
  unknown_choice:
    'No problem at all! Just pick whatever comes closest, or reply “a person” and a colleague will gladly help you. ${question}',
  unknown_answer:
    'No problem at all! Once you know, just tell me here, or reply “a person” and a colleague will gladly help you. My question was: ${question}',
  backed_out:
    'No problem at all, I’ve stopped and won’t take this any further. Just let me know if you change your mind.',
  under_way:
    'I’m sorry, this is already under way, and I can’t stop it any more. We’ll let you know how it turns out.',
  which_question: 'Sorry, I’ve asked you two questions. Which one do you mean: “${first}” or “${second}”?',
  not_done_yet:
    'I don’t have your answer to “${question}”, so I haven’t done anything about it yet. A colleague will take care of it for you.',
  answered_too_late:
    'I’m so sorry, your reply came too late for me to act on it, so I haven’t done anything yet. Just tell me again what you’d like.',
  remark: 'Thanks so much for letting me know. If there’s anything I can do about it for you, just tell me.',
  clarify: 'Just so I get this right for you: is it about ${first} or ${second}?',
  several_intents: 'Thanks for telling me! I’ll look after this one step at a time.',
  queued: 'Thank you, I’ve made a note of that for you and will come back to it.',
  with_people: 'Thanks for writing! A colleague has your message and will get back to you.',
  unserved_language:
    'I’m so sorry, I can’t answer automatically in the language of your message, but a colleague will get it and take care of you.',
  ask_facts: 'I’m happy to look this up for you. To do that, I need your ${missing}.',
  ask_facts_again:
    'I’m afraid I couldn’t match those details. Please take another look and send me your ${missing} again.',
  ask_again: 'Sorry, I couldn’t find that in your message. I still need your ${missing}.',
  accepted: 'I’ve passed this on for you, and we’re working on it. We’ll let you know as soon as it’s done.',
  approval_asked:
    'A colleague will take a look at this for you first. We’ll let you know as soon as there’s a decision.',
  approval_asked_amount:
    'Because this involves ${amount}, a colleague will take a look at it for you first. We’ll let you know as soon as there’s a decision.',
  still_checked:
    'A colleague has been looking at this for you since ${since}. We’ll let you know as soon as there’s a decision.',
  still_open: 'We’re still working on this for you and will let you know as soon as there’s news.',
  still_open_until:
    'We’re still working on this for you. We expect to know more by ${until} and will let you know then.',
  internal_error:
    'I’m so sorry, something went wrong on our side. A colleague will take over and get back to you.',
};

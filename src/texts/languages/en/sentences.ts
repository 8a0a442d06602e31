/** The product's own sentences in English, in the neutral style. */
import type { Sentences } from '../language.js';

/** By name; docs/integrating/merchants.md says when each is said. */
export const sentences: Sentences = {
  refused: 'I’m sorry, that didn’t work. A colleague will take a look and get back to you.',
  unknown: 'I’m not sure whether that went through. A colleague will check and get back to you.',
  unavailable: 'I can’t reach our system right now. A colleague will take care of this and get back to you.',
  unverified:
    'I couldn’t match those details with our records. A colleague will take a look and get back to you.',
  rejected: 'I’m sorry, but we can’t do this. A colleague will get back to you.',
  expired: 'This has been waiting for a while, so a colleague will take over from here.',
  superseded: 'Some details have changed in the meantime. A colleague will take a look and get back to you.',
  gave_up: 'This is taking longer than it should. A colleague will take a look and get back to you.',
  unsure: 'I want to get this right, so a colleague will take a look and get back to you.',
  not_offered: 'I can’t do this myself, so a colleague will take care of it and get back to you.',
  passed_on: 'I see, it’s about ${about}. I’m passing this on to a colleague, who will get back to you.',
  there: 'We’re here ${merchant.hours}.',
  talk_to_a_person:
    'I’m an automated assistant, so I’m passing this on to a colleague. They’ll get back to you.',
  unclear_message:
    'I can track a parcel, refund an order or cancel one, for example. What can I help you with?',
  unclear_again:
    'Sorry, I didn’t quite get that. Reply “a person” and a colleague will help you. Otherwise, is it about a delivery, a return or refund, something wrong with what you received, an order to change or cancel, or a subscription?',
  unclear_order:
    'I can check where order ${number} is, refund it or cancel it, for example. What can I do for you?',
  greeting: 'Hello! How can I help you?',
  small_talk: 'All good here, thank you! How can I help you?',
  opening: 'Of course. What’s it about?',
  thanks: 'You’re welcome!',
  goodbye: 'Goodbye, and have a nice day!',
  acknowledgement: 'All right. Just let me know if you need anything else.',
  question_open: 'Thanks! I still need your answer to this: ${question}',
  side_question_open:
    'I can’t say that for certain, but a colleague can tell you afterwards. First, though: ${question}',
  side_question:
    'I can’t answer that myself. If you’d like a colleague to get back to you about it, just say so.',
  yes_or_no: 'Just to be sure, yes or no: ${question}',
  again_choice: 'Please pick the one that fits best. ${question}',
  again_number: 'I just need a number here. ${question}',
  again_date: 'I just need a date here, such as 3 May. ${question}',
  again_amount: 'I just need an amount here, such as 12.50. ${question}',
  again_text: 'I still need this from you: ${question}',
  plainly: 'Sorry, let me put that more simply: ${question} Reply “yes” and I’ll do it, or “no” and I won’t.',
  unknown_choice:
    'No problem! Pick whatever comes closest, or reply “a person” and a colleague will help you. ${question}',
  unknown_answer:
    'No problem! Once you know, just tell me here, or reply “a person” and a colleague will help you. My question was: ${question}',
  backed_out:
    'All right, I’ve stopped and won’t take this any further. Just let me know if you change your mind.',
  under_way: 'This is already under way, and I can’t stop it any more. We’ll let you know how it turns out.',
  which_question: 'I’ve asked you two questions. Which one do you mean: “${first}” or “${second}”?',
  answer_yes: 'Yes',
  answer_no: 'No',
  not_done_yet:
    'I don’t have your answer to “${question}”, so I haven’t done anything about it yet. A colleague will take care of it.',
  answered_too_late:
    'I’m sorry, your reply came too late for me to act on it, so I haven’t done anything yet. Please tell me again what you’d like.',
  remark: 'Thanks for letting me know. If there’s anything I can do about it, just tell me.',
  clarify: 'Just so I get this right: is it about ${first} or ${second}?',
  several_intents: 'Thanks, got it. I’ll take this one step at a time.',
  queued: 'Thanks, I’ve noted that and will come back to it.',
  summary_unclear: 'The customer’s message could not be understood.',
  summary_unread: 'The customer’s answers to the open question could not be understood.',
  summary_unknowing: 'The customer doesn’t know the answer to the open question.',
  summary_legal_threat: 'The customer mentions legal action.',
  summary_safety: 'The customer mentions a danger or an injury. Please read this first.',
  summary_fraud:
    'The customer says that someone else has ordered or paid in their name. Please read this first.',
  summary_bereavement: 'The customer mentions a death. Please read this with care.',
  summary_chargeback: 'The customer mentions a payment reminder, debt collection or a chargeback.',
  summary_privacy:
    'The customer is asking for their personal data or wants it deleted. A legal deadline applies.',
  summary_flood:
    'The customer has sent more messages than can be answered at once. All of them have been passed on.',
  summary_author:
    'Someone other than the customer has written in this conversation. Nothing in it is treated as verified any more.',
  summary_automatic: 'The message was sent automatically, for example as an out-of-office reply.',
  summary_no_text: 'The customer has sent a message without any text, for example just a photo.',
  summary_repeated: 'The same message has arrived three times, so it may be an automatic reply.',
  summary_hurried: 'Messages are arriving faster than anyone can type, so they may be automatic replies.',
  summary_unserved_language: 'The customer writes in ${language}, which isn’t answered automatically.',
  summary_unknown_language: 'The customer writes in a language that isn’t answered automatically.',
  with_people: 'A colleague has your message and will get back to you.',
  unserved_language:
    'I’m sorry, I can’t answer automatically in the language of your message, but a colleague will get it and reply to you.',
  to_people_safety:
    'Thank you for telling me. If anyone is hurt or in danger, please call 112 first. Please stop using the product. I’m passing this on to a colleague right away, and they’ll get back to you.',
  to_people_legal_threat:
    'I understand. I’m passing this on to a colleague who can deal with it and will get back to you.',
  to_people_fraud:
    'We need to look into this. I’m passing it on to a colleague who handles cases like this and will get back to you. Please don’t send any card or bank details here.',
  to_people_bereavement:
    'I’m very sorry for your loss. There’s nothing you need to do right now: a colleague will take care of this and get back to you.',
  to_people_chargeback:
    'Thank you for telling me. A colleague who handles payments will look into this and get back to you.',
  to_people_privacy:
    'Thank you. I’m passing your request about your personal data on to the colleague responsible for it, who will get back to you.',
  ask_facts: 'To look this up, I need your ${missing}.',
  ask_facts_again: 'I couldn’t match those details. Please check them and send me your ${missing} again.',
  ask_again: 'I couldn’t find that in your message. I still need your ${missing}.',
  accepted: 'I’ve passed this on, and we’re working on it. We’ll let you know as soon as it’s done.',
  approval_asked: 'A colleague will check this first. We’ll let you know as soon as there’s a decision.',
  approval_asked_amount:
    'Because this involves ${amount}, a colleague will check it first. We’ll let you know as soon as there’s a decision.',
  still_checked:
    'A colleague has been checking this since ${since}. We’ll let you know as soon as there’s a decision.',
  still_open: 'We’re still working on this and will let you know as soon as there’s news.',
  still_open_until:
    'We’re still working on this. We expect to know more by ${until} and will let you know then.',
  internal_error:
    'I’m sorry, something went wrong on our side. A colleague will take over and get back to you.',
};

/** The product's own sentences in English, in the neutral tone. */
import type { Sentences } from '../language.js';

/** By name; docs/integrating/merchants.md says when each is said. */
export const sentences: Sentences = {
  refused: 'I am sorry, this could not be done. A colleague will take a look and get back to you.',
  unknown: 'I could not make sure that this went through. A colleague will check it and get back to you.',
  unavailable: 'I cannot reach our system right now. A colleague will take care of it and get back to you.',
  unverified: 'I could not match these details. A colleague will take a look and get back to you.',
  rejected: 'I am sorry, we cannot do this. A colleague will get back to you.',
  expired: 'This has been waiting for too long. A colleague will take over from here.',
  superseded:
    'Something about it has changed in the meantime. A colleague will take a look and get back to you.',
  gave_up: 'This is taking longer than it should. A colleague will take a look and get back to you.',
  unsure: 'I want to be sure that I get this right, so a colleague will take a look and get back to you.',
  not_offered: 'I cannot take care of this myself, so a colleague will do it and get back to you.',
  talk_to_a_person: 'Of course. A colleague will take over and get back to you.',
  unclear_message: 'What is it about? For example: where is my parcel, a refund, or cancelling an order.',
  unclear_order:
    'What can I do for you about order ${number}? For example: tell you where it is, pay it back, or cancel it.',
  greeting: 'Hello! How can I help you?',
  small_talk: 'All is well here, thank you. How can I help you?',
  opening: 'Of course. What is it about?',
  thanks: 'You are welcome.',
  goodbye: 'Goodbye, and have a nice day.',
  acknowledgement: 'All right. Just write to me if there is anything else.',
  question_open: 'Thank you for your message. One question is still open: ${question}',
  yes_or_no: 'So, yes or no: ${question}',
  again_choice: 'Please name one of these. ${question}',
  again_number: 'A number is all I need here. ${question}',
  again_date: 'A day is all I need here, such as 3 May. ${question}',
  again_amount: 'An amount is all I need here, such as 12.50. ${question}',
  again_text: 'I still need this to go on: ${question}',
  plainly:
    'Sorry, let me put it more simply. My question is: ${question} If you write “yes”, I do it. If you write “no”, I do not do it.',
  unknown_choice:
    'No problem, these are possible. Take what comes nearest, or write “a person”, and a colleague helps you: ${question}',
  unknown_answer:
    'No problem. If you find out, just write it here; or write “a person”, and a colleague helps you. My question was: ${question}',
  backed_out:
    'All right, I have stopped here and go no further with this. Just write if you change your mind.',
  under_way:
    'This is under way already, and I cannot stop it any more. You will hear from us how it comes out.',
  which_question: 'Two questions are open. Which of them do you mean: “${first}” or “${second}”?',
  answer_yes: 'Yes',
  answer_no: 'No',
  not_done_yet:
    'My question “${question}” is still open, so nothing has been done about it yet. A colleague will see to it.',
  answered_too_late:
    'I am sorry, that question was not open any more, so nothing has been done yet. Please write once more what you would like.',
  remark: 'Thank you for telling me. If there is anything that I can do about it, please tell me what.',
  clarify: 'I want to be sure that I get this right: is it about ${first}, or about ${second}?',
  several_intents: 'Thank you, that is more than one thing. I will take them one after the other.',
  queued: 'Thank you, I have noted that. One thing after the other: I will come back to it.',
  summary_unclear: 'The customer’s message could not be understood.',
  summary_unread: 'The customer’s answers to the open question could not be read.',
  summary_unknowing: 'The customer does not know what to answer to the open question.',
  summary_legal_threat: 'The customer speaks of legal steps.',
  summary_safety: 'The customer speaks of a danger or an injury. Please read it first.',
  summary_fraud:
    'The customer says that somebody else has ordered or paid in their name. Please read it first.',
  summary_bereavement: 'The customer speaks of somebody who has died. Please read it with care.',
  summary_chargeback:
    'The customer speaks of a reminder, debt collection, or a payment that their bank takes back.',
  summary_privacy:
    'The customer asks for their personal data, or for their deletion. A legal time limit runs.',
  summary_flood: 'The customer has written more than can be answered at once. All of it is passed on.',
  summary_author:
    'Somebody else than the customer has written in this conversation. Nothing in it counts as verified any more.',
  summary_automatic: 'A program has written, not the customer, such as the reply of somebody who is away.',
  summary_no_text: 'The customer has sent a message without a text, such as a photo alone.',
  summary_repeated: 'The same message has come for the third time, as from a program that replies by itself.',
  summary_hurried: 'Messages come faster than people write, as from a program that replies by itself.',
  with_people: 'A colleague has your message and will get back to you.',
  to_people_safety:
    'Thank you for telling me. If anybody is hurt or in danger, please call 112 first, and do not use it any more. I am passing this to a colleague right away, who will get back to you.',
  to_people_legal_threat:
    'I understand. I am passing this to a colleague who can deal with it and will get back to you.',
  to_people_fraud:
    'That must be looked into. I am passing it to a colleague who deals with such cases and will get back to you. Please do not send any card or bank details here.',
  to_people_bereavement:
    'I am very sorry for your loss. There is nothing you need to do now: a colleague will take care of it and get back to you.',
  to_people_chargeback:
    'Thank you for telling me. A colleague who deals with payments will look into it and get back to you.',
  to_people_privacy:
    'Thank you. I am passing your request about your personal data to the colleague who is responsible for it and will get back to you.',
  ask_facts: 'To look into this, I need: ${missing}.',
  ask_facts_again: 'I could not match these details. Please check and send again: ${missing}.',
  ask_again: 'I could not find that in your message. I still need: ${missing}.',
  accepted: 'This has been passed on and is being worked on. You will hear from us as soon as it is done.',
  approval_asked: 'A colleague checks this first. We will write to you as soon as it is decided.',
  approval_asked_amount:
    'It is about ${amount}, so a colleague checks this first. We will write to you as soon as it is decided.',
  still_checked:
    'A colleague has been checking this since ${since}. We will write to you as soon as it is decided.',
  still_open: 'This is still being worked on. We will write to you as soon as there is news.',
  still_open_until:
    'This is still being worked on. We expect to know more by ${until} and will write to you then.',
  internal_error:
    'I am sorry, something went wrong on our side. A colleague will take over and get back to you.',
};

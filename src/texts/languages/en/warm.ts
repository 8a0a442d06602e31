/** The product's own sentences in English, in the warm tone. */
import type { SaidName, Sentences } from '../language.js';

/** By name; docs/integrating/merchants.md says when each is said. */
export const warm: Sentences<SaidName> = {
  refused: 'I am sorry, that did not work out. A colleague will look into it for you and get back to you.',
  unknown:
    'I could not see whether this went through, and I would rather be certain. A colleague will check it for you and get back to you.',
  unavailable:
    'I am sorry, I cannot reach our system right now. A colleague will take care of it for you and get back to you.',
  unverified:
    'I am sorry, I could not match these details. A colleague will gladly take a look and get back to you.',
  rejected: 'I am truly sorry, but we cannot do this for you. A colleague will get back to you.',
  expired: 'This has been waiting longer than it should. A colleague will gladly take over from here.',
  superseded:
    'Something about it has changed in the meantime, so I would rather not go ahead on my own. A colleague will take a look for you and get back to you.',
  gave_up:
    'I am sorry, this is taking longer than it should. A colleague will take a look for you and get back to you.',
  unsure: 'I really want to get this right for you, so a colleague will take a look and get back to you.',
  not_offered:
    'I cannot take care of this myself, but a colleague will gladly do it for you and get back to you.',
  talk_to_a_person: 'Of course, gladly. A colleague will take over and get back to you.',
  unclear_message:
    'I would be glad to help. What is it about? For example: where is my parcel, a refund, or cancelling an order.',
  unclear_order:
    'I would be glad to help. What can I do for you about order ${number}? For example: tell you where it is, pay it back, or cancel it.',
  greeting: 'Hello, how nice to hear from you! What can I do for you?',
  small_talk: 'I am very well, thank you for asking. What can I do for you?',
  opening: 'Of course, I would love to help. What is it about?',
  thanks: 'You are very welcome!',
  goodbye: 'Goodbye, and have a lovely day!',
  acknowledgement: 'Wonderful. Just write to me whenever there is anything else.',
  question_open: 'Thank you so much for your message. There is just one question left: ${question}',
  yes_or_no: 'Just so that I get it right, yes or no: ${question}',
  again_choice: 'Just name one of these. ${question}',
  again_number: 'Just a number will do. ${question}',
  again_date: 'Just a day will do, such as 3 May. ${question}',
  again_amount: 'Just an amount will do, such as 12.50. ${question}',
  again_text: 'To help you further, I still need this: ${question}',
  plainly:
    'Sorry, I put that badly. My question is: ${question} If you write “yes”, I will gladly do it. If you write “no”, I will not do it.',
  unknown_choice:
    'No problem at all, here is what is possible. Take what comes nearest, or write “a person”, and a colleague will gladly help you: ${question}',
  unknown_answer:
    'No problem at all. If you find out, just write it here; or write “a person”, and a colleague will gladly help you. My question was: ${question}',
  backed_out:
    'All right, I have stopped here and go no further with this. Just write to me whenever you change your mind.',
  under_way:
    'I am sorry, this is under way already, and I cannot stop it any more. You will hear from us how it comes out.',
  which_question: 'I have two questions open for you. Which of them do you mean: “${first}” or “${second}”?',
  not_done_yet:
    'My question “${question}” is still open, so I have not done anything about it yet. A colleague will see to it for you.',
  answered_too_late:
    'I am so sorry, that question was not open any more, so I have not done anything yet. Just write once more what you would like.',
  remark:
    'Thank you for telling me. If there is anything that I can do for you about it, please do tell me what.',
  clarify: 'Just so that I get this right for you: is it about ${first}, or about ${second}?',
  several_intents: 'Thank you for telling me all of this. I will look after one thing after the other.',
  queued: 'Thank you, I have made a note of that for you. One thing after the other: I will come back to it.',
  with_people: 'Thank you for writing. A colleague has your message and will get back to you.',
  ask_facts: 'I am happy to look into this for you. For that I need: ${missing}.',
  ask_facts_again:
    'I am sorry, I could not match these details. Please have another look and send me once more: ${missing}.',
  ask_again: 'I am sorry, I could not find that in your message. I still need: ${missing}.',
  accepted:
    'I have passed this on for you, and it is being worked on. You will hear from us as soon as it is done.',
  approval_asked:
    'A colleague takes a look at this for you first. We will write to you as soon as it is decided.',
  approval_asked_amount:
    'As it is about ${amount}, a colleague takes a look at this for you first. We will write to you as soon as it is decided.',
  still_checked:
    'A colleague has been looking at this for you since ${since}. We will write to you as soon as it is decided.',
  still_open: 'We are still working on this for you and will write to you as soon as there is news.',
  still_open_until:
    'We are still working on this for you. We expect to know more by ${until} and will gladly write to you then.',
  internal_error:
    'I am so sorry, something went wrong on our side. A colleague will take over and get back to you.',
};

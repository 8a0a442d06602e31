/** How a customer says in English that something of their own is meant, or is to be done: no question about the shop. */

const deed =
  'cancel|return|send back|refund|replace|resend|exchange|swap|change|switch|edit|amend|add|remove|drop|take (?:off|out)|stop|end|pause|resume|skip|redirect|update|reroute|keep|get (?:a|my|the|some) (?:refund|money|replacement|new)|have (?:a|my|the) (?:refund|money)|speak|talk|chat';
const definite = 'my|our|it|its|them|this|these|those|the|that|one of';
const own =
  'order|orders|parcel|package|subscription|delivery|shipment|refund|return|money|item|items|stuff|purchase|coffee|tea|flowers|vase|lamp|abo|box|plan|delivery address|address|label';

/** For words in lower case without signs, with spaces around. */
export const requests: RegExp = new RegExp(
  [
    String.raw` (?:can|could|would|will) (?:you|u|ya|someone|somebody|anyone)(?: \p{L}+){0,3}? (?:${deed}|send (?:me|us|it|another|a new|out)|check|look (?:into|up)|tell me where|find out|give me|put me|call me|ring me|help me|ship (?:it|this|mine)|deliver (?:it|this|mine|my))(?= )`,
    String.raw` (?:can|could|may|might|shall|should) (?:i|we)(?: \p{L}+){0,3}? (?:${deed})(?: \p{L}+){0,3}? (?:${definite})(?= )`,
    String.raw` (?:can|could|may) (?:i|we)(?: \p{L}+){0,2}? (?:speak|talk|chat) `,
    String.raw` (?:possible|able|chance|way|allowed|too late|ok|okay|alright) (?:to|for me to|of|i|we|if i)(?: \p{L}+){0,2}? (?:${deed}|\p{L}+ing)(?: \p{L}+){0,3}? (?:my|our|it|them|this|these|that)(?= )`,
    String.raw` (?:i|we|id|wed)(?: (?:d|would|just|really|now|still|then))* (?:want|wanna|like|love|need|wish|prefer|intend|decided|am trying|have)(?: (?:you|now))? to(?: \p{L}+){0,2}? (?:${deed})(?= )`,
    String.raw` (?:please|pls|plz)(?: (?:just|can|could|you|would))* (?:${deed}|send|deliver|call)(?= )`,
    String.raw` (?:my|our)(?: \p{L}+)? (?:${own})(?= )`,
    String.raw` (?:where is|wheres|where are|track) (?:it|my|our|the (?:parcel|order|package))(?= )`,
    String.raw` (?:came|arrived|turned up|has arrived|have arrived|was delivered|is|are|was|were|got)(?: \p{L}+){0,2} (?:broken|damaged|cracked|chipped|smashed|shattered|faulty|defective|wrong|missing|leaking|scratched|dead|incomplete)(?= )`,
    String.raw` (?:i|we) (?:ordered|bought|received|got|returned|sent (?:it|them|back)|placed|just ordered|have ordered|have been waiting|am still waiting|never got)(?= )`,
    String.raw` (?:hasnt|hasn t|has not|havent|have not|never|still not|didnt|didn t|did not) (?:\p{L}+ )?(?:arrived|come|received|got|turned up|been delivered|been refunded)(?= )`,
    String.raw` (?:real person|human|agent|an actual person|somebody real)(?= )`,
  ].join('|'),
  'u',
);

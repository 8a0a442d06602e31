/**
 * A mail's own words without what its writer puts under every mail: signatures, the devices they write on, disclaimers. Addresses
 * and numbers stand there as facts, but say nothing of what is wanted. The result has the text's length.
 */

/** "Kind regards", "Mit sportlichen Grüßen", "Bien à vous", "Un cordial saludo", "Hartelijke groet". */
const closing = new RegExp(
  '^(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many|yours|all the|with best)? ?' +
    '(?:regards|wishes|thanks|faithfully|sincerely|truly|best)|cheers|sincerely|thank you|' +
    '(?:mit )?(?:\\p{L}+en? )?gr(?:ü|ue)(?:ß|ss)e?n?|mfg|lg|vg|hochachtungsvoll|(?:vielen |besten |herzlichen )?dank|danke|alles gute|' +
    'cordialement|bien à vous|(?:\\p{L}+ )?salutations|bonne journée|(?:un )?(?:\\p{L}+ )?saludos?|atentamente|' +
    '(?:met )?(?:\\p{L}+e )?groet(?:en|jes)?|groetjes|mvg)(?:[\\p{L} ,.!/&-]{0,30})$',
  'iu',
);

/** "Sent from my iPhone", "Diese Nachricht wurde von einem Mobilgerät gesendet", "Envoyé de mon mobile". */
const device =
  /^(?:sent|get|von mein|gesendet|diese nachricht wurde|envoyé|enviado|verzonden|verstuurd)\b.{0,60}(?:iphone|ipad|android|handy|mobil|phone|outlook|gmail|samsung|móvil|telefoon)/iu;

/** "This e-mail is confidential", "nur für den Adressaten bestimmt", "Please consider the environment". */
const disclaimer =
  /\bconfidential|\bvertraulich|\bconfidentiel|\bconfidencial|\bvertrouwelijk|intended recipient|adressaten bestimmt|unbefugt|geadresseerde|seul destinataire|before printing|vor dem ausdrucken|virus.free|virenfrei/iu;

/** "PS: …" is said in person, below the name. */
const afterthought = /^(?:p\.?\s?s\b|p\.?\s?d\b|n\.?\s?b\b|nachtrag)/iu;

/** The text with signatures, devices and disclaimers replaced by spaces; all of it if nothing else would be left. */
export function stripSignature(text: string): string {
  const lines = text.split('\n');
  let isSigned = false;
  let isDivided = false;
  const kept = lines.map((line, at) => {
    const said = line.trim();
    if (said === '') return line;
    const isFirst = lines.slice(0, at).every((own) => own.trim() === '');
    isDivided ||= said === '--' && !isFirst;
    if (isSigned && isSentence(said)) isSigned = false;
    isSigned ||= !isFirst && said.length <= longestClosing && closing.test(said);
    const isUnder = isDivided || isSigned || device.test(said) || disclaimer.test(said);
    return isUnder ? ' '.repeat(line.length) : line;
  });
  const own = kept.join('\n');
  return own.trim() === '' ? text : own;
}

/** UTF-16 units. */
const longestClosing = 60;

/** A line below a signature that asks or tells something after all. */
const isSentence = (line: string): boolean =>
  afterthought.test(line) || line.endsWith('?') || (/[.!]$/u.test(line) && line.split(/\s+/u).length >= 7);

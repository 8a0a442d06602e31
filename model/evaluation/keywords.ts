/** The baseline that a model must beat: what a careful person would write with keywords in an afternoon. */
import type { Provider } from './judge.js';

const rules: readonly (readonly [RegExp, string])[] = [
  [
    /(subscription|membership|auto-?renew|\bplan\b|\babo\b|mitgliedschaft).*(refund|money back|charged|erstatt|zurück)|(refund|money back|charged|erstatt).*(subscription|membership|\babo\b|mitgliedschaft)/,
    'sub_refund',
  ],
  [
    /(pause|hold|skip|resume|pausier|aussetzen).*(subscription|membership|\bplan\b|box|delivery|\babo\b|lieferung)|skip|pausier/,
    'sub_pause',
  ],
  [
    /(cancel|end|stop|kündig|beend).*(subscription|membership|\bplan\b|\babo\b|mitgliedschaft)|kündig/,
    'sub_cancel',
  ],
  [
    /(change|switch|upgrade|downgrade|add|ändern|wechseln).*(subscription|membership|\bplan\b|\babo\b)/,
    'sub_change',
  ],
  [/address|adresse|\bmoved\b|umgezogen/, 'change_address'],
  [/refund|money back|reimburse|charged twice|erstatt|geld zurück/, 'refund'],
  [/\breturn|send (it|them) back|zurückschick|zurücksend|retoure|rücksend/, 'return'],
  [
    /exchange|replace|broken|damaged|wrong|missing|defective|umtausch|kaputt|beschädigt|falsch|fehlt|defekt/,
    'replacement',
  ],
  [/cancel|storn/, 'cancel_order'],
  [/(change|modify|edit|add|remove|ändern|hinzufügen).*(order|bestellung)/, 'change_order'],
  [/where|track|arriv|deliver|shipped|package|parcel|wo (ist|bleibt)|paket|liefer|sendung/, 'wismo'],
];

/** The first rule that matches; `other` without one. */
export const keywords: Provider = ({ text }) => {
  const folded = text.toLowerCase();
  const intent = rules.find(([pattern]) => pattern.test(folded))?.[1];
  const confidence = intent === undefined ? 0.5 : 0.8;
  return Promise.resolve({ intent: intent ?? 'other', secondary: [], confidence, sure: true, entities: [] });
};

/** Why a conversation is handed off, as its intent’s file says it, in German by the English sentence. */
import { byCode } from '../phrases';

/** The sentences. */
export const matters = byCode({
  'The customer has a gift card that was not applied or does not work.':
    'Jemand schreibt wegen eines Geschenkgutscheins, der nicht angerechnet wurde oder nicht geht.',
  'The customer is asking about the status of a return.': 'Jemand fragt, wie weit eine Rücksendung ist.',
  'The customer is asking for a person.': 'Jemand möchte mit einem Menschen sprechen.',
  'The customer is asking for a refund.': 'Jemand fragt nach einer Erstattung.',
  'The customer is asking where an order is.': 'Jemand fragt, wo eine Bestellung ist.',
  'The customer is keeping what they have and wants a discount or compensation.':
    'Jemand behält die Ware und möchte einen Nachlass oder eine Entschädigung.',
  'The customer is waiting for a refund.': 'Jemand wartet auf eine Erstattung.',
  'The customer says that a discount or a code was not applied. Please look at the payment.':
    'Jemand sagt, dass ein Rabatt oder Code nicht abgezogen wurde. Bitte die Zahlung ansehen.',
  'The customer says they were charged more than they owe. Please look at the payments.':
    'Jemand sagt, dass mehr abgebucht wurde als geschuldet. Bitte die Zahlungen ansehen.',
  'The customer wants a fee back, such as the delivery fee. Please look at the payment.':
    'Jemand möchte eine Gebühr zurück, etwa die des Versands. Bitte die Zahlung ansehen.',
  'The customer wants an exchange or a replacement.': 'Jemand möchte einen Umtausch oder Ersatz.',
  'The customer wants an order sent to another address.':
    'Jemand möchte eine Bestellung an eine andere Adresse liefern lassen.',
  'The customer wants money back for a subscription.': 'Jemand möchte Geld für ein Abo zurück.',
  'The customer wants the difference back because the price has dropped. Please look at the payment.':
    'Jemand möchte die Differenz zu einem niedrigeren Preis. Bitte die Zahlung ansehen.',
  'The customer wants to cancel an order.': 'Jemand möchte eine Bestellung stornieren.',
  'The customer wants to change a subscription.': 'Jemand möchte ein Abo ändern.',
  'The customer wants to change an order.': 'Jemand möchte eine Bestellung ändern.',
  'The customer wants to end a subscription.': 'Jemand möchte ein Abo kündigen.',
  'The customer wants to pause or resume a subscription, or skip a delivery.':
    'Jemand möchte ein Abo pausieren oder fortsetzen oder eine Lieferung auslassen.',
  'The customer wants to resume a subscription.': 'Jemand möchte ein Abo fortsetzen.',
  'The customer wants to send something back or is asking about a return.':
    'Jemand möchte etwas zurückschicken oder fragt nach einer Rücksendung.',
  'The customer wants to skip a delivery from a subscription.':
    'Jemand möchte eine Lieferung eines Abos auslassen.',
  'The message is about something that no flow answers.':
    'In der Nachricht geht es um etwas, das kein Ablauf beantwortet.',
});

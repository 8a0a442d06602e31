/** Words with a capital that stand where names do and are none. */
import { monthOf } from '../../languages/month-names.js';

/** Words with a capital that follow "I am" or stand below a greeting and are no names. */
const NO_NAMES = new Set(
  (
    'i a an the not so very really still waiting just sorry happy sad angry writing asking trying having looking order bestellung ' +
    'kunde kundin order number where what why when please thanks thank hello hi hey dear sir madam team support customer ' +
    'und oder nicht sehr ich sie der die das ein eine wo wann bitte danke hallo liebes sent gesendet von tel phone ' +
    'postcode email e-mail address adresse plz grund betreff reason item artikel datum date bestellnummer ' +
    'monday tuesday wednesday thursday friday saturday sunday your ihr mit vielen ok german english british american ' +
    'nobody everyone everybody somebody someone anyone no all same me he she it they we this that there how can could ' +
    'would do does did is are was were has have my our if in on at for from to by and or but parcel package delivery ' +
    'service services care kundenservice nothing something everything email mail message post up over down out also again new old good great'
  ).split(' '),
);

/** Words that stand alone at the end of a message and are no names. */
const ORDINARY = new Set(
  (
    'help please asap urgent refund cancel return order replacement exchange hilfe dringend danke erstattung storno ' +
    'stornierung rückgabe umtausch bestellung regards grüße gruß cheers best yes no ja nein ok okay why warum seriously ' +
    'unacceptable ridiculous terrible bye goodbye tschüss english german today tomorrow heute morgen now sofort never same ' +
    'size medium large small black white blue red green germany deutschland london berlin uk usa signed advice address ' +
    'monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag ' +
    'confirm check status accounts purchasing sales procurement reception office management support shop team ohne mit nr'
  ).split(' '),
);

/** True for a word that begins no name. */
export const beginsNoName = (word: string): boolean => NO_NAMES.has(word.toLowerCase());

/** True for a word that, at the end of a message, makes what is written there no name. */
export function isOrdinary(word: string): boolean {
  const plain = word.toLowerCase().replace(/[.,]+$/u, '');
  return ORDINARY.has(plain) || monthOf(plain) !== undefined;
}

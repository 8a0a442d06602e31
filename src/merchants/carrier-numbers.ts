/** Whose parcel number one is, by its form and its check digits. */
import * as check from '../understanding/entities/check-digits.js';
import { postOf } from './carrier-names.js';

/** A carrier that a number may be of; `sure`: no other carrier has numbers like it. */
export interface NumberOf {
  carrier: string;
  sure: boolean;
}

type Form = readonly [carrier: string, is: (number: string) => boolean];

const like =
  (pattern: RegExp) =>
  (number: string): boolean =>
    pattern.test(number);

const sure: readonly Form[] = [
  ['ups', check.isUps],
  ['fedex', check.isFedEx22],
  ['dhl', like(/^(?:JJD\d{12,20}|JVGL\d{12,20}|GM\d{16,18})$/u)],
  ['dhl', (number) => number.startsWith('0034') && check.isSscc(number)],
  ['dhl express', like(/^JD\d{18}$/u)],
  ['usps', check.isUsps],
  ['postnl', like(/^3S[A-Z]{2,6}\d{6,9}$/u)],
  ['amazon logistics', like(/^TBA\d{12}$/u)],
];

/** Forms that others have as well, and those in which a sign is wrong. */
const possible: readonly Form[] = [
  ['ups', like(/^1Z[0-9A-Z]{16}$/u)],
  ['fedex', check.isFedEx12],
  ['fedex', check.isFedEx15],
  ['fedex', check.isFedEx20],
  ['dhl', check.isSscc],
  ['dhl', check.isIdentcode],
  ['dhl', check.isLeitcode],
  ['dhl express', check.isDhlExpress],
  ['gls', check.isGls],
  ['dpd', check.isDpd],
  ['canada post', check.isCanadaPost],
];

/** The carriers that a number may be of. */
export function carriersOfNumber(written: string): NumberOf[] {
  const number = written.replaceAll(/[\s.-]/gu, '').toUpperCase();
  const fitting = (forms: readonly Form[]): string[] =>
    forms.filter(([, is]) => is(number)).map(([carrier]) => carrier);
  const certain = check.isS10(number) ? [postOf(number.slice(-2))] : fitting(sure);
  if (certain.length > 0) return certain.map((carrier) => ({ carrier, sure: true }));
  return [...new Set(fitting(possible))].map((carrier) => ({ carrier, sure: false }));
}

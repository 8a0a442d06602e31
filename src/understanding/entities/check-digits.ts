/** Check digits of carriers' tracking numbers, from their public specifications. */

const digitsOf = (text: string): number[] => Array.from(text, Number);

/** Sum of digits times weights, repeating the weights from the left. */
const weighed = (digits: readonly number[], weights: readonly number[]): number =>
  digits.reduce((sum, digit, at) => sum + digit * (weights[at % weights.length] ?? 0), 0);

/** UPS, 1Z and 15 letters or digits: letters count as A 2, B 3 … modulo 10, every second one twice; modulo 10. */
export function isUps(number: string): boolean {
  if (!/^1Z[0-9A-Z]{15}\d$/u.test(number)) return false;
  const values = Array.from(number.slice(2, 17), (sign) =>
    /\d/u.test(sign) ? Number(sign) : ((sign.codePointAt(0) ?? 0) - 63) % 10,
  );
  return (10 - (weighed(values, [1, 2]) % 10)) % 10 === Number(number[17]);
}

/** UPU S10 (RR123456785DE): weights 8 6 4 2 3 5 9 7, modulo 11. */
export function isS10(number: string): boolean {
  if (!/^[A-Z]{2}\d{9}[A-Z]{2}$/u.test(number)) return false;
  const rest = 11 - (weighed(digitsOf(number.slice(2, 10)), [8, 6, 4, 2, 3, 5, 9, 7]) % 11);
  const check = rest === 10 ? 0 : rest === 11 ? 5 : rest;
  return check === Number(number[10]);
}

/** FedEx Express, 12 digits: weights 3 1 7, modulo 11, 10 counts as 0. */
export function isFedEx12(number: string): boolean {
  if (!/^\d{12}$/u.test(number)) return false;
  return (weighed(digitsOf(number.slice(0, 11)), [3, 1, 7]) % 11) % 10 === Number(number[11]);
}

/** FedEx Ground, 15 digits: weights 3 and 1 from the right, modulo 10. */
export const isFedEx15 = (number: string): boolean => /^\d{15}$/u.test(number) && hasGs1Digit(number, 3);

/** FedEx Ground, 20 digits: weights 3 and 1 from the right, modulo 10. */
export const isFedEx20 = (number: string): boolean => /^\d{20}$/u.test(number) && hasGs1Digit(number, 3);

/** FedEx Ground, 22 digits that begin with 96: the last 15 are checked like a number of 15 digits. */
export const isFedEx22 = (number: string): boolean =>
  /^96\d{20}$/u.test(number) && hasGs1Digit(number.slice(7), 3);

/** Canada Post, 16 digits: weights 3 and 1 from the right, modulo 10. */
export const isCanadaPost = (number: string): boolean => /^\d{16}$/u.test(number) && hasGs1Digit(number, 3);

/** GS1's modulo 10 (SSCC of DHL, 20 digits; 00 and 18 digits): weights 3 and 1 from the right. */
export const isSscc = (number: string): boolean =>
  /^00\d{18}$/u.test(number) && hasGs1Digit(number.slice(2), 3);

/** DHL Paket in Germany, 12 digits, and Identcodes: weights 4 and 9 from the left, modulo 10. */
export function isIdentcode(number: string): boolean {
  if (!/^\d{12}$/u.test(number)) return false;
  return (10 - (weighed(digitsOf(number.slice(0, 11)), [4, 9]) % 10)) % 10 === Number(number[11]);
}

/** DHL Leitcode, 14 digits: weights 4 and 9 from the left, modulo 10. */
export function isLeitcode(number: string): boolean {
  if (!/^\d{14}$/u.test(number)) return false;
  return (10 - (weighed(digitsOf(number.slice(0, 13)), [4, 9]) % 10)) % 10 === Number(number[13]);
}

/** DHL Express waybill, 10 digits: the first nine modulo 7. */
export const isDhlExpress = (number: string): boolean =>
  /^\d{10}$/u.test(number) && Number(number.slice(0, 9)) % 7 === Number(number[9]);

/** GLS, 11 digits and a check digit: weights 3 and 1 from the right, modulo 10 plus 1. */
export function isGls(number: string): boolean {
  if (!/^\d{12}$/u.test(number)) return false;
  const sum = weighed(digitsOf(number.slice(0, 11)), [3, 1]) + 1;
  return (10 - (sum % 10)) % 10 === Number(number[11]);
}

/** DPD, 14 digits followed by an ISO 7064 MOD 37,36 check character. */
export function isDpd(number: string): boolean {
  if (!/^\d{14}[0-9A-Z]$/u.test(number)) return false;
  let check = 36;
  for (const digit of digitsOf(number.slice(0, 14))) {
    check += digit;
    if (check > 36) check -= 36;
    check *= 2;
    if (check > 36) check -= 37;
  }
  const last = (37 - check) % 36;
  return '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'[last] === number.at(-1);
}

/** USPS and other GS1 numbers of 22 digits that begin with 9: weights 3 and 1 from the right. */
export const isUsps = (number: string): boolean => /^9[1-5]\d{20}$/u.test(number) && hasGs1Digit(number, 3);

/** Weights from the right, the check digit's neighbour first: `heavy`, 1, `heavy`, … */
function hasGs1Digit(number: string, heavy: number): boolean {
  const digits = digitsOf(number.slice(0, -1)).reverse();
  return (10 - (weighed(digits, [heavy, 1]) % 10)) % 10 === Number(number.at(-1));
}

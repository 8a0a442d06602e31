/** JSON numbers that a double cannot hold. */

/** Whether a double would lose digits of a JSON number: ids beyond 2^53, long decimals, extreme exponents. */
export function losesDigits(number: string): boolean {
  if (number.length < 4 || (number.length < 16 && !/[eE]/.test(number))) return false;
  const value = Number(number);
  if (/^-?\d+$/.test(number)) return number.length >= 16 && !Number.isSafeInteger(value);
  if (!Number.isFinite(value)) return true;
  const digits = digitsOf(number);
  if (value === 0) return digits !== '';
  if (digits.length <= 15) return false;
  // A system that prints its own doubles with 17 digits loses nothing: these are the digits of that double.
  return digits.length > 100 || digitsOf(value.toExponential(digits.length - 1)) !== digits;
}

/** The significant digits, trailing zeros included. */
const digitsOf = (number: string): string =>
  number
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '');

/** Public holidays of Germany and its states, computed by rule; other calendars are given as dates. */

type State =
  | 'BW'
  | 'BY'
  | 'BE'
  | 'BB'
  | 'HB'
  | 'HH'
  | 'HE'
  | 'MV'
  | 'NI'
  | 'NW'
  | 'RP'
  | 'SL'
  | 'SN'
  | 'ST'
  | 'SH'
  | 'TH';

/** A holiday: a fixed day `MM-dd` or days after Easter Sunday; only in `states` and `since` a year, if given. */
interface Rule {
  day: string | number;
  states?: readonly State[];
  since?: number;
}

const rules: readonly Rule[] = [
  { day: '01-01' },
  { day: -2 },
  { day: 1 },
  { day: '05-01' },
  { day: 39 },
  { day: 50 },
  { day: '10-03' },
  { day: '12-25' },
  { day: '12-26' },
  { day: '01-06', states: ['BW', 'BY', 'ST'] },
  { day: '03-08', states: ['BE'], since: 2019 },
  { day: '03-08', states: ['MV'], since: 2023 },
  { day: 0, states: ['BB'] },
  { day: 49, states: ['BB'] },
  { day: 60, states: ['BW', 'BY', 'HE', 'NW', 'RP', 'SL'] },
  { day: '08-15', states: ['SL'] },
  { day: '09-20', states: ['TH'], since: 2019 },
  { day: '10-31', states: ['BB', 'HB', 'HH', 'MV', 'NI', 'SN', 'ST', 'SH', 'TH'], since: 2018 },
  { day: '11-01', states: ['BW', 'BY', 'NW', 'RP', 'SL'] },
];

const states: readonly State[] = [
  'BW',
  'BY',
  'BE',
  'BB',
  'HB',
  'HH',
  'HE',
  'MV',
  'NI',
  'NW',
  'RP',
  'SL',
  'SN',
  'ST',
  'SH',
  'TH',
];

/** Codes of calendars that the product knows: `de` for the whole country, `de-BE` and the like for a state. */
export const holidayCodes: readonly string[] = ['de', ...states.map((state) => `de-${state}`)];

/** Holidays of a year by a code, `yyyy-MM-dd`, in order; undefined if the code is not known. */
export function holidaysOf(code: string, year: number): string[] | undefined {
  if (!holidayCodes.includes(code)) return undefined;
  const state = states.find((known) => code === `de-${known}`);
  const days = rules
    .filter((rule) => rule.states === undefined || (state !== undefined && rule.states.includes(state)))
    .filter((rule) => year >= (rule.since ?? 0))
    .map(({ day }) => (typeof day === 'string' ? `${year}-${day}` : afterEaster(year, day)));
  if (state === 'SN') days.push(repentanceDay(year));
  return days.sort();
}

function afterEaster(year: number, days: number): string {
  return isoDate(easterSunday(year) + days * 86_400_000);
}

/** The Wednesday before 23 November. */
function repentanceDay(year: number): string {
  const limit = Date.UTC(year, 10, 22);
  return isoDate(limit - ((new Date(limit).getUTCDay() + 4) % 7) * 86_400_000);
}

/** Gauss's rule for Western Easter, with its two exceptions, as UTC midnight. */
function easterSunday(year: number): number {
  const century = Math.floor(year / 100);
  const moonCorrection = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const golden = year % 19;
  const moon = (19 * golden + moonCorrection) % 30;
  const early = Math.floor((moon + Math.floor(golden / 11)) / 29);
  const fullMoon = 21 + moon - early;
  const firstSunday = 7 - ((year + Math.floor(year / 4) + 2 - Math.floor((3 * century + 3) / 4)) % 7);
  const march = fullMoon + 7 - ((((fullMoon - firstSunday) % 7) + 7) % 7);
  return Date.UTC(year, 2, march);
}

const isoDate = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

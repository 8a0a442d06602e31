/** What is asked about a new merchant: every question has a default, and an option that answers it. */
import { catalogue } from '../../commerce/index.js';
import { isCallable } from '../../commerce/operation.js';
import { orderSubject } from '../../commerce/orders/subject.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { firstLanguage, languages } from '../../texts/languages/index.js';
import type { TypedLines } from '../typed-lines.js';

/** What is known of a new merchant. */
export interface InitAnswers {
  /** Name that customers read. */
  name: string;
  /** IANA zone. */
  zone: string;
  language: string;
  /** Domains of the catalogue that the shop does not have. */
  without: readonly string[];
  /** `<kind>:<file>` of a description; absent for none. */
  from?: string;
}

const domainOf = (operation: string): string => operation.split('.')[0] ?? operation;

/** The domains that a shop may do without: all but that of its orders. */
export const optionalDomains: readonly string[] = [
  ...new Set([...catalogue.values()].filter(isCallable).map(({ name }) => domainOf(name))),
].filter((domain) => domain !== domainOf(orderSubject.get));

/** Without a word about it, a merchant is called like its folder, and lives where this machine does. */
export function defaultAnswers(folder: string): InitAnswers {
  const words = folder.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { name: words.join(' '), zone, language: firstLanguage, without: [] };
}

/** Asks for what no option has answered; an empty line takes the default. `init_invalid`. */
export async function askAnswers(
  given: Partial<InitAnswers>,
  defaults: InitAnswers,
  lines: TypedLines,
): Promise<InitAnswers> {
  const ask = async (question: string, fallback: string): Promise<string> => {
    const line = (await lines.next(`${question} [${fallback}] `))?.trim() ?? '';
    return line === '' ? fallback : line;
  };
  const name = given.name ?? (await ask('What is the shop called?', defaults.name));
  const zone = given.zone ?? (await ask('Which time zone is it in?', defaults.zone));
  const known = [...languages.keys()].join(', ');
  const language =
    given.language ?? (await ask(`Which language does it write in (${known})?`, defaults.language));
  const without: string[] = [...(given.without ?? [])];
  if (given.without === undefined)
    for (const domain of optionalDomains)
      if (!isYes(await ask(`Does it have an API for ${domain}?`, 'yes'))) without.push(domain);
  const kinds = 'openapi:, graphql: or wsdl: and a file';
  const from =
    given.from ?? (await ask(`Which description of its API should this start from (${kinds})?`, 'none'));
  return { name, zone, language, without, ...(from === 'none' ? {} : { from }) };
}

function isYes(answer: string): boolean {
  if (/^y(es)?$/i.test(answer)) return true;
  if (/^no?$/i.test(answer)) return false;
  throw new OrderlyError('init_invalid', `\`${answer}\` is neither yes nor no`, { hint: 'Begin again.' });
}

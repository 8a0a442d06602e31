/** All entities of a message, in order of position; no two overlap. */
import type { Entity, OrderNumberForms } from '../../contracts/understanding.js';
import type { FactKind } from '../../contracts/customer.js';
import { streets } from './street.js';
import { addressBlock } from './address-block.js';
import { amounts } from './amount.js';
import { cityBehindStreet, cityBy } from './city.js';
import { dates } from './date.js';
import { emails } from './email.js';
import { longNumbers } from './long-number.js';
import { blank, overlap, type Span } from './matches.js';
import { names, nameValue } from './name.js';
import { numbersOf } from './order-numbers-and-postcodes.js';
import { orderNumberValue } from './order-number.js';
import { ownOrderNumbers } from './own-order-numbers.js';
import { phones, phoneValue } from './phone.js';
import { letteredPostcodes, postcodeValue } from './postcode.js';
import { quantities } from './quantity.js';
import { deliveryQuestionsIn } from './delivery-question.js';
import { refundReason } from './reason.js';
import { skus } from './sku.js';
import { partsOf } from './text-parts.js';
import { trackingNumbers } from './tracking-number.js';
import { wholeMonths } from './whole-month.js';

/** What is known besides the text. */
export interface EntityHints {
  /** Facts that an open question asks for, in the order of the question. */
  expected?: readonly FactKind[];
  /** The day the message was read, `yyyy-MM-dd` in the shop's zone: without it no relative date is found. */
  today?: string;
  /** The merchant's own forms of order numbers. */
  orderNumbers?: OrderNumberForms;
}

/** Most entities of a message, and the longest one in UTF-16 units: a text with more is a list, or a trick. */
const mostEntities = 100;
const longestEntity = 500;

/** Finds entities, in a long text at its beginning and its end. */
export function findEntities(text: string, hints: EntityHints = {}): Entity[] {
  const entities: Entity[] = [];
  for (const { text: part, start: at } of partsOf(text)) {
    if (entities.length >= mostEntities) break;
    for (const found of findInPart(part, hints))
      entities.push({ ...found, start: found.start + at, end: found.end + at });
  }
  return entities.slice(0, mostEntities);
}

/** Finds the surest kinds first, each in what the earlier ones left. */
function findInPart(text: string, hints: EntityHints): Entity[] {
  const { expected = [], today, orderNumbers } = hints;
  const found = new Found(text);
  found.addAll(emails(text));
  found.hide(links(found.rest));
  if (orderNumbers !== undefined)
    found.add('order_number', ownOrderNumbers(found.rest, orderNumbers), orderNumberValue);
  found.addAll(trackingNumbers(found.rest));
  found.addAll(dates(found.rest, today).map((span) => entity('date', span, span.value)));
  if (today !== undefined)
    found.addAll(wholeMonths(found.rest, today).map((span) => entity('date', span, span.value)));
  found.add('phone', phones(found.rest), phoneValue);
  found.hide(longNumbers(found.rest));
  found.addAll(amounts(found.rest).map((span) => entity('amount', span, `${span.minor} ${span.currency}`)));
  found.add('postcode', letteredPostcodes(found.rest, expected.includes('postcode')), postcodeValue);
  found.add('address', streets(found.rest));
  found.add('sku', skus(found.rest), (raw) => raw.replace(/^#/u, '').toUpperCase());
  const { orders, postcodes } = numbersOf(found.rest, expected, found.entities);
  found.add('postcode', postcodes, postcodeValue);
  if (orderNumbers?.only !== true) found.add('order_number', orders, orderNumberValue);
  found.add(
    'city',
    found.of('postcode').flatMap((postcode) => cityBy(text, postcode) ?? []),
  );
  found.add(
    'city',
    found.of('address').flatMap((street) => cityBehindStreet(found.rest, street) ?? []),
  );
  found.addAll(quantities(found.rest).map((span) => entity('quantity', span, String(span.count))));
  const why = refundReason(found.rest);
  if (why !== undefined) found.addAll([entity('reason', why, why.reason)]);
  found.addAll(deliveryQuestionsIn(found.rest).map((span) => entity('asks', span, span.asks)));
  found.add('name', names(found.rest), nameValue);
  addBlock(found, text);
  return found.entities.sort((a, b) => a.start - b.start);
}

/** What an address in one go says besides, such as a street in small letters; only where there is one address. */
function addBlock(found: Found, text: string): void {
  const [postcode, ...others] = found.of('postcode');
  if (postcode === undefined || others.length > 0) return;
  const { street, city, name } = addressBlock(text, postcode);
  if (street !== undefined && found.of('address').length === 0) found.add('address', [street]);
  if (found.of('address').length === 0) return;
  if (city !== undefined && found.of('city').length === 0) found.add('city', [city]);
  if (name !== undefined) found.nameAs(name);
}

/** Digits in a web address are not entities. */
function links(text: string): Span[] {
  return [...text.matchAll(/\b(?:https?:\/\/|www\.)[^\s<>"]{1,2000}/giu)].map(({ 0: raw, index }) => ({
    raw,
    start: index,
    end: index + raw.length,
  }));
}

/** What has been found so far, and the text without it. */
class Found {
  readonly entities: Entity[] = [];
  rest: string;

  constructor(text: string) {
    this.rest = text;
  }

  /** Takes spans as entities of a type; the value is the text as written unless `read` says otherwise. */
  add(type: Entity['type'], spans: readonly Span[], read: (raw: string) => string = plain): void {
    this.addAll(spans.map((span) => entity(type, span, read(span.raw))));
  }

  /** Takes entities, except those that overlap others. */
  addAll(entities: readonly Entity[]): void {
    const fresh = entities.filter((each) => !this.entities.some((other) => overlap(each, other)));
    this.entities.push(...fresh.filter(({ raw }) => raw.length <= longestEntity));
    this.hide(fresh);
  }

  /** Takes a name, in place of the shorter one that is a part of it. */
  nameAs(span: Span): void {
    const [known, ...others] = this.of('name');
    if (others.length > 0) return;
    if (known !== undefined && !(overlap(known, span) && span.raw.length > known.raw.length)) return;
    if (known !== undefined) this.entities.splice(this.entities.indexOf(known), 1);
    this.add('name', [span], nameValue);
  }

  /** Takes spans out of the text. */
  hide(spans: readonly Pick<Span, 'start' | 'end'>[]): void {
    if (spans.length > 0) this.rest = blank(this.rest, spans);
  }

  of(type: Entity['type']): Entity[] {
    return this.entities.filter((each) => each.type === type);
  }
}

const plain = (raw: string): string => raw.replace(/\s+/gu, ' ');

function entity(type: Entity['type'], { raw, start, end }: Span, value: string): Entity {
  return { type, value, raw, start, end, source: 'rule' };
}

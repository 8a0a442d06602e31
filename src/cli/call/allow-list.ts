/** Which values may appear unchanged in a recording; all others are replaced by stand-ins. */
import { programLocale } from '../../texts/languages/program-locale.js';
import { ISO } from '../../connectors/declarative/mapping/date-format.js';
import { shapesOf, type Shape } from '../../connectors/declarative/mapping/shape.js';
import {
  eventNames,
  lineNames,
  returnNames,
  shipmentNames,
  trackingNames,
} from '../../connectors/importers/part-names.js';
import { plainName } from '../../connectors/importers/names.js';
import { orderNames } from '../../connectors/importers/order-names.js';
import type { Operation } from '../../commerce/operation.js';
import type { ConnectionWords } from './connection-words.js';

/** Protocol names: GraphQL errors, SOAP envelopes and faults, pagination. */
const PROTOCOL = new Set(
  (
    'data errors message extensions path locations line column code Envelope Header Body Fault faultcode ' +
    'faultstring faultactor detail Code Value Subcode Reason Text Node Role Detail nil type lang id items'
  ).split(' '),
);

/** Field names that the importer knows: they identify nobody. */
const KNOWN_NAMES = new Set(
  [orderNames, lineNames, shipmentNames, returnNames, trackingNames, eventNames].flatMap((table) =>
    Object.values(table).flatMap(({ names }) => names.flat()),
  ),
);

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const REGIONS = new Intl.DisplayNames(programLocale, { type: 'region', fallback: 'none' });

/** What is known of the recorded call. */
export interface AllowListOptions {
  words: ConnectionWords;
  operation: Operation;
  /** Texts from answers that the connection read. */
  read: ReadonlySet<string>;
  /** Texts from the inputs: an order number may look like a date. */
  asked: ReadonlySet<string>;
  /** Whether amounts that were read may be kept: some answers are rejected unless their sums add up. */
  amounts: boolean;
  /** The code of the refusal, if the call ended in one. */
  refusal?: string | undefined;
}

/** Decides what may be kept. */
export class AllowList {
  readonly #constants: ReadonlySet<string>;
  readonly #refusals: ReadonlySet<string>;

  constructor(private readonly options: AllowListOptions) {
    const { words, operation } = options;
    this.#constants = new Set([
      ...words.constants,
      ...[...shapesOf(operation.inputs).values()].flatMap(wordsOf),
    ]);
    this.#refusals = new Set(operation.refusals);
  }

  /**
   * Whether a value may be kept: it is generic, or appears in the connection's file. A date or amount may be kept
   * if it was read and `place`, the name of its member, appears in the file too.
   */
  keeps(text: string, place?: string): boolean {
    const word = text.trim();
    if (/^(?:true|false|yes|no|null|-?[\d.,]|)$/i.test(word) || this.#constants.has(word)) return true;
    if (this.#refusals.has(word.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')) || this.#refuses(word))
      return true;
    if (CURRENCIES.has(word) || (/^[A-Z]{2}$/.test(word) && REGIONS.of(word) !== undefined)) return true;
    const { read, asked, words, amounts } = this.options;
    if (!read.has(text) || asked.has(word) || !(place === undefined || words.names.has(place))) return false;
    if (ISO.test(word) || words.dates.some((pattern) => pattern.test(word))) return true;
    return amounts && /^-?\d{1,9}(?:[.,]\d{1,4})?$/.test(word);
  }

  /** Whether the name of a member, element or path segment may be kept: in a map keyed by e-mail it may not. */
  keepsName(name: string): boolean {
    return this.options.words.names.has(name) || PROTOCOL.has(name) || KNOWN_NAMES.has(plainName(name));
  }

  /** A system's own code in constant case, which cannot be a sentence about a person. */
  #refuses(word: string): boolean {
    return /^[A-Z]+(?:_[A-Z]+)+$/.test(word) && word.toLowerCase() === this.options.refusal;
  }
}

function wordsOf(shape: Shape): readonly string[] {
  if (shape.kind === 'enum') return shape.values;
  if (shape.kind === 'list') return wordsOf(shape.element);
  return shape.kind === 'record' ? [...shape.fields.values()].flatMap(wordsOf) : [];
}

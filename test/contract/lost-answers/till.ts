/** The system of the refunds: it pays what it is asked to, and loses an answer once. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Form, type Leg, protocolOf } from './forms.js';

/** When the connection is cut: before the request was read, within the answer, or once all is done without a word. */
export const cuts = ['before', 'within', 'after'] as const;

/** One refund, and what its system does. */
export interface Story {
  /** The order's number, by which the system knows the story. */
  order: string;
  form: Form;
  /** The request whose answer is lost, once. */
  loses: Leg;
  cut: (typeof cuts)[number];
  /** Whether the quote falls with what was paid and says what was, and what it offers at first, in cents. */
  quote: { falls: boolean; tells: boolean; left: number };
}

/** Cents that are asked for, and that were charged. */
export const cents = { asked: 1000, charged: 4000 } as const;

interface Refund {
  mark: string;
}

interface Book {
  story: Story;
  lost: boolean;
  drafts: Map<string, string>;
  refunds: Refund[];
}

/** The system at its address. */
export interface Till extends AsyncDisposable {
  port: number;
  open(story: Story): void;
  paid(order: string): number;
}

/** Opens it; each story has an order of its own. */
export async function openTill(): Promise<Till> {
  const books = new Map<string, Book>();
  const server = createServer((request, response) => void meet(books, request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    open: (story) => books.set(story.order, { story, lost: false, drafts: new Map(), refunds: [] }),
    paid: (order) => books.get(order)!.refunds.length,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const legs = /readOrder|makeDraft|payBack|listPaid|findPaid/;

async function meet(
  books: ReadonlyMap<string, Book>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://till');
  const [, kind = '', order = ''] = pathname.split('/');
  const book = books.get(order)!;
  // Before the body has come: what it asks for is known by the path, or there is one request alone.
  const early = legs.exec(kind)?.[0];
  if (early === book.story.loses && loses(book, 'before')) return void request.socket.resetAndDestroy();
  const text = await bodyOf(request);
  const asked = legs.exec(`${kind} ${text}`)?.[0] as Leg | undefined;
  if (asked === book.story.loses && loses(book, 'before')) return void request.socket.resetAndDestroy();
  const values = { ...Object.fromEntries(searchParams), ...valuesIn(text) };
  const mark = request.headers['idempotency-key'] ?? values['mark'];
  const told =
    asked === undefined
      ? ask(book, kind)
      : act(book, asked, { ...values, ...(mark === undefined ? {} : { mark: String(mark) }) });
  const body = written(book.story.form, asked, told);
  const cut = asked === book.story.loses && !book.lost;
  book.lost ||= cut;
  const type = kind === 'soap' ? 'text/xml' : 'application/json';
  if (!cut) return void response.writeHead(200, { 'content-type': type }).end(body);
  if (book.story.cut === 'after') return void request.socket.resetAndDestroy();
  response.writeHead(200, { 'content-type': type, 'content-length': body.length });
  response.write(body.slice(0, body.length / 2), () => request.socket.resetAndDestroy());
}

function loses(book: Book, cut: Story['cut']): boolean {
  const does = !book.lost && book.story.cut === cut;
  book.lost ||= does;
  return does;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Values of a body, of the variables of GraphQL, or of an envelope. */
function valuesIn(text: string): Record<string, string> {
  const named = [...text.matchAll(/<t:(\w+)>([^<]*)<|"(\w+)":"?([^",}]*)/g)];
  return Object.fromEntries(named.map(([, tag, inner, name, value]) => [tag ?? name!, inner ?? value!]));
}

type Told = Readonly<Record<string, string | number | readonly Refund[]>>;

function ask({ story: { order, quote }, refunds }: Book, kind: string): Told {
  if (kind !== 'quote') return { ref: order, email: 'mia@example.com', charged: cents.charged };
  const refunded = refunds.length * cents.asked;
  return { left: quote.falls ? quote.left - refunded : quote.left, refunded };
}

function act(book: Book, leg: Leg, values: Readonly<Record<string, string>>): Told {
  const { drafts, refunds, story } = book;
  const { mark = '', draft } = values;
  switch (leg) {
    case 'readOrder':
      return { ref: story.order };
    case 'makeDraft': {
      const id = `d${drafts.size + 1}`;
      drafts.set(id, mark);
      return { id };
    }
    case 'payBack': {
      const stands = mark === '' ? (drafts.get(draft ?? '') ?? '') : mark;
      const isOnce = story.form.manner === 'natural' || story.form.manner === 'key';
      if (!isOnce || !refunds.some((one) => one.mark === stands)) refunds.push({ mark: stands });
      return { id: 'r1' };
    }
    case 'listPaid':
      return { refunds };
    case 'findPaid':
      return { found: refunds.some((one) => one.mark === mark) ? 'yes' : 'no' };
  }
}

function written(form: Form, leg: Leg | undefined, told: Told): string {
  const protocol = leg === undefined || leg === 'readOrder' ? 'rest' : protocolOf(form);
  if (protocol === 'rest') return JSON.stringify(told);
  if (protocol === 'graphql') return JSON.stringify({ data: { [leg!]: told } });
  const inner = Object.entries(told).map(([name, value]) =>
    typeof value === 'object'
      ? value.map(({ mark }) => `<t:${name}><t:mark>${mark}</t:mark></t:${name}>`).join('')
      : `<t:${name}>${value}</t:${name}>`,
  );
  return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><t:${leg}Response xmlns:t="urn:t">${inner.join('')}</t:${leg}Response></e:Body></e:Envelope>`;
}

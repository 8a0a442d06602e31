/** Words by which a language says yes or no to a question, and what may stand around them. */

/** What a question offers to do; the words of one are one thing said in several ways. */
export type AskedAction =
  | 'cancel'
  | 'pay_back'
  | 'pause'
  | 'resume'
  | 'skip'
  | 'change'
  | 'send'
  | 'send_back'
  | 'take_off'
  | 'search';

/** A language's words for answers: lower case without apostrophes, separated by `|`. */
export interface AnswerWords {
  /** Alone, each is a yes. */
  yes: string;
  /** Alone, each is a no. */
  no: string;
  /** A no only where nothing is named behind it: “no”, but not “no problem” or “no parcel came”. */
  bareNo: string;
  /** A no that may only say what is not so: “I don't have it”. */
  verbalNo: string;
  /** Goes on behind such a no all the same: “no I keep it”. */
  behindNo: string;
  /** Politeness, address and fillers: they change nothing. */
  polite: string;
  /** Of politeness: what is said to whoever does something. */
  begs: string;
  /** Stands for what was asked when it is said again: “it”, “the whole order”. */
  glue: string;
  /** Nouns among them that an order to do something may name: “cancel it”. */
  objects: string;
  actions: Readonly<Partial<Record<AskedAction, string>>>;
  /** Begins a thing's name: “the”, “my”; a yes followed by one may mean that thing alone. */
  articles: string;
  /** Of what such words begin, these make a statement: “my wife has one”. */
  verbs: string;
  /** And these a thing all the same: “the one that is blue”. */
  relatives: string;
  /** Goes on behind a yes with something of its own: “and”, “also”. */
  joiners: string;
  /** Says that something is wanted, where a yes has not said what it is to. */
  wants: string;
  /** Begins a clause of its own without a comma, once a yes has said what to do: “cancel it I have another one”. */
  starters: string;
  /** Begins or stands in what takes a yes back: “but”, “only”. */
  turns: string;
  /** Binds a yes wherever it stands in the same sentence: “only if”, “instead”. */
  binds: string;
  /** Begins what puts a yes in doubt: “or”, “wait”, “first”. */
  doubts: string;
  /** Begins an answer that is none yet: “it depends”. */
  hesitations: string;
  /** Binds a yes unless something of its own stands between: “if”, “when”. */
  conditions: string;
  /** Refuses in a clause without a no: “keep it”, “that is the wrong one”. */
  against: string;
  /** Refuses by keeping: “leave it as it is”, “I still want it”. */
  keeps: string;
  /** Refuses too, unless what was asked is named beside it: “I would rather have a voucher”, but “I asked you to cancel it”. */
  prefers: string;
  /** Refuses where something is to be sent or paid, by naming where else: “to my office”, “as a voucher”. */
  anotherPlace: string;
  /** A yes that may only say that a message was read: “ok”, “right”. */
  soft: string;
  /** Says that it is not needed: a reason to cancel it, and not to send it. */
  unneeded: string;
  /** A yes at the beginning or end of a clause alone; within one it says nothing: “ja”. */
  particles: string;
  /** Says no less than the question where what stands beside it is the question's: “only 10105”. */
  limits: string;
  /** Behind a “not”: it is not so any more. */
  anyMore: string;
  /** Begins a correction: “wait, five please”. */
  corrects: string;
  /** Has what is asked begin, where nothing else is named beside it: “start the search”. */
  starts: string;
  /** Where money goes back to: “my card”. */
  payTo: string;
  /** Begins a place: “to”, “at”. */
  towards: string;
  /** One, of several. */
  single: string;
  /** Beside it, for what has been named: “only that one”. */
  pointing: string;
  /** More than one of many: “all of them”. */
  whole: string;
  /** Beside it, where the question is about one of many: “only once”. */
  once: string;
  /** Of what stands for the question, these may be a part of it: “only one”. */
  parts: string;
  /** Says that the rest stays, where only a part is asked about: “leave everything else as it is”. */
  remainder: string;
  /** Behind a yes, says of something else that it stays as it is: “the others stay”. */
  stays: string;
  /** Says that what the question told is accepted: “is fair”. */
  accepts: string;
  /** How it shall be done, which no question decides: “with more padding”. */
  handling: string;
  /** Praises what was offered; whoever means the opposite says so too: “super”. */
  praise: string;
  /** Begins what is said by somebody who is content: “that helps”, “have a nice day”. */
  contents: string;
  /** Of what is said by somebody who is not: “for once”, “for nothing”. */
  mocks: string;
  /** Says how to write: “by letter, no calls”. */
  channels: string;
  /** With a “not”, says that the question is not understood: “I do not follow”. */
  understands: string;
  /** Says so by itself: “in plain words please”. */
  puzzled: string;
  /** Behind what is asked, these say what it is: “a pause is for others”. */
  states: string;
  /** Says that something has not happened: “has not come”. */
  undone: string;
  /** Tells how long something has taken: numbers beside it are none of the question's. */
  since: string;
  /** Begins a question, also without its mark: “what”, “so when”. */
  wonders: string;
  /** Says why, right behind a yes: “yes it takes too long”. */
  reasons: string;
  /** Behind a yes to an address, says that something went wrong there before: “that is where it got lost”. */
  faults: string;
  /** Says that something sought has been found: “it turned up”. */
  found: string;
  /** In a question: asks, and names nothing: “shall I”, “is that right”. */
  asking: string;
  /** In a question, before what it would do without: “instead of ending it”. */
  without: string;
  /** In a question that offers one thing in the place of another: “instead”. */
  inPlaceOf: string;
  /** Before an action, these forbid it: “do not”. */
  negations: string;
}

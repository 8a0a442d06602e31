/** Words around the number, place or name of what a customer chooses, in English and German. */

const words = (listed: string): ReadonlySet<string> => new Set(listed.split(' '));

/** Words that may surround an option's number without saying anything else. */
export const AROUND = words(
  'the one number no nr option choice please pls thanks thank you i mean meant take it is its that would be my order for ' +
    'this want choose select pick prefer think with about concerning regarding to of just only yes ok okay well like id ' +
    "i'd it's that's i'm im am talking s say guess let's " +
    'die der das den dem nummer bitte danke ich meine meinte nehme ist wäre es bestellung auswahl und hi hallo hello ' +
    'um geht handelt sich dabei bei zu zur mit möchte hätte gern gerne will wähle betrifft betreffend wegen bezüglich also ja ' +
    'von nur glaube sie hey dear then so dann war ging and or oder either entweder lets do need me give hm hmm uh er äh ähm brauche gib mir',
);

/** Words that continue after a number that stands for a thing: "3 because …", "8 ist noch nicht da". */
export const BEHIND = words(
  'because which that who was were has had will would should please and or but if when as came arrived never not again has ' +
    "hasn't isn't isnt wasn't nor instead rather in on from at with for since " +
    'hat die weil da denn welche welches wurde wird kam kommt nicht oder aber sondern noch sein nehmen doch war in auf von statt',
);

/** What an option is called when it is chosen by its place in a list. */
export const PLACE_WORDS = words(
  'option choice position pos place spot entry item line row point possibility alternative answer ' +
    'auswahl möglichkeit platz punkt eintrag stelle zeile variante antwort alternative position listenplatz',
);

/** Words that exclude what comes after them. */
export const NEGATIONS = words(
  "not isn't isnt don't dont wasn't wasnt except without instead than nicht kein keine keinen keiner außer ausser ohne statt anstatt anstelle",
);

/** After these words a negation no longer applies. */
export const TURNING = words("but sondern aber rather lieber eher - its it’s it's");

/** "All but 3": after these, "but" excludes. */
export const ALL = words('any all every everything none anything jede jeder jedes alle alles');

/** Next to a number these mean its neighbour: "the one before 3". */
export const ADJACENT = words('before after above below beneath next besides vor nach neben davor danach');

/** Before a number these make it a time, a size or a duration. */
export const MEASURING = words(
  'at um within since seit in for around ca circa until bis after nach vor ago size größe gr version',
);

/** "Not only 3": that one too. */
export const ONLY = words('only just nur bloß');

/** The other one of two. */
export const OTHER = words('other andere anderen anderes andre anderer');

/** After these, "the third" is a day. */
export const BEFORE_DAY = words('from on since until till by dated vom am seit bis zum ab');

/** Articles and possessives before a number. */
export const ARTICLES = words(
  'the der die das den dem des a my your this that meine meiner meinen mein unsere',
);

/** Possessives: "my last order" is the newest one. */
export const OWNERS = words('my our meine meiner meinen mein unsere unserer unser');

/** The words of the pages where agents watch what happens, in German. */
import { byCode, plain, several } from '../phrases';
import type { Words } from '../en';

const waitedFor = byCode({
  ...{ approval: 'eine Freigabe', customer: 'den Kunden', event: 'ein System', timer: 'einen Zeitpunkt' },
  flow: 'einen Teilablauf',
});

/** The words. */
export const watch: Pick<Words, 'try' | 'runs' | 'flows' | 'diagram' | 'pause'> = {
  try: {
    title: 'Testen',
    about: 'Schreiben Sie wie ein Kunde, und sehen Sie, was geschieht.',
    again: 'Neues Gespräch beginnen',
    chat: 'Chat',
    behind: 'Was geschieht',
    start: 'Was möchte der Kunde?',
    startText: 'Wählen Sie ein Beispiel, oder schreiben Sie selbst.',
    nothingYet: 'Noch ist nichts geschehen',
    waitsForApproval: (number) => `Wartet auf eine Freigabe · #${number}`,
    approvalNext:
      'Noch ist nichts bezahlt oder geändert. Entscheiden Sie über die Anfrage und kommen Sie zurück: Die Antwort an den Kunden erscheint hier.',
    nothingYetText:
      'Mit der ersten Nachricht sehen Sie hier, was verstanden wurde, wo der Ablauf steht und was getan wird.',
    waiting: 'Orderly liest …',
    message: 'Nachricht',
    placeholder: 'Wie ein Kunde schreiben …',
    send: 'Senden',
    sentAgain: 'Der Dienst antwortet noch nicht. Ihre Nachricht wird von selbst noch einmal gesendet.',
    handedOff: 'An Menschen übergeben',
    asAgent: 'Nachrichten gelten hier als Ihre eigenen: Worum Sie bitten, muss jemand anderes freigeben.',
    understood: 'Was verstanden wurde',
    answers: 'eine Antwort, kein neues Anliegen',
    stillAbout: (intent) => `Es geht weiter um: ${intent}`,
    sure: 'sicher',
    unsure: 'nicht sicher',
    before: (count) => several(count, 'frühere Nachricht', 'frühere Nachrichten'),
    stands: 'Wo es steht',
    whichRun: 'Vorgang',
    here: 'steht hier',
    approvalBy: (role, number) => `Freigabe durch ${role} (#${number})`,
    times: (count) => `${count}-mal`,
    facts: (kinds) => `Angaben über den Kunden: ${kinds}`,
    calls: 'Aufrufe bei den Systemen des Shops',
    underWay: 'läuft',
    sent: 'Gesendet',
    received: 'Erhalten',
    approvals: 'Freigaben',
    for: (role) => `für ${role}`,
    toApproval: (number) => `Anfrage #${number} öffnen`,
  },
  runs: {
    title: 'Vorgänge',
    about: 'Was Abläufe gerade tun, in Geschäftsworten.',
    which: 'Welche Vorgänge',
    open: 'Offen',
    all: 'Alle',
    ofOne: 'Eines Gesprächs',
    none: 'Kein Vorgang',
    noneText: 'Ein Vorgang beginnt mit dem Anliegen eines Kunden.',
    states: byCode({
      ...{ running: 'läuft', completed: 'beendet', failed: 'fehlgeschlagen', canceled: 'abgebrochen' },
      ...{
        terminated: 'von Hand beendet',
        timed_out: 'Zeit abgelaufen',
        continued_as_new: 'läuft',
        unknown: 'unbekannt',
      },
      ...{ continued: 'läuft' },
    }),
    waitsFor: (waits) => {
      const [kind = '', what] = waits.split(':');
      return `wartet auf ${waitedFor[kind] ?? plain(kind)}${what === undefined ? '' : ` (${what})`}`;
    },
    unknownFlow: 'Vorgang',
    started: (time) => `Begonnen ${time}`,
    took: (duration) => `dauerte ${duration}`,
    inTemporal: 'In der Temporal-Oberfläche öffnen',
    toConversation: 'Zum Gespräch',
    stuck: (why) =>
      `Seine Worker können ihn nicht fortsetzen${why === '' ? '' : ` (${why})`}. Sagen Sie dem Betrieb Bescheid.`,
    unknown: 'Temporal kennt diesen Vorgang nicht mehr. Das hier weiß der Speicher von ihm.',
    awaits: (connection, operation, code, attempts) =>
      `${connection} konnte ${operation} noch nicht ausführen (${plain(code)}); bisher ${several(attempts, 'Versuch', 'Versuche')}.`,
    why: (result) => `Beendet: ${result}`,
    steps: 'Schritte',
    happened: 'Was geschehen ist',
    nothingYet: 'Nichts wurde geändert oder gesagt.',
    said: {
      ...{ reply: 'Dem Kunden geantwortet', question: 'Den Kunden gefragt' },
      ...{ handover: 'An Menschen übergeben', passed_on: 'Eine Nachricht an Menschen weitergegeben' },
    },
    asksApproval: (what, role, number) => `${what}: braucht eine Freigabe durch ${role} (#${number})`,
    approvalEnded: (number, state, by) => `Anfrage #${number}: ${state}${by === undefined ? '' : `, ${by}`}`,
    kinds: { write: 'Änderung', approval: 'Freigabe', said: 'Antwort' },
  },
  flows: {
    title: 'Abläufe',
    about: 'Wie Anliegen beantwortet werden: die Abläufe, die neue Vorgänge verwenden.',
    search: 'Abläufe suchen',
    none: 'So heißt kein Ablauf',
    parts: 'Was vom Ablauf gezeigt wird',
    diagram: 'Diagramm',
    versions: 'Versionen',
    current: 'für neue Vorgänge',
    runs: 'Vorgänge',
    period: 'Welche Tage gezählt werden',
    lastDays: (days) => `${days} Tage`,
    ended: (count, days) =>
      `${several(count, 'Vorgang ist', 'Vorgänge sind')} in den letzten ${days} Tagen zu Ende gegangen.`,
    noneEnded: (days) => `In den letzten ${days} Tagen ist kein Vorgang zu Ende gegangen.`,
    conditions: 'Bedingungen so zeigen, wie sie geschrieben sind',
    howCounted: 'Die Zahl an einem Schritt oder Zweig: So viele Vorgänge nahmen ihn.',
    others: (count) =>
      `${several(count, 'weiterer endete', 'weitere endeten')} mit Versionen, die andere Schritte haben; das Diagramm lässt sie aus.`,
    howEnded: 'Wie sie endeten',
    failed: (code) => (code === undefined ? 'von Hand beendet' : `fehlgeschlagen: ${plain(code)}`),
    openNow: 'Jetzt offen',
    notOpen: 'Keiner',
    noneWaits: (count) => `${several(count, 'Vorgang', 'Vorgänge')}; in Arbeit, keiner wartet.`,
    waitsAt: (count, waits) =>
      `${count} ${count === 1 ? 'wartet' : 'warten'} auf ${waitedFor[waits] ?? plain(waits)}`,
  },
  diagram: {
    label: 'Diagramm des Ablaufs',
    here: '(steht hier)',
    took: (count) => several(count, 'Vorgang nahm diesen Weg', 'Vorgänge nahmen diesen Weg'),
    wait: (count) => `${several(count, 'Vorgang wartet', 'Vorgänge warten')} hier`,
    zoomIn: 'Größer',
    zoomOut: 'Kleiner',
    whole: 'Das ganze Diagramm zeigen',
    condition: 'Eine Bedingung',
    each: 'Für jedes von mehreren',
    repeats: 'Wiederholen, bis es geklärt ist',
  },
  pause: {
    title: 'Pause',
    about: 'Was pausiert, wartet und geht weiter, wenn Sie es fortsetzen. Nichts geht verloren.',
    paused: 'pausiert',
    running: 'läuft',
    pause: 'Pausieren',
    resume: 'Fortsetzen',
    pauseNow: 'Jetzt pausieren',
    pauseWhat: (what) => `Pausieren: ${what}`,
    resumeWhat: (what) => `Fortsetzen: ${what}`,
    whatIs: (what) => {
      if (what === 'writes') return 'Alle Änderungen';
      return what === 'money' ? 'Alles, was Geld bewegt' : `Verbindung ${what}`;
    },
    means: {
      writes: 'Stornos, Änderungen, Erstattungen: alles, was beim Shop etwas ändert.',
      money: 'Erstattungen und Belastungen.',
      connection: 'Alles, was in dieses System geschrieben wird.',
    },
    since: (by, time) => `Von ${by}, seit ${time}`,
    consequence:
      'Kunden bekommen weiter Antworten; was geschrieben würde, wartet, bis Sie fortsetzen. Es wirkt sofort.',
    banner: (what, by, since, more) =>
      `${what} pausiert von ${by}, ${since}${more === 0 ? '' : `, und ${more} weitere`}.`,
    look: 'Zu den Pausen',
    connection: 'Ein System',
    connectionHint: 'Was dorthin geschrieben würde, wartet; alles andere geht weiter.',
    chooseOne: 'Verbindung wählen',
  },
};

/** What stands around the pages in German: the frame, what goes wrong, the sign-in. */
import { byCode } from '../phrases';
import type { Words } from '../en';

/** The words. */
export const frame: Pick<Words, 'locale' | 'shell' | 'states' | 'problems' | 'fields' | 'keys' | 'signIn'> = {
  locale: 'de-DE',
  shell: {
    skip: 'Zum Inhalt',
    navigation: 'Seiten',
    pages: {
      ...{ try: 'Testen', inbox: 'Eingang', approvals: 'Freigaben', unclear: 'Unklar', runs: 'Vorgänge' },
      ...{ flows: 'Abläufe', pause: 'Pause' },
    },
    waiting: (count) => `${count} warten`,
    connection: { live: 'Verbunden', connecting: 'Verbinde …', lost: 'Nicht verbunden' },
    lost: 'Die Verbindung ist unterbrochen. Was Sie sehen, kann veraltet sein; neuer Versuch läuft …',
    mended: 'Wieder verbunden. Alles ist auf dem neuesten Stand.',
    menu: (agent) => `${agent}: Sitzung, Sprache und Farben`,
    signedIn: {
      link: (agent) => `Angemeldet als ${agent} über einen Einmal-Link`,
      openid: (agent) => `Angemeldet als ${agent}`,
    },
    limit: (amount) => `Gibt frei bis ${amount}`,
    until: (time) => `Bis ${time}`,
    colors: { light: 'Helle Farben', dark: 'Dunkle Farben' },
    zone: (zone, offset) => `Zeiten: ${zone} (${offset})`,
    signOut: 'Abmelden',
  },
  states: {
    loading: 'Wird geladen',
    retry: 'Noch einmal versuchen',
    reload: 'Neu laden',
    back: 'Zurück',
    chooseOne: 'Wählen Sie etwas aus der Liste.',
    more: 'Mehr zeigen',
    close: 'Schließen',
    cancel: 'Abbrechen',
    newTab: '(öffnet in neuem Tab)',
    notFound: 'Diese Seite gibt es nicht',
    toStart: 'Zur ersten Seite',
    yes: 'ja',
    no: 'nein',
  },
  problems: {
    title: 'Das hat nicht geklappt',
    unknown:
      'Etwas ist schiefgegangen. Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie dem Betrieb Bescheid.',
    crashed:
      'Diese Seite konnte nicht gezeigt werden. Laden Sie sie neu; von Ihrer Arbeit geht nichts verloren.',
    unreachable:
      'Der Dienst ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    byCode: byCode({
      caller_unknown: 'Sie sind nicht mehr angemeldet.',
      caller_forbidden:
        'Das dürfen Sie nicht. Ihre Rolle oder Ihre scopes in merchant.yaml erlauben es nicht.',
      request_foreign: 'Diese Anfrage kam nicht von dieser Seite. Laden Sie sie neu.',
      too_many_requests: 'Zu viele Anfragen auf einmal. Warten Sie kurz und versuchen Sie es noch einmal.',
      temporal_unavailable: 'Temporal antwortet gerade nicht. Versuchen Sie es gleich noch einmal.',
      worker_unavailable: 'Kein Worker antwortet gerade. Versuchen Sie es gleich noch einmal.',
      store_unavailable: 'Der Speicher antwortet gerade nicht. Versuchen Sie es gleich noch einmal.',
      link_invalid:
        'Dieser Link gilt nicht mehr: Jeder öffnet die Seiten ein Mal, innerhalb von fünf Minuten. Wie Sie einen neuen bekommen, steht unten.',
      sign_in_stale: 'Ihre Anmeldung liegt für diese Entscheidung zu lange zurück. Melden Sie sich neu an.',
      approval_unknown: 'Diese Anfrage gibt es nicht.',
      conversation_unknown: 'Dieses Gespräch gibt es nicht.',
      conversation_with_flows: 'Gerade antworten Abläufe in diesem Gespräch. Übernehmen Sie es zuerst.',
      conversation_erased: 'Dieses Gespräch wurde gelöscht.',
      run_unknown: 'Diesen Vorgang gibt es nicht.',
      flow_unknown: 'Diesen Ablauf gibt es nicht.',
      effect_clear: 'Das ist schon geklärt: Jemand hat entschieden, oder das System hat geantwortet.',
      try_unavailable:
        'Dieser Shop hat keinen Kanal zum Testen. Ergänzen Sie in merchant.yaml einen mit test: true.',
      connection_unknown: 'Eine Verbindung mit diesem Namen gibt es nicht.',
    }),
  },
  fields: byCode({
    ...{
      orderNumber: 'Bestellung',
      orderStatus: 'Status der Bestellung',
      orderAmount: 'Betrag der Bestellung',
    },
    ...{
      subscriptionNumber: 'Abo',
      subscriptionStatus: 'Status des Abos',
      customerName: 'Kunde',
      reason: 'Grund',
    },
    ...{
      email: 'E-Mail',
      postcode: 'Postleitzahl',
      order_number: 'Bestellung',
      amount: 'Betrag',
      lines: 'Artikel',
    },
    ...{ refunded: 'Bereits erstattet', result: 'Ergebnis', quantity: 'Menge', name: 'Name', date: 'Datum' },
    ...{
      status: 'Status',
      order: 'Bestellung',
      number: 'Nummer',
      shipping: 'Versand',
      shipments: 'Sendungen',
    },
  }),
  keys: {
    title: 'Tasten',
    control: 'Strg',
    names: {
      ...{
        j: 'Nächster Eintrag',
        k: 'Voriger Eintrag',
        Enter: 'Öffnen',
        '/': 'Suchen',
        t: 'Gespräch übernehmen',
      },
      ...{
        r: 'Antwort schreiben',
        a: 'Anfrage freigeben',
        x: 'Anfrage ablehnen',
        Esc: 'Abbrechen',
        '?': 'Dies zeigen',
      },
    },
  },
  signIn: {
    title: 'Anmelden',
    about: 'Für alle, die Kunden antworten und entscheiden, was für sie getan wird.',
    shop: 'Shop',
    shopHint: 'Sein Kurzname bei Orderly, den Ihre Teamleitung kennt.',
    byLink: 'Mit einem Link, auf dem Rechner, auf dem Orderly läuft',
    byLinkText:
      'Drücken Sie die Eingabetaste in dem Terminal, in dem die Demo läuft: Sie zeigt neue Links. „orderly up“ zeigt sie bei jedem Start.',
    go: 'Weiter',
    opening: 'Wird geöffnet …',
    problems: byCode({
      sign_in_unknown:
        'Einen Shop mit diesem Namen gibt es nicht, oder sein Team meldet sich nur mit Links an.',
      sign_in_incomplete: 'Die Anmeldung hat nicht geklappt. Versuchen Sie es noch einmal.',
      sign_in_unregistered:
        'Sie sind angemeldet, aber dieser Shop kennt Sie nicht. Bitten Sie Ihre Teamleitung, Sie einzutragen.',
    }),
  },
};

/** The product's own sentences in German, in the neutral style. */
import type { Sentences } from '../language.js';

/** By name; docs/integrating/merchants.md says when each is said. */
export const sentences: Sentences = {
  refused: 'Das hat leider nicht geklappt. Jemand aus dem Team sieht es sich an und meldet sich bei Ihnen.',
  unknown:
    'Ich bin nicht sicher, ob das geklappt hat. Jemand aus dem Team prüft es und meldet sich bei Ihnen.',
  unavailable:
    'Ich erreiche unser System gerade nicht. Jemand aus dem Team kümmert sich darum und meldet sich bei Ihnen.',
  unverified:
    'Diese Angaben konnte ich nicht zuordnen. Jemand aus dem Team sieht es sich an und meldet sich bei Ihnen.',
  rejected: 'Das können wir leider nicht tun. Jemand aus dem Team meldet sich bei Ihnen.',
  expired: 'Das hat jetzt eine Weile gewartet. Jemand aus dem Team übernimmt ab hier.',
  superseded:
    'Daran hat sich inzwischen etwas geändert. Jemand aus dem Team sieht es sich an und meldet sich bei Ihnen.',
  gave_up:
    'Das dauert länger, als es sollte. Jemand aus dem Team sieht es sich an und meldet sich bei Ihnen.',
  unsure: 'Damit alles stimmt, sieht sich das jemand aus dem Team an und meldet sich bei Ihnen.',
  not_offered:
    'Das kann ich nicht selbst erledigen. Jemand aus dem Team kümmert sich darum und meldet sich bei Ihnen.',
  passed_on: 'Es geht also um ${about}. Ich gebe das an unser Team weiter; jemand meldet sich bei Ihnen.',
  there: 'Wir sind für Sie da: ${merchant.hours}.',
  talk_to_a_person:
    'Ich bin ein automatischer Assistent und gebe das an unser Team weiter. Jemand meldet sich bei Ihnen.',
  unclear_message:
    'Ich kann zum Beispiel ein Paket verfolgen oder eine Bestellung erstatten oder stornieren. Wobei kann ich Ihnen helfen?',
  unclear_again:
    'Das habe ich leider nicht verstanden. Wenn Sie „ein Mensch“ schreiben, hilft Ihnen jemand aus dem Team. Oder geht es um eine Lieferung, eine Rücksendung oder Erstattung, einen Mangel, das Ändern oder Stornieren einer Bestellung oder um ein Abo?',
  unclear_order:
    'Ich kann zum Beispiel nachsehen, wo die Bestellung ${number} ist, oder sie erstatten oder stornieren. Was kann ich für Sie tun?',
  greeting: 'Guten Tag! Wie kann ich Ihnen helfen?',
  small_talk: 'Danke, alles bestens! Wie kann ich Ihnen helfen?',
  opening: 'Gern. Worum geht es?',
  thanks: 'Gern geschehen!',
  goodbye: 'Auf Wiedersehen und einen schönen Tag!',
  acknowledgement: 'Alles klar. Schreiben Sie mir einfach, wenn noch etwas ist.',
  question_open: 'Danke! Hierzu brauche ich noch Ihre Antwort: ${question}',
  side_question_open:
    'Das kann ich nicht sicher sagen, aber jemand aus dem Team kann es Ihnen danach beantworten. Erst aber: ${question}',
  side_question:
    'Das kann ich selbst nicht beantworten. Wenn sich jemand aus dem Team dazu bei Ihnen melden soll, sagen Sie es einfach.',
  yes_or_no: 'Nur zur Sicherheit, ja oder nein: ${question}',
  again_choice: 'Bitte wählen Sie, was am besten passt. ${question}',
  again_number: 'Hier brauche ich nur eine Zahl. ${question}',
  again_date: 'Hier brauche ich nur einen Tag, zum Beispiel 3. Mai. ${question}',
  again_amount: 'Hier brauche ich nur einen Betrag, zum Beispiel 12,50. ${question}',
  again_text: 'Das brauche ich noch von Ihnen: ${question}',
  plainly:
    'Entschuldigung, einfacher gesagt: ${question} Wenn Sie „Ja“ schreiben, mache ich es. Wenn Sie „Nein“ schreiben, mache ich es nicht.',
  unknown_choice:
    'Kein Problem! Nehmen Sie, was am ehesten passt, oder schreiben Sie „Mensch“, dann hilft Ihnen jemand aus dem Team. ${question}',
  unknown_answer:
    'Kein Problem! Sobald Sie es wissen, schreiben Sie es einfach hier, oder schreiben Sie „Mensch“, dann hilft Ihnen jemand aus dem Team. Meine Frage war: ${question}',
  backed_out:
    'In Ordnung, ich höre hier auf und unternehme dazu nichts weiter. Schreiben Sie einfach, wenn Sie es sich anders überlegen.',
  under_way: 'Das ist schon in Arbeit, und ich kann es nicht mehr anhalten. Wir sagen Ihnen, wie es ausgeht.',
  which_question: 'Es sind zwei Fragen offen. Welche meinen Sie: „${first}“ oder „${second}“?',
  answer_yes: 'Ja',
  answer_no: 'Nein',
  not_done_yet:
    'Meine Frage „${question}“ ist noch offen, deshalb habe ich dazu noch nichts unternommen. Jemand aus dem Team kümmert sich darum.',
  answered_too_late:
    'Diese Frage war leider nicht mehr offen, deshalb habe ich noch nichts unternommen. Bitte schreiben Sie noch einmal, was Sie möchten.',
  remark: 'Danke für den Hinweis. Wenn ich dazu etwas tun kann, schreiben Sie mir einfach.',
  clarify: 'Damit ich es richtig verstehe: Geht es um ${first} oder um ${second}?',
  several_intents: 'Danke, verstanden. Ich kümmere mich Schritt für Schritt darum.',
  queued: 'Danke, das habe ich notiert und komme darauf zurück.',
  summary_unclear: 'Die Nachricht wurde nicht verstanden.',
  summary_unread: 'Die Antworten auf die offene Frage wurden nicht verstanden.',
  summary_unknowing: 'Auf die offene Frage weiß der Kunde oder die Kundin keine Antwort.',
  summary_legal_threat: 'In der Nachricht ist von rechtlichen Schritten die Rede.',
  summary_safety: 'In der Nachricht ist von einer Gefahr oder Verletzung die Rede. Bitte zuerst lesen.',
  summary_fraud:
    'Jemand soll im Namen der Kundin oder des Kunden bestellt oder bezahlt haben. Bitte zuerst lesen.',
  summary_bereavement: 'In der Nachricht ist von einem Todesfall die Rede. Bitte mit Bedacht lesen.',
  summary_chargeback: 'Es geht um eine Mahnung, um Inkasso oder um eine zurückgebuchte Zahlung.',
  summary_privacy:
    'Jemand fragt nach den eigenen Daten oder möchte sie löschen lassen. Es läuft eine gesetzliche Frist.',
  summary_flood:
    'Es sind mehr Nachrichten gekommen, als auf einmal zu beantworten sind. Alle werden weitergegeben.',
  summary_author:
    'In dieser Unterhaltung hat jemand anderes als die Kundin oder der Kunde geschrieben. Nichts darin gilt mehr als geprüft.',
  summary_automatic: 'Die Nachricht kommt von einem Programm, etwa als Antwort bei Abwesenheit.',
  summary_no_text: 'Es kam eine Nachricht ohne Text, etwa nur ein Foto.',
  summary_repeated:
    'Dieselbe Nachricht kam zum dritten Mal, wie von einem Programm, das von selbst antwortet.',
  summary_hurried:
    'Es kommen Nachrichten schneller, als Menschen schreiben, wie von einem Programm, das von selbst antwortet.',
  summary_unserved_language:
    'Die Nachricht ist in einer Sprache geschrieben, in der nicht automatisch geantwortet wird: ${language}.',
  summary_unknown_language:
    'Die Nachricht ist in einer Sprache geschrieben, in der nicht automatisch geantwortet wird.',
  with_people: 'Ihre Nachricht ist bei unserem Team. Jemand meldet sich bei Ihnen.',
  unserved_language:
    'In der Sprache Ihrer Nachricht kann ich leider nicht automatisch antworten, aber ich gebe sie an unser Team weiter, und jemand meldet sich bei Ihnen.',
  to_people_safety:
    'Danke, dass Sie das melden. Falls jemand verletzt oder in Gefahr ist, rufen Sie bitte zuerst die 112 an. Bitte benutzen Sie das Produkt nicht weiter. Ich gebe es sofort an unser Team weiter, und jemand meldet sich bei Ihnen.',
  to_people_legal_threat:
    'Ich verstehe. Ich gebe das an die zuständige Person in unserem Team weiter, die sich bei Ihnen meldet.',
  to_people_fraud:
    'Das müssen wir prüfen. Ich gebe es an jemanden aus dem Team weiter, der sich um solche Fälle kümmert und sich bei Ihnen meldet. Bitte schicken Sie hier keine Karten- oder Kontodaten.',
  to_people_bereavement:
    'Mein herzliches Beileid. Sie müssen jetzt nichts weiter tun: Jemand aus dem Team kümmert sich darum und meldet sich bei Ihnen.',
  to_people_chargeback:
    'Danke für die Nachricht. Jemand, der sich um Zahlungen kümmert, sieht es sich an und meldet sich bei Ihnen.',
  to_people_privacy:
    'Vielen Dank. Ich gebe Ihre Anfrage zu Ihren persönlichen Daten an die dafür zuständige Person weiter, die sich bei Ihnen meldet.',
  ask_facts: 'Damit ich nachsehen kann, brauche ich: ${missing}.',
  ask_facts_again:
    'Diese Angaben konnte ich nicht zuordnen. Bitte prüfen Sie sie und schicken Sie mir noch einmal: ${missing}.',
  ask_again: 'Das habe ich in Ihrer Nachricht nicht gefunden. Ich brauche noch: ${missing}.',
  accepted: 'Ich habe das weitergegeben, und es ist in Arbeit. Sie hören von uns, sobald es erledigt ist.',
  approval_asked: 'Das prüft zuerst jemand aus dem Team. Wir schreiben Ihnen, sobald es entschieden ist.',
  approval_asked_amount:
    'Es geht um ${amount}, deshalb prüft das zuerst jemand aus dem Team. Wir schreiben Ihnen, sobald es entschieden ist.',
  still_checked:
    'Jemand aus dem Team prüft das seit dem ${since}. Wir schreiben Ihnen, sobald es entschieden ist.',
  still_open: 'Wir arbeiten noch daran und schreiben Ihnen, sobald es etwas Neues gibt.',
  still_open_until:
    'Wir arbeiten noch daran. Bis zum ${until} wissen wir voraussichtlich mehr und schreiben Ihnen dann.',
  internal_error:
    'Bei uns ist leider etwas schiefgegangen. Jemand aus dem Team übernimmt und meldet sich bei Ihnen.',
};

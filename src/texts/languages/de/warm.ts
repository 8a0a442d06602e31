/** The product's own sentences in German, in the warm style. */
import type { SaidName, Sentences } from '../language.js';

/** By name; docs/integrating/merchants.md says when each is said. */
export const warm: Sentences<SaidName> = {
  refused:
    'Es tut mir leid, das hat nicht geklappt. Jemand aus unserem Team sieht es sich für Sie an und meldet sich bei Ihnen.',
  unknown:
    'Ich konnte nicht sehen, ob es geklappt hat, und möchte ganz sichergehen. Jemand aus unserem Team prüft es für Sie und meldet sich bei Ihnen.',
  unavailable:
    'Es tut mir leid, ich erreiche unser System gerade nicht. Jemand aus unserem Team kümmert sich für Sie darum und meldet sich bei Ihnen.',
  unverified:
    'Es tut mir leid, diese Angaben konnte ich nicht zuordnen. Jemand aus unserem Team sieht es sich gern an und meldet sich bei Ihnen.',
  rejected:
    'Es tut mir wirklich leid, das können wir nicht für Sie tun. Jemand aus unserem Team meldet sich bei Ihnen.',
  expired: 'Das hat jetzt eine Weile gewartet. Jemand aus unserem Team übernimmt ab hier gern für Sie.',
  superseded:
    'Daran hat sich inzwischen etwas geändert, deshalb mache ich hier lieber nicht allein weiter. Jemand aus unserem Team sieht es sich für Sie an und meldet sich bei Ihnen.',
  gave_up:
    'Es tut mir leid, das dauert länger, als es sollte. Jemand aus unserem Team sieht es sich für Sie an und meldet sich bei Ihnen.',
  unsure:
    'Ich möchte, dass für Sie alles stimmt. Deshalb sieht es sich jemand aus unserem Team an und meldet sich bei Ihnen.',
  not_offered:
    'Darum kann ich mich leider nicht selbst kümmern, aber jemand aus unserem Team übernimmt es gern für Sie und meldet sich bei Ihnen.',
  passed_on:
    'Es geht also um ${about}. Ich gebe das gleich an unser Team weiter; jemand meldet sich bei Ihnen.',
  there: 'Wir sind gern für Sie da: ${merchant.hours}.',
  talk_to_a_person:
    'Ich bin ein automatischer Assistent und gebe das gern an unser Team weiter. Jemand meldet sich bei Ihnen.',
  unclear_message:
    'Ich helfe Ihnen gern! Ich kann zum Beispiel ein Paket verfolgen oder eine Bestellung erstatten oder stornieren. Was kann ich für Sie tun?',
  unclear_again:
    'Es tut mir leid, das habe ich nicht verstanden. Wenn Sie „ein Mensch“ schreiben, hilft Ihnen gern jemand aus unserem Team. Oder geht es um eine Lieferung, eine Rücksendung oder Erstattung, einen Mangel, das Ändern oder Stornieren einer Bestellung oder um ein Abo?',
  unclear_order:
    'Ich helfe Ihnen gern! Ich kann zum Beispiel nachsehen, wo die Bestellung ${number} ist, oder sie erstatten oder stornieren. Was kann ich für Sie tun?',
  greeting: 'Guten Tag, schön, dass Sie schreiben! Was kann ich für Sie tun?',
  small_talk: 'Danke der Nachfrage, mir geht es sehr gut. Was kann ich für Sie tun?',
  opening: 'Sehr gern. Worum geht es denn?',
  thanks: 'Sehr gern geschehen!',
  goodbye: 'Auf Wiedersehen, und haben Sie einen schönen Tag!',
  acknowledgement: 'Sehr schön. Schreiben Sie mir jederzeit, wenn noch etwas ist.',
  question_open: 'Vielen Dank! Hierzu bräuchte ich noch Ihre Antwort: ${question}',
  side_question_open:
    'Da möchte ich nichts Falsches sagen, aber jemand aus dem Team beantwortet es Ihnen danach gern. Erst aber: ${question}',
  side_question:
    'Da möchte ich nichts Falsches sagen. Wenn sich jemand aus dem Team dazu bei Ihnen melden soll, sagen Sie es einfach.',
  yes_or_no: 'Nur damit ich es richtig mache, ja oder nein: ${question}',
  again_choice: 'Wählen Sie einfach, was am besten passt. ${question}',
  again_number: 'Eine Zahl genügt mir schon. ${question}',
  again_date: 'Ein Tag genügt mir schon, zum Beispiel 3. Mai. ${question}',
  again_amount: 'Ein Betrag genügt mir schon, zum Beispiel 12,50. ${question}',
  again_text: 'Damit ich Ihnen weiterhelfen kann, brauche ich noch: ${question}',
  plainly:
    'Entschuldigung, das habe ich umständlich gefragt. Einfacher: ${question} Wenn Sie „Ja“ schreiben, mache ich es gern. Wenn Sie „Nein“ schreiben, mache ich es nicht.',
  unknown_choice:
    'Gar kein Problem! Nehmen Sie, was am ehesten passt, oder schreiben Sie „Mensch“, dann hilft Ihnen gern jemand aus unserem Team. ${question}',
  unknown_answer:
    'Gar kein Problem! Sobald Sie es wissen, schreiben Sie es einfach hier, oder schreiben Sie „Mensch“, dann hilft Ihnen gern jemand aus unserem Team. Meine Frage war: ${question}',
  backed_out:
    'Sehr gern, ich höre hier auf und unternehme dazu nichts weiter. Schreiben Sie mir jederzeit, wenn Sie es sich anders überlegen.',
  under_way:
    'Es tut mir leid, das ist schon in Arbeit, und ich kann es nicht mehr anhalten. Sie hören von uns, wie es ausgeht.',
  which_question: 'Zwei Fragen wären noch offen. Welche meinen Sie: „${first}“ oder „${second}“?',
  not_done_yet:
    'Meine Frage „${question}“ ist noch offen, deshalb habe ich dazu noch nichts unternommen. Jemand aus dem Team kümmert sich für Sie darum.',
  answered_too_late:
    'Diese Frage war leider nicht mehr offen, deshalb habe ich noch nichts unternommen. Schreiben Sie gern noch einmal, was Sie möchten.',
  remark: 'Danke, dass Sie mir das schreiben. Wenn ich dazu etwas für Sie tun kann, sagen Sie mir gern, was.',
  clarify: 'Damit ich Sie richtig verstehe: Geht es Ihnen um ${first} oder um ${second}?',
  several_intents: 'Vielen Dank, verstanden. Ich kümmere mich gern Schritt für Schritt darum.',
  queued: 'Vielen Dank, das habe ich für Sie notiert und komme darauf zurück.',
  with_people: 'Vielen Dank für Ihre Nachricht. Sie ist bei unserem Team, und jemand meldet sich bei Ihnen.',
  unserved_language:
    'Es tut mir leid, in der Sprache Ihrer Nachricht kann ich nicht automatisch antworten, aber ich gebe sie gern an unser Team weiter, und jemand meldet sich bei Ihnen.',
  ask_facts: 'Ich sehe gern für Sie nach. Dafür brauche ich: ${missing}.',
  ask_facts_again:
    'Es tut mir leid, diese Angaben konnte ich nicht zuordnen. Sehen Sie bitte noch einmal nach und senden Sie mir: ${missing}.',
  ask_again: 'Entschuldigung, das habe ich in Ihrer Nachricht nicht gefunden. Ich brauche noch: ${missing}.',
  accepted:
    'Ich habe es für Sie weitergegeben, und es ist in Arbeit. Sie hören von uns, sobald es erledigt ist.',
  approval_asked:
    'Das sieht sich zuerst jemand aus unserem Team für Sie an. Sobald es entschieden ist, schreiben wir Ihnen.',
  approval_asked_amount:
    'Da es um ${amount} geht, sieht sich das zuerst jemand aus unserem Team für Sie an. Sobald es entschieden ist, schreiben wir Ihnen.',
  still_checked:
    'Jemand aus unserem Team sieht sich das seit dem ${since} für Sie an. Sobald es entschieden ist, schreiben wir Ihnen.',
  still_open: 'Wir sind noch für Sie dran. Sobald es etwas Neues gibt, schreiben wir Ihnen gern.',
  still_open_until:
    'Wir sind noch für Sie dran. Bis zum ${until} wissen wir voraussichtlich mehr und schreiben Ihnen dann gern.',
  internal_error:
    'Bei uns ist etwas schiefgegangen, das tut mir sehr leid. Jemand aus unserem Team übernimmt und meldet sich bei Ihnen.',
};

/** How somebody asks in German how an open matter stands, without naming it. */
import type { StatusQuestions } from '../language.js';

/** Whole messages, without the fillers. */
export const statusQuestions: StatusQuestions = {
  withMark: ['und', 'und nun', 'und jetzt'],
  fillers: [
    ...[
      'hallo',
      'hi',
      'hey',
      'guten tag',
      'moin',
      'ok',
      'okay',
      'und',
      'also',
      'bitte',
      'jetzt',
      'nun',
      'denn',
    ],
    ...['schon', 'mal', 'noch', 'inzwischen', 'mittlerweile', 'heute', 'danke', 'da', 'eigentlich'],
  ],
  phrases: [
    ...[
      'neuigkeiten',
      'gibt es neuigkeiten',
      "gibt's neuigkeiten",
      'gibt es etwas neues',
      'gibt es was neues',
    ],
    ...["gibt's was neues", 'etwas neues', 'was neues', 'irgendwas neues', 'status', 'wie ist der stand'],
    ...['wie ist der stand der dinge', 'wie ist der aktuelle stand', 'stand der dinge', 'wie sieht es aus'],
    ...[
      "wie sieht's aus",
      'wie sieht es damit aus',
      'wie weit sind sie',
      'wie weit seid ihr',
      'wie steht es',
    ],
    ...['wie steht es damit', 'ist es erledigt', 'ist das erledigt', 'erledigt', 'ist es fertig'],
    ...['ist es entschieden', 'ist entschieden', 'ist es genehmigt', 'wurde es genehmigt', 'hat es geklappt'],
    ...['hat das geklappt', 'was ist los', 'was passiert', 'was ist damit', 'was ist mit meiner anfrage'],
    ...['was ist mit meinem anliegen', 'was ist der stand', 'wie lange', 'wie lange dauert es'],
    ...['wie lange dauert das', 'wie lange muss ich warten', 'dauert es lange', 'dauert das lange'],
    ...['wann höre ich von ihnen', 'wann höre ich von euch', 'wann ist es so weit', 'wann ist es fertig'],
    ...['wann weiß ich mehr', 'ich warte', 'ich warte immer', 'sind sie dran', 'seid ihr dran'],
    ...['haben sie mich vergessen', 'haben sie es geprüft', 'haben sie das geprüft'],
  ],
};

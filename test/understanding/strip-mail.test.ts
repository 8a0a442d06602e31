/** Of a mail its own words are left: no quotes of any mail program, no signature, no disclaimer. */
import { describe, expect, test } from 'vitest';
import { stripQuotedText } from '../../src/understanding/strip-quoted-text.js';
import { stripSignature } from '../../src/understanding/embedded/interpret-model-output.js';

const own = (text: string): string => text.replaceAll(/[^\S\n]+$/gmu, '').trim();

describe('a quoted mail is not the customer’s own', () => {
  test.each([
    'On 3 May 2026, at 10:12, Shop <shop@example.com> wrote:\n> Dear customer',
    'Am 03.05.2026 um 10:12 schrieb Shop <shop@example.com>:\n> Guten Tag',
    'Le dim. 3 mai 2026 à 10:12, Boutique <shop@example.com> a écrit :\n> Bonjour',
    'El dom, 3 may 2026 a las 10:12, Tienda (<shop@example.com>) escribió:\n> Hola',
    'Op zo 3 mei 2026 om 10:12 schreef Winkel <shop@example.com>:\n> Beste klant',
    'Op zondag 3 mei 2026 schreef\nWinkel <shop@example.com>:\n\nBeste klant, uw pakket',
    '2026-05-03 10:12 GMT+02:00 Shop <shop@example.com>:\nDear customer',
    '-----Message d’origine-----\nDe : Boutique\nVotre colis est parti',
    '-----Mensaje original-----\nSu paquete ha salido',
    '-----Oorspronkelijk bericht-----\nUw pakket is verzonden',
    'De : Boutique <shop@example.com>\nEnvoyé : dimanche 3 mai 2026\nÀ : moi\nObjet : Votre colis\n\nBonjour',
    'Van: Winkel\nVerzonden: zondag 3 mei 2026\nAan: mij\nOnderwerp: Uw pakket\n\nBeste klant',
    'De: Tienda\nEnviado: domingo, 3 de mayo\nPara: mí\nAsunto: Pedido\n\nHola',
    'Begin forwarded message:\n\nYour parcel has left',
    'Anfang der weitergeleiteten Nachricht:\n\nIhr Paket ist unterwegs',
    'Payment received (03/05/2026)\n> Thank you',
  ])('%j', (quoted) => {
    expect(own(stripQuotedText(`Where is it?\n\n${quoted}`))).toBe('Where is it?');
  });

  test('what only sounds like it is', () => {
    const text = 'The card says the following:\nOn Monday I wrote to you.\nDe 2 jassen passen niet.';
    expect(stripQuotedText(text)).toBe(text);
  });
});

describe('a signature says nothing of what is wanted', () => {
  test.each([
    'Kind regards\nJane Doe\n14 Heather Lane, LS6 2AB Leeds',
    'Mit sportlichen Grüßen\nCarsten\nMusterweg 3\n8004 Zürich',
    'Cordialement,\nJeanne Petit\n12 rue des Lilas',
    'Un cordial saludo,\nJuan\nCalle Mayor 1',
    'Met vriendelijke groet,\nJan\nDorpsstraat 1',
    '-- \nJane | 07700 900123\nThis is where I live. And that is that for now, friends.',
    'Sent from my iPhone',
    'Diese Nachricht wurde von einem Mobilgerät gesendet.',
    'This e-mail is confidential and intended for the recipient only.',
  ])('%j', (signature) => {
    const text = `Where is it?\n\n${signature}`;
    expect(own(stripSignature(text))).toBe('Where is it?');
    expect(stripSignature(text)).toHaveLength(text.length);
  });

  test('what is said below it is', () => {
    const text = 'Please cancel it.\n\nRegards\nJane\n\nPS: and send the other one to my office';
    expect(own(stripSignature(text))).toBe(
      'Please cancel it.\n\n\n\n\nPS: and send the other one to my office',
    );
  });

  test.each(['Thanks', 'Cheers,\nJane', 'Thank you, where is my parcel', 'Best regards from Leeds'])(
    'where nothing else stands %j is kept',
    (text) => {
      expect(stripSignature(text)).toBe(text);
    },
  );
});

/** A file that came with a message, as chats write it into the text: it says nothing, answers nothing and wants nothing. */
import { expect, test } from 'vitest';
import { isFileAlone, withoutFiles } from '../../../src/understanding/follow-ups/attached-file.js';

test.each([
  ...['[photo]', '[Photo]', '<image>', '(photo attached)', '[image: scan 2.png]', '[2 photos]', '[video #3]'],
  ...['<Media omitted>', 'image omitted', 'IMG_2231.jpg', '<attachment: IMG_2231.jpg>', 'see attached photo'],
  ...['[Foto]', '[Bild]', 'Foto anbei', 'Bild weggelassen', 'siehe Anhang: rechnung.pdf', '[photo] [photo]'],
  ...['[cid:image001.png@01D9A2]', '[photo], please', '[sticker]'],
])('%j is a file and no more', (text) => {
  expect(isFileAlone(text)).toBe(true);
});

test.each([
  ...['photo', 'a picture', '[photo] it is broken', 'The photo book is missing', '[order 10105]', '[yes]'],
  ...['(please)', 'Bild 10105', 'I attached a photo of the damage', '[Voice message]', '👍', '', 'cancel it'],
])('%j says more, or names no file', (text) => {
  expect(isFileAlone(text)).toBe(false);
});

test('what stands beside a file is read without it', () => {
  expect(withoutFiles('[photo] it is broken').trim()).toBe('it is broken');
  expect(withoutFiles('10105 <image: a.png>').trim()).toBe('10105');
  expect(withoutFiles('[photo]')).toBe('[photo]');
});

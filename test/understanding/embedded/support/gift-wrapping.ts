/** Messages that mean an intent of a merchant's own. */
export const giftWrapping = [
  'can you wrap it as a gift',
  'please pack the scarf in gift paper',
  'I would like gift wrapping for my order',
  'is it possible to get this gift wrapped',
  'put a bow around it, it is a birthday present',
  'wrap the book nicely, it is for my mother',
  'add gift paper and a card to the parcel',
  'it is a present, please use festive paper',
  'could you gift-wrap the two candles separately',
  'bitte als Geschenk verpacken',
];

/** Its password is printed, and so no secret. */
export const OWNER = { username: 'baker', password: 'warm-bread-at-seven' }

/** What the owner of the bakery sets. Its pages are in the folder of the same name. */
export const BOT = {
  name: 'Oatwell Bakery',
  welcome_message: 'Good morning! Ask me about our bread, prices, orders or opening hours.',
  fallback_message: 'That I do not know. Please call us on 01632 960417, we are glad to help.',
  accent_color: '#9A5518',
  button_text: 'Ask the bakery',
  message_limit: 500,
}

/** What stands on no page: it is pasted. */
export const CAKES = `# Cakes to order

We bake celebration cakes from Wednesday to Saturday. Order a cake at least three days before you need it, for a wedding four weeks before.

A cake for eight people costs £32, one for fourteen people £46. A name or a number on top is £3.

Half of the price is paid when you order. You can cancel a cake up to two days before, and then the money comes back.

Cakes come as lemon and poppy seed, chocolate and pear, or hazelnut. Chocolate and pear can be made without eggs.

## Allergens of the cakes

All cakes hold wheat, butter and milk. The hazelnut cake holds nuts. Lemon and poppy seed holds eggs.

## Hiring the yard

The yard with its ten seats can be hired on Sunday afternoons for £60, with coffee for everybody.`

/** One visitor each. Some of it the bakery has never written down. */
export const VISITS = [
  ['When are you open on Sunday?', 'How much is the dark rye?'],
  ['Do you have gluten-free bread?'],
  ['Do you sell gift vouchers?'],
  ['Do you deliver to Upper Fenn?', 'What does delivery cost?'],
  ['Can I freeze the bread?'],
  ['Do you have gift vouchers?'],
  ['Is there a job for the summer?'],
  ['What does a cake for 14 people cost?', 'How early do I have to order a cake?'],
  ['Are dogs allowed inside?', 'Thank you'],
]

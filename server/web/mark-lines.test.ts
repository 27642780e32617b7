import { expect, test } from 'vitest'
import { parsePage } from './dom.ts'
import { toMarkdown } from './to-markdown.ts'

const read = (html: string): string => toMarkdown(parsePage(html).body)

test.each([
  [
    'cards with their name first',
    '<div class="item"><span>New</span><h3>Kona</h3><p>Dark roast</p><div><span>$</span><span>18.00</span></div><a>Buy</a></div>' +
      '<div class="item"><h3>Sidamo</h3><p>Floral</p><div><span>$</span><span>16.50</span></div><a>Buy</a></div>' +
      '<div class="item"><h3>Decaf</h3><p>Mild</p><div><span>$</span><span>15.00</span></div><a>Buy</a></div>',
    '- Kona: New, Dark roast, $18.00\n- Sidamo: Floral, $16.50\n- Decaf: Mild, $15.00',
  ],
  [
    'plans with a price in three sizes and a list',
    '<div class="plan"><div>Starter</div><div>€</div><div>9</div><div>/month</div><ul><li>3 users</li></ul></div>' +
      '<div class="plan"><div>Team</div><div>€</div><div>29</div><div>/month</div><ul><li>20 users</li></ul></div>',
    '- Starter: €9 /month, 3 users\n- Team: €29 /month, 20 users',
  ],
  [
    'opening hours in rows',
    '<div><div class="row"><div>Montag</div><div>9–17 Uhr</div></div><div class="row"><div>Sonntag:</div><div>geschlossen</div></div></div>',
    '- Montag: 9–17 Uhr\n- Sonntag: geschlossen',
  ],
  [
    'labels and values by turns',
    '<div><span class="l">Phone</span><span class="v">555 0101</span><span class="l">Fax</span><span class="v">555 0102</span></div>',
    '- Phone: 555 0101\n- Fax: 555 0102',
  ],
  [
    'labels beside their values without a space',
    '<p><b>Material</b><span>Wool</span></p><p><b>Weight</b><span>2 kg</span></p>',
    '- Material: Wool\n- Weight: 2 kg',
  ],
  [
    'words that style alone parts',
    '<p>Tandem <span>£480.00</span><span>Sold out</span></p>',
    'Tandem £480.00 Sold out',
  ],
  [
    'a card that comes twice once',
    '<div><p>Kona</p><p>$18</p></div><div><p>Decaf</p><p>$15</p></div><div><p>Kona</p><p>$18</p></div>',
    '- Kona: $18\n- Decaf: $15',
  ],
])('reads %s', (_name, html, expected) => {
  expect(read(`<main>${html}</main>`)).toBe(expected)
})

test.each([
  [
    'sections',
    '<section><h2>Care</h2><p>We wash it.</p></section><section><h2>Repair</h2><p>We mend it.</p></section>',
  ],
  ['questions', '<div><h3>How much is it?</h3><p>$5</p></div><div><h3>And for two?</h3><p>$9</p></div>'],
])('leaves %s under their headings', (_name, html) => {
  expect(read(html)).toMatch(/^##+ .+\n\n.+\n\n##+ /m)
})

const MENU = [
  ['/', 'Home'],
  ['/prices', 'Prices'],
  ['/opening-hours', 'Opening hours'],
  ['/faq', 'Questions'],
  ['/contact', 'Contact'],
] as const

function layout(path: string, title: string, main: string): string {
  const links = MENU.map(
    ([to, name]) => `<li><a href="${to}"${to === path ? ' aria-current="page"' : ''}>${name}</a></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${title} | Wheelwright Cycles</title>
  <meta property="og:site_name" content="Wheelwright Cycles">
  <link rel="stylesheet" href="/site.css">
  <script>window.dataLayer = window.dataLayer || [];</script>
</head>
<body>
  <a class="skip-link" href="#content">Skip to content</a>
  <div id="cookie-banner" role="dialog" aria-label="Cookies">
    <p>We use cookies to make this website work and to count its visitors.</p>
    <button>Accept all cookies</button> <button>Only what is needed</button>
  </div>
  <header class="site-header">
    <a href="/"><img src="/logo.svg" alt="Wheelwright Cycles"></a>
    <nav aria-label="Main"><ul>${links.join('')}</ul></nav>
  </header>
  <main id="content">
${main}
  </main>
  <footer class="site-footer">
    <p>© Wheelwright Cycles. All rights reserved.</p>
    <ul><li><a href="/imprint">Imprint</a></li><li><a href="/privacy">Privacy policy</a></li></ul>
    <form><label>Our newsletter <input type="email" placeholder="Your e-mail"></label><button>Subscribe</button></form>
  </footer>
  <script src="/site.js" defer></script>
</body>
</html>`
}

/** A bicycle workshop of our own invention, for tests from the address to the answer. Path → HTML. */
export const smallSite: Record<string, string> = {
  '/': layout(
    '/',
    'Home',
    `    <h1>The bicycle workshop at the old mill</h1>
    <p>Wheelwright Cycles repairs bicycles of every make, from children's bikes to cargo bikes and e-bikes. We have been
      turning spanners in Millbrook since 1987.</p>
    <h2>What we do</h2>
    <ul>
      <li>Repairs and yearly services, most of them finished within two working days</li>
      <li>Wheel building by hand, with spokes from stock</li>
      <li>Bicycle rental for a day or a week, helmets included</li>
    </ul>
    <h2>Who we are</h2>
    <p>The workshop belongs to Maren Holt, who builds the wheels herself. Her colleague Tobias looks after e-bikes and is
      certified for Bosch and Shimano motors.</p>`,
  ),
  '/prices': layout(
    '/prices',
    'Prices',
    `    <h1>Prices</h1>
    <p>All prices include VAT. Spare parts are charged separately unless we say otherwise.</p>
    <h2>Repairs</h2>
    <table>
      <thead><tr><th>Service</th><th>City bike</th><th>E-bike</th></tr></thead>
      <tbody>
        <tr><td>Yearly service</td><td>€69</td><td>€89</td></tr>
        <tr><td>Puncture repair, tube included</td><td>€19</td><td>€25</td></tr>
        <tr><td>Brake adjustment</td><td>€15</td><td>€18</td></tr>
        <tr><td>Wheel building</td><td>€75</td><td>€95</td></tr>
      </tbody>
    </table>
    <h2>Rental</h2>
    <table>
      <tr><th>Bicycle</th><th>One day</th><th>One week</th></tr>
      <tr><td>City bike</td><td>€18</td><td>€85</td></tr>
      <tr><td>Cargo bike</td><td>€35</td><td>€160</td></tr>
    </table>
    <p>We ask for a deposit of €50 for each rented bicycle. It is returned when you bring the bicycle back.</p>`,
  ),
  '/opening-hours': layout(
    '/opening-hours',
    'Opening hours',
    `    <h1>Opening hours</h1>
    <dl>
      <dt>Monday</dt><dd>closed</dd>
      <dt>Tuesday to Friday</dt><dd>9:30 to 18:00</dd>
      <dt>Saturday</dt><dd>10:00 to 14:00</dd>
      <dt>Sunday</dt><dd>closed</dd>
    </dl>
    <p>From November to February we close at 17:00 on weekdays. The workshop takes its summer break in the first two weeks
      of August.</p>`,
  ),
  '/faq': layout(
    '/faq',
    'Questions and answers',
    `    <h1>Questions and answers</h1>
    <details><summary>Do I need an appointment?</summary>
      <p>Not for punctures and brakes: just come by. For a yearly service please book two or three days ahead by phone.</p></details>
    <details><summary>How can I pay?</summary>
      <p>We take cash and debit cards. We do not accept credit cards.</p></details>
    <details><summary>Do you collect bicycles?</summary>
      <p>Yes, within Millbrook we collect your bicycle and bring it back for €12. Please call before ten o'clock.</p></details>
    <details><summary>Is there a guarantee on repairs?</summary>
      <p>Every repair is guaranteed for six months. Wheels that we built ourselves are guaranteed for three years.</p></details>
    <details><summary>Do you buy used bicycles?</summary>
      <p>No, we do not buy used bicycles, but we gladly pass them on to the Millbrook youth club.</p></details>`,
  ),
  '/contact': layout(
    '/contact',
    'Contact',
    `    <h1>Contact</h1>
    <address>Wheelwright Cycles<br>12 Mill Lane<br>Millbrook</address>
    <p>Phone: <a href="tel:+441632960123">01632 960123</a></p>
    <p>E-mail: <a href="mailto:hello@wheelwright.example">hello@wheelwright.example</a></p>
    <h2>How to find us</h2>
    <p>The workshop stands in the yard behind the old mill. Bus 4 stops at Mill Lane; there are three parking spaces in
      front of the gate.</p>`,
  ),
}

/** Each question with words that a right answer holds, and the page that tells it. */
export const smallSiteQuestions: { question: string; fact: string; path: string }[] = [
  { question: 'How much is a yearly service for an e-bike?', fact: '€89', path: '/prices' },
  { question: 'What does it cost to rent a cargo bike for a week?', fact: '€160', path: '/prices' },
  { question: 'How high is the deposit for a rented bicycle?', fact: '€50', path: '/prices' },
  { question: 'When are you open on Saturday?', fact: '10:00 to 14:00', path: '/opening-hours' },
  { question: 'When is your summer break?', fact: 'August', path: '/opening-hours' },
  { question: 'Do you accept credit cards?', fact: 'do not accept credit cards', path: '/faq' },
  { question: 'How long is the guarantee on repairs?', fact: 'six months', path: '/faq' },
  { question: 'Can you collect my bicycle at home?', fact: '€12', path: '/faq' },
  { question: 'What is your phone number?', fact: '01632 960123', path: '/contact' },
  { question: 'Who builds the wheels?', fact: 'Maren Holt', path: '/' },
]

/** Questions the site holds no answer to. */
export const smallSiteUnanswerable: string[] = [
  'Do you sell skateboards?',
  'What is the name of your dog?',
  'Can I book a flight to Lisbon with you?',
  'Which wine goes with salmon?',
  'How many inhabitants does Norway have?',
]

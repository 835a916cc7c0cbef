// Why each script of a payment page is there, which PCI DSS 4.0.1 (6.4.3) wants written down: by the name of its file. A build
// with a script that has no line here does not become documentation.

/** What a shop's page loads, by the name of the file. */
export const SHOP_SCRIPTS: Readonly<Record<string, string>> = {
  xpay: 'Makes the iframe and speaks to it. Sees no card data.',
  advice: 'Words for a developer who passed something wrong; in the console only.',
  'full-size': 'Lifts the iframe over the page while a bank asks.',
  headless: 'Reads a session, and has a buyer approve a payment, without a form.',
  'open-link': 'Opens a link to a hosted session as an overlay.',
  overlay: 'The dialog around an overlay: focus, Escape, the question before something is lost.',
  payment: 'The payment element, for a shop with its own button.',
  tag: 'The element <xpay-checkout>.',
};

/** What is written into our documents, by the name of the document. */
export const INLINE_SCRIPTS: Readonly<Record<string, string>> = {
  'index.html':
    'Listens for the page that embeds it, keeps what is typed before the form is there, begins to load.',
  'headless.html': 'The whole of the headless frame: asks the API about one session.',
  'bridge.html': 'The whole of the 3-D Secure bridge: posts to the bank’s page and hears that it is done.',
};

/** What the frame and the hosted page load, by the name of the chunk. */
export const FRAME_SCRIPTS: Readonly<Record<string, string>> = {
  app: 'The form, the payment and its states: all that is needed before a card can be typed.',
  addresses: 'Addresses of each country, where the session asks for them.',
  'adopt-sheet': 'Adds the styles of a part that came later.',
  apply: 'Checks and applies the shop’s appearance.',
  'asked-words': 'What a bank has told the buyer.',
  bank: 'The rules of a payment while a bank is asked, and its screens.',
  'custom-fields': 'The shop’s own questions.',
  duration: 'Words for a time that is left.',
  en: 'English words of a part that came later, until those of the language are there.',
  'extra-fields': 'Sends what a session asks for besides the card.',
  'focus-part': 'Leads to the first thing to mend in parts that came later.',
  'free-order': 'The order and its button while there is nothing to pay.',
  hosted: 'The end of a hosted page: receipt, way back, countdown.',
  instructions: 'Where a bank transfer goes.',
  'keep-extras': 'Fetches what a session asks for besides the card.',
  'later-icon': 'Icons of screens that come later.',
  'leave-dialog': 'Asks before an overlay is left with something typed.',
  live: 'Follows the session on the server while the form stands.',
  methods: 'Ways to pay besides a card to be typed: saved cards, wallets, payment in parts, transfer.',
  'more-brand-marks': 'Pictures of the rarer card brands.',
  'news-views': 'Words for what has changed on the server while the form stands.',
  'order-controls': 'Quantities and promotion codes.',
  outcome: 'The screens at the end of a payment.',
  phone: 'The world’s phone numbers, where the session asks for one (libphonenumber-js).',
  screen: 'The frame of a screen that takes the form’s place.',
  'select-field': 'A field that is a list.',
  'shop-button': 'What the shop’s own button asks of the payment element.',
  'test-menu': 'Fills in test cards; fetched in test mode alone.',
  threeds: 'The dialog around a bank’s page.',
  'without-card': 'Words for the fields of who pays where no card is used.',
};

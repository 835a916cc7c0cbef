// The search for leaks finds what it is there to find: a detector that finds nothing proves nothing.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { ALL_CODES, ALL_NUMBERS, VISA } from './cards.ts';
import { expect, leaksInFiles, test } from './fixtures.ts';
import { findLeaks } from './leaks/find-leaks.ts';
import { createRecorder } from './leaks/recorder.ts';

const SECRET = `cs_test_a1b2c3_secret_${'Ab12'.repeat(8)}`;
const SENSITIVE = { numbers: ALL_NUMBERS, codes: ALL_CODES, clientSecrets: [SECRET] };

const LEAKING: Readonly<Record<string, string>> = {
  'a card number': 'number=4242424242424242',
  'a grouped card number': 'Card 4242 4242 4242 4242 was used',
  'a card number in a URL': 'https://shop.test/?n=4242%204242%204242%204242',
  'a card number with narrow spaces': '4242\u202f4242\u202f4242\u202f4242',
  'a card number in Arabic digits': '٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢',
  'a card number in base64': btoa('4242424242424242'),
  'a security code in JSON': '{"cvc":"737"}',
  'a security code in an attribute': '<input name="cvc" autocomplete="cc-csc" value="737">',
  'a security code in a body': 'number=4&cvc=737&expiry=12',
  'a security code in a URL': 'https://shop.test/?cvc%3D737',
  'a security code after an error about it': 'incorrect_cvc: 737',
  'a client secret': SECRET,
  'a client secret in a URL': `https://shop.test/return?client_secret=${SECRET}&done=1`,
};

for (const [what, text] of Object.entries(LEAKING)) {
  test(`${what} is found`, () => {
    expect(findLeaks([{ place: 'here', text }], SENSITIVE)).toHaveLength(1);
  });
}

test('what may be shown is not taken for a leak', () => {
  const harmless = [
    'visa ending in 4242',
    '<input name="cvc" autocomplete="cc-csc" maxlength="4">',
    'version 7.3.7, build 737',
    '{"id":"ch_01M808CCVCJ771SQ5VWG9DJEGS","createdAt":"2026-11-21T23:52:04.737Z"}',
    'incorrect_cvcch_01M808C737JSQ5VWG9DJEGS',
    'Pass the client secret, as in cs_…_secret_….',
    'pi_4242424242_succeeded',
  ];
  expect(
    findLeaks(
      harmless.map((text) => ({ place: 'here', text })),
      SENSITIVE,
    ),
  ).toEqual([]);
});

test('a page that leaks everywhere is caught everywhere', async ({ browser, stack }) => {
  // A context of its own: the recorder that every test has would fail this one.
  const context = await browser.newContext();
  const recorder = createRecorder();
  await recorder.watch(context);
  const page = await context.newPage();
  await page.goto(
    `http://localhost:${stack.hosts.port}${stack.hosts.publish({
      file: 'leaking',
      values: { NUMBER: VISA.number, SECRET },
      createSession: async () => '',
    })}`,
  );
  await page.locator('#done').waitFor();
  await recorder.look();
  const found = findLeaks(recorder.evidence, SENSITIVE);
  await context.close();
  for (const place of [
    'the console',
    'the URL of a request',
    'the body sent to',
    'the document of',
    'the storage of',
    'the address of',
    'the performance entries of',
    'the messages to the host page',
  ]) {
    expect(found, place).toContainEqual(expect.stringContaining(place));
  }
});

test('a log that holds a card number or a secret is found among the files of a worker', async () => {
  const folder = test.info().outputPath('files');
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/clean.log`, 'charge ch_1 succeeded, visa ending in 1881');
  expect(await leaksInFiles(folder, [SECRET])).toEqual([]);
  await writeFile(
    `${folder}/leaking.log`,
    `POST /confirm ${JSON.stringify({ number: VISA.number })}\n${SECRET}`,
  );
  expect(await leaksInFiles(folder, [SECRET])).toEqual([
    expect.stringMatching(/^leaking\.log holds the card number/),
    expect.stringMatching(/^leaking\.log holds a client secret/),
  ]);
});

test('a payment leaves no card in the sandbox’s store or in any log', async ({ openHost, frame, stack }) => {
  // The search itself runs when the worker ends, over every payment it made; here its reach is shown.
  await openHost();
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  // The log first: what is taken over from it into the store meanwhile is then in both, and not in neither.
  const log = await readFile(`${stack.sandbox.dbFile}-wal`, 'latin1').catch(() => '');
  const store = await readFile(stack.sandbox.dbFile, 'latin1');
  // The last four digits and the brand are kept, so the search does read what is stored.
  expect((store + log).includes(VISA.number.slice(-4))).toBe(true);
  expect(findLeaks([{ place: 'the store', text: store + log }], SENSITIVE)).toEqual([]);
});

// What must never be read in a log is taken out; what must be readable stays.

import { expect, it } from 'vitest';
import { redact } from './redact.ts';

it.each([
  ['cs_test_01KF_secret_abcDEF123', 'cs_test_01KF_secret_[redacted]'],
  ['key sk_live_abc and sk_test_def', 'key sk_live_[redacted] and sk_test_[redacted]'],
  ['whsec_aGVs+bG8/=', 'whsec_[redacted]'],
  ['card 4242424242424242.', 'card [redacted number].'],
  ['card 4242 4242 4242 4242', 'card [redacted number]'],
  ['card 3782-822463-10005', 'card [redacted number]'],
  ['99999999999 minor units of ch_01KF0RDQG0', '99999999999 minor units of ch_01KF0RDQG0'],
  ['cs_test_01KF0RDQG00000000000000000', 'cs_test_01KF0RDQG00000000000000000'],
])('%j is logged as %j', (text, logged) => {
  expect(redact(text)).toBe(logged);
});

// Before the tests that draw: on a machine that is busy a picture takes longer than the second that is usually waited for it.

import { configure } from '@testing-library/preact';

configure({ asyncUtilTimeout: 15_000 });

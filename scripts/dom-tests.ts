// Before each file of tests that draw: files share a document, and each begins with an empty one.

import { configure } from '@testing-library/preact';

// Some of them test what has to work without one.
if (typeof document !== 'undefined') {
  document.body.replaceChildren();
  for (const { name } of [...document.documentElement.attributes])
    document.documentElement.removeAttribute(name);
  sessionStorage.clear();
  localStorage.clear();
}

// On a machine that is busy a picture takes longer than the second that is usually waited for it.
configure({ asyncUtilTimeout: 15_000 });

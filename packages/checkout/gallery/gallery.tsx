// The gallery's document: with `?state=…` that picture alone, without it the page to choose from.

import '../src/theme/tokens.css';

const root = document.getElementById('app');
const query = new URLSearchParams(location.search);
if (root === null) throw new Error('The document has no #app.');
if (query.has('state')) {
  const { startStage } = await import('./stage.tsx');
  await startStage(root, query);
} else {
  const { startChooser } = await import('./chooser.tsx');
  startChooser(root);
}

// Starts the dashboard.

import { render } from 'preact';
import { App } from './app.tsx';
import { showLanguage } from './texts/texts.ts';
import './theme/base.css';
import './theme/forms.css';
import './theme/layout.css';
import './theme/lists.css';
import './theme/cards.css';

showLanguage();
const root = document.getElementById('app');
if (root === null) throw new Error('The document has no #app.');
render(<App />, root);

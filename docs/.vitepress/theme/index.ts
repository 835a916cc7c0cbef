// The site's theme: VitePress's own without its web font, in the checkout's colours, with the parts that pages may show.

import type { Theme } from 'vitepress';
import Default from 'vitepress/theme-without-fonts';
import BesideLinks from './components/beside-links.vue';
import CspGenerator from './components/csp-generator.vue';
import GalleryView from './components/gallery-view.vue';
import ScriptInventory from './components/script-inventory.vue';
import Layout from './layout.vue';
import './theme.css';
import './parts.css';
import './places.css';

const PARTS = { BesideLinks, CspGenerator, GalleryView, ScriptInventory };

export default {
  extends: Default,
  Layout,
  enhanceApp({ app }) {
    for (const [name, part] of Object.entries(PARTS)) app.component(name, part);
  },
} satisfies Theme;

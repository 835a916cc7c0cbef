// Vue leaves tags that begin with xpay- to the browser.

import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const isCustomElement = (tag) => tag.startsWith('xpay-');

export default defineConfig({ plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] });

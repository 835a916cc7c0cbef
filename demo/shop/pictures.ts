// The shop's drawings: one sprite a page, shown with <use>, so that a picture may stand on it more than once.

import { html, raw } from 'hono/html';
import type { ProductId } from './products.ts';

/** Every drawing of the shop, to be put once at the start of a page. Colours come from shop.css. */
export const SPRITE = raw(`
<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">
  <defs>
    <linearGradient id="shade" x1="0" x2="1">
      <stop offset="0" stop-color="#fff" stop-opacity=".26"/>
      <stop offset=".34" stop-color="#fff" stop-opacity="0"/>
      <stop offset=".62" stop-color="#000" stop-opacity="0"/>
      <stop offset="1" stop-color="#000" stop-opacity=".3"/>
    </linearGradient>
    <radialGradient id="ground"><stop offset="0" stop-color="#000" stop-opacity=".26"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient>
    <clipPath id="cup-body"><path d="M88 116c0 66 8 118 30 134 6 4 14 6 22 6h40c8 0 16-2 22-6 22-16 30-68 30-134z"/></clipPath>
    <clipPath id="cone-body"><path d="M84 74h152l-48 92a12 12 0 0 1-11 7h-34a12 12 0 0 1-11-7z"/></clipPath>
    <clipPath id="jug-body"><path d="M138 190h44c0 14 34 26 34 62 0 14-8 24-20 24h-72c-12 0-20-10-20-24 0-36 34-48 34-62z"/></clipPath>
    <clipPath id="pot-body"><path d="M76 196c0-46 38-72 84-72s84 26 84 72c0 30-18 52-44 62-5 2-10 2-16 2h-48c-6 0-11 0-16-2-26-10-44-32-44-62z"/></clipPath>
  </defs>

  <symbol id="cup" viewBox="0 0 320 320">
    <ellipse cx="168" cy="258" rx="112" ry="15" fill="url(#ground)"/>
    <path d="M224 146c24-10 46 4 46 32 0 34-28 54-60 52" fill="none" stroke="#d9c7a8" stroke-width="17" stroke-linecap="round"/>
    <path d="M224 146c24-10 46 4 46 32 0 34-28 54-60 52" fill="none" stroke="#000" stroke-opacity=".1" stroke-width="17" stroke-linecap="round"/>
    <g clip-path="url(#cup-body)">
      <path d="M80 100h160v160H80z" fill="#e8dabf"/>
      <path d="M80 206c18 6 30-5 50-1s28 10 48 5 34-8 62-3v60H80z" fill="#b5603f"/>
      <path d="M80 206c18 6 30-5 50-1s28 10 48 5 34-8 62-3" fill="none" stroke="#fff7e6" stroke-width="4" stroke-opacity=".75"/>
      <g fill="#8a6a4a" fill-opacity=".55"><circle cx="112" cy="152" r="1.8"/><circle cx="134" cy="178" r="2.3"/><circle cx="158" cy="150" r="1.5"/><circle cx="176" cy="186" r="2"/><circle cx="203" cy="160" r="1.7"/><circle cx="214" cy="188" r="1.4"/><circle cx="142" cy="142" r="1.2"/><circle cx="188" cy="144" r="2.2"/><circle cx="104" cy="184" r="1.4"/><circle cx="166" cy="170" r="1.2"/></g>
      <path d="M80 100h160v160H80z" fill="url(#shade)"/>
    </g>
    <ellipse cx="160" cy="116" rx="72" ry="17" fill="#f3e8d2"/>
    <ellipse cx="160" cy="118" rx="64" ry="13" fill="#bda582"/>
    <path d="M98 121c10-8 34-12 62-12s52 4 62 12c-8 7-32 10-62 10s-54-3-62-10z" fill="#3c2417"/>
    <g class="steam" fill="none" stroke-width="5" stroke-linecap="round"><path d="M142 92c-12-16 10-24 0-42"/><path d="M174 88c-12-16 10-26 0-46"/></g>
  </symbol>

  <symbol id="dripper" viewBox="0 0 320 320">
    <ellipse cx="160" cy="278" rx="104" ry="14" fill="url(#ground)"/>
    <path d="M214 232c34-10 46 38 4 36" fill="none" class="glass-edge" stroke-width="7" stroke-linecap="round"/>
    <g clip-path="url(#jug-body)">
      <path d="M100 186h120v92H100z" class="glass"/>
      <path d="M100 240c30 5 90-5 120 0v40H100z" fill="#4a2a17"/>
      <ellipse cx="160" cy="240" rx="58" ry="5" fill="#6b3f22"/>
      <path d="M122 246c2-18 12-28 22-38" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="5" stroke-linecap="round"/>
    </g>
    <path d="M138 190c0 14-34 26-34 62 0 14 8 24 20 24h72c12 0 20-10 20-24 0-36-34-48-34-62" fill="none" class="glass-edge" stroke-width="3.5"/>
    <path d="M160 192v30" stroke="#4a2a17" stroke-width="3.5" stroke-linecap="round"/>
    <path d="M222 96c40-8 46 52-14 56" fill="none" stroke="#5f7a63" stroke-width="15" stroke-linecap="round"/>
    <path d="M222 96c40-8 46 52-14 56" fill="none" stroke="#000" stroke-opacity=".14" stroke-width="15" stroke-linecap="round"/>
    <g clip-path="url(#cone-body)">
      <path d="M80 70h160v110H80z" fill="#6f8c72"/>
      <g fill="none" stroke="#4d6852" stroke-width="4" stroke-opacity=".65"><path d="M108 84l32 90"/><path d="M134 86l16 88"/><path d="M160 86v88"/><path d="M186 86l-16 88"/><path d="M212 84l-32 90"/></g>
      <path d="M80 70h160v110H80z" fill="url(#shade)"/>
    </g>
    <rect x="106" y="170" width="108" height="19" rx="9.5" fill="#6f8c72"/>
    <rect x="106" y="170" width="108" height="19" rx="9.5" fill="url(#shade)"/>
    <ellipse cx="160" cy="76" rx="77" ry="17" fill="#8aa58b"/>
    <ellipse cx="160" cy="78" rx="68" ry="12.5" fill="#efe4cf"/>
    <path d="M100 82c14-7 36-9 60-9s46 2 60 9c-12 6-34 8.5-60 8.5s-48-2.5-60-8.5z" fill="#3c2417"/>
    <g class="steam" fill="none" stroke-width="5" stroke-linecap="round"><path d="M146 56c-10-12 8-20 0-34"/><path d="M174 54c-10-12 8-20 0-36"/></g>
  </symbol>

  <symbol id="teapot" viewBox="0 0 320 320">
    <ellipse cx="160" cy="262" rx="116" ry="15" fill="url(#ground)"/>
    <path d="M94 146C84 66 116 34 160 34s76 32 66 112" fill="none" stroke="#b98a52" stroke-width="11" stroke-linecap="round"/>
    <path d="M94 146C84 66 116 34 160 34s76 32 66 112" fill="none" stroke="#8d6434" stroke-width="11" stroke-linecap="butt" stroke-dasharray="3 13"/>
    <path d="M230 214c30-4 34-58 58-70 5-3 10 2 7 7-14 26-16 84-68 92z" fill="#374c65"/>
    <path d="M230 214c30-4 34-58 58-70 5-3 10 2 7 7-14 26-16 84-68 92z" fill="#000" fill-opacity=".08"/>
    <g clip-path="url(#pot-body)">
      <path d="M70 116h180v150H70z" fill="#3c536d"/>
      <path d="M70 196c30 9 60-4 90 2s60 6 90-2" fill="none" stroke="#6f8ba6" stroke-width="3" stroke-opacity=".7"/>
      <path d="M70 205c30 9 60-4 90 2s60 6 90-2" fill="none" stroke="#6f8ba6" stroke-width="2" stroke-opacity=".45"/>
      <path d="M70 244h180v24H70z" fill="#b5603f"/>
      <g fill="#a9bfd2" fill-opacity=".5"><circle cx="112" cy="170" r="1.7"/><circle cx="140" cy="152" r="2"/><circle cx="176" cy="166" r="1.6"/><circle cx="206" cy="178" r="2.1"/><circle cx="126" cy="222" r="1.8"/><circle cx="168" cy="228" r="1.5"/><circle cx="198" cy="222" r="1.9"/><circle cx="102" cy="206" r="1.5"/><circle cx="222" cy="208" r="1.4"/></g>
      <path d="M70 116h180v150H70z" fill="url(#shade)"/>
    </g>
    <circle cx="95" cy="148" r="9" fill="#2d4055"/><circle cx="225" cy="148" r="9" fill="#2d4055"/>
    <path d="M112 130c6-20 28-30 48-30s42 10 48 30c-22 9-74 9-96 0z" fill="#465f7b"/>
    <path d="M112 130c6-20 28-30 48-30s42 10 48 30c-22 9-74 9-96 0z" fill="url(#shade)"/>
    <path d="M112 130c22 9 74 9 96 0" fill="none" stroke="#22334a" stroke-width="3"/>
    <circle cx="160" cy="93" r="12" fill="#465f7b"/><circle cx="156" cy="89" r="3.5" fill="#fff" fill-opacity=".35"/>
  </symbol>

  <symbol id="bird" viewBox="0 0 32 32">
    <path fill="currentColor" d="M3 13.5c1.9-.4 3-1.2 3.9-2.5C8.5 8.3 10.7 7 13.6 7c4.1 0 6.7 2.7 8.4 6.1 1.4 2.9 3.6 4.7 7 5.6-2.5 1.3-5.1 1.5-7.6.7-1.6 2.9-4.3 4.5-7.6 4.5-5 0-8.5-3.4-8.7-8.3L3 13.5z"/>
    <path fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" d="M11.5 24v4M15.5 24v4"/>
    <circle class="bird-eye" cx="10.4" cy="12" r="1.15"/>
    <path class="bird-bib" d="M7.2 17.2c2.5 1.7 5 1.5 7.3-.4-.3 2.5-5.6 3.9-7.3.4z"/>
  </symbol>
</svg>`);

/** A product's picture. With a description it is an image; without one it is decoration beside the product's name. */
export function picture(productId: ProductId, description = '') {
  return description === ''
    ? html`<svg class="picture" viewBox="0 0 320 320" aria-hidden="true"><use href="#${productId}"></use></svg>`
    : html`<svg class="picture" viewBox="0 0 320 320" role="img" aria-label="${description}"><use href="#${productId}"></use></svg>`;
}

/** All three pieces on one shelf, each standing on the same line. */
export const SHELF = raw(`<svg class="shelf" viewBox="0 0 640 420" aria-hidden="true">
  <use href="#cup" x="22" y="212" width="200" height="200"></use>
  <use href="#teapot" x="114" y="60" width="356" height="356"></use>
  <use href="#dripper" x="398" y="162" width="236" height="236"></use>
</svg>`);

/** The shop's mark, an ouzel: decoration beside the shop's name. */
export const BIRD = raw(
  '<svg class="bird" viewBox="0 0 32 32" aria-hidden="true"><use href="#bird"></use></svg>',
);

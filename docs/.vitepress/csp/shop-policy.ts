// The Content Security Policy (CSP Level 3) that a shop's page needs for the checkout, made from how the page lets scripts in.

/** How scripts get into the shop's page. */
export type ScriptRule = 'origin' | 'nonce' | 'strict-dynamic' | 'hash' | 'bundled' | 'none';

export interface PolicyWishes {
  /** The checkout origin. */
  readonly checkout: string;
  readonly scripts: ScriptRule;
  /** Also what has nothing to do with the checkout, and every page should send. */
  readonly strict: boolean;
  /** No text may become markup or code (Trusted Types). */
  readonly trustedTypes: boolean;
  /** Of xpay.js, and what pins it: `sha384-…`. */
  readonly version: string;
  readonly integrity: string;
  /** Hashes of the page's own inline scripts, for the rule `hash`: `sha256-…`. */
  readonly inlineHashes: readonly string[];
}

export interface Directive {
  readonly name: string;
  readonly values: readonly string[];
  readonly why: string;
}

/** Stands where the page's server puts another random value into every answer. */
export const NONCE = 'nonce-<random>';

/**
 * The exact origin of an address, as a policy writes it; null for anything else, which a policy could read as something else.
 * `http:` is for this machine alone.
 */
export function originOf(text: string): string | null {
  const match = /^(https?):\/\/([a-z0-9.-]+)(:\d{1,5})?\/?$/i.exec(text.trim());
  if (match === null || !URL.canParse(text.trim())) return null;
  const { origin, protocol, hostname } = new URL(text.trim());
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || isHere ? origin : null;
}

/** In the order in which they are written. */
export function shopPolicy(wishes: PolicyWishes): readonly Directive[] {
  const { checkout, scripts, strict, trustedTypes } = wishes;
  const of = (name: string, values: readonly string[], why: string): Directive => ({ name, values, why });
  const rest = strict ? [of('default-src', ["'self'"], 'All that is not named below comes from you.')] : [];
  const more = strict
    ? [
        of('object-src', ["'none'"], 'No plug-ins.'),
        of('base-uri', ["'none'"], 'Nobody leads your relative addresses elsewhere.'),
        of(
          'form-action',
          scripts === 'none' ? ["'self'", checkout] : ["'self'"],
          scripts === 'none'
            ? 'A form of yours may be answered with a redirect to the hosted page.'
            : 'Forms go to you alone.',
        ),
      ]
    : [];
  const frame = of(
    'frame-src',
    [checkout],
    'The iframe with the card. What it nests, 3-D Secure and banks, is ruled by its own policy: name none of it.',
  );
  return [
    ...rest,
    of('script-src', scriptValues(wishes), WHY_SCRIPTS[scripts]),
    ...(scripts === 'none' ? [] : [frame]),
    of('frame-ancestors', ["'self'"], 'No stranger may show your page inside of theirs.'),
    ...more,
    ...(trustedTypes
      ? [
          of(
            'require-trusted-types-for',
            ["'script'"],
            'No text becomes markup or code; xpay.js needs no exception.',
          ),
        ]
      : []),
  ];
}

/** As the header's value. */
export function policyText(directives: readonly Directive[]): string {
  return directives.map(({ name, values }) => [name, ...values].join(' ')).join('; ');
}

/** How the page loads xpay.js under this policy; null where it does not. */
export function scriptTag({ checkout, scripts, version, integrity }: PolicyWishes): string | null {
  switch (scripts) {
    case 'origin':
      return `<script src="${checkout}/v1/xpay.js"></script>`;
    case 'nonce':
    case 'strict-dynamic':
      return `<script nonce="<random>" src="${checkout}/v1/xpay.js"></script>`;
    case 'hash':
      return `<script src="${checkout}/v${version}/xpay.js" integrity="${integrity}" crossorigin="anonymous"></script>`;
    case 'bundled':
      return `import { loadXPay } from '@xpay/xpay-js';`;
    case 'none':
      return null;
    default:
      return scripts satisfies never;
  }
}

const WHY_SCRIPTS: Readonly<Record<ScriptRule, string>> = {
  origin: 'xpay.js, and the parts that it fetches from the same place when a page first needs them.',
  nonce: 'Scripts that carry the nonce of this answer. What xpay.js imports has it too.',
  'strict-dynamic': 'Scripts that carry the nonce of this answer, and whatever they load.',
  hash: 'Your own scripts by their hashes, and this one version of xpay.js with its parts, whose bytes never change.',
  bundled: 'xpay.js is in your own bundle.',
  none: 'The page only links or redirects to the hosted page.',
};

function scriptValues({ checkout, scripts, version, inlineHashes }: PolicyWishes): readonly string[] {
  switch (scripts) {
    case 'origin':
      return ["'self'", checkout];
    case 'nonce':
      return [`'${NONCE}'`];
    case 'strict-dynamic':
      return [`'${NONCE}'`, "'strict-dynamic'"];
    case 'hash':
      // Not 'strict-dynamic': what a script imports that the parser has inserted counts as inserted by it too (CSP 3, 8.2).
      return [...inlineHashes.map((hash) => `'${hash}'`), `${checkout}/v${version}/`];
    case 'bundled':
    case 'none':
      return ["'self'"];
    default:
      return scripts satisfies never;
  }
}

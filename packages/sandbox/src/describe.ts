// What a person reads when the sandbox has started: where it is, with which keys, and what to try first.

/** The one line of `--json`. */
export interface Addresses {
  readonly api: string;
  readonly checkout: string;
  readonly threeds: string;
  readonly bank: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly livePublishableKey: string;
  readonly liveSecretKey: string;
  readonly webhookSecret: string;
  readonly oauthClientId: string;
  readonly oauthClientSecret: string;
}

export interface Facts {
  readonly addresses: Addresses;
  readonly webhookUrl: string | null;
  readonly db: string;
}

/** The readable block, ending in an empty line. */
export function describeSandbox({ addresses, webhookUrl, db }: Facts): string {
  const rows = [
    ['API, checkout', addresses.api],
    ['Dashboard', `${addresses.api}/dashboard`],
    ['3-D Secure', addresses.threeds],
    ['Bank', addresses.bank],
    [],
    ['Publishable key', addresses.publishableKey],
    ['Secret key', addresses.secretKey],
    ['Live twins', addresses.livePublishableKey],
    ['', addresses.liveSecretKey],
    ['OAuth client', addresses.oauthClientId],
    ['', addresses.oauthClientSecret],
    ['Webhook secret', addresses.webhookSecret],
    [],
    ['Script tag', `<script src="${addresses.checkout}/v1/xpay.js"></script>`],
    ['Test card', '4242 4242 4242 4242, any date to come, any security code'],
    ['Webhooks go to', webhookUrl ?? 'nobody; --webhook URL sends them to your server'],
    ['Webhook log', `${addresses.api}/sandbox/deliveries, with the secret key`],
    ['Data', db === ':memory:' ? 'in memory, forgotten at the end' : db],
  ] as const;
  const lines = rows.map(([name, value]) => (name === undefined ? '' : `  ${name.padEnd(17)}${value}`));
  return ['', '  XPay sandbox', '', ...lines, '', '  Ctrl-C stops it.', '', ''].join('\n');
}

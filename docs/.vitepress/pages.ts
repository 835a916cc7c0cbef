// Every page of the site, in the order in which a reader needs them: the sidebar, and what a test holds the folder to.

export interface DocsPage {
  /** In the sidebar, where there is no room for more than three words. */
  readonly title: string;
  /** In `docs/`, or from the project's root where it begins with `../`. */
  readonly file: string;
}

export interface DocsGroup {
  readonly title: string;
  readonly pages: readonly DocsPage[];
}

export const GROUPS: readonly DocsGroup[] = [
  {
    title: 'Begin',
    pages: [
      { title: 'Quick start', file: 'quick-start.md' },
      { title: 'Comparison', file: 'comparison.md' },
    ],
  },
  {
    title: 'Ways in',
    pages: [
      { title: 'Which way', file: 'ways-in.md' },
      { title: 'Script tag', file: 'integrate.md' },
      { title: 'npm', file: 'npm.md' },
      { title: 'React', file: 'react.md' },
      { title: 'Custom element', file: 'element.md' },
      { title: 'Payment element', file: 'payment-element.md' },
      { title: 'Hosted page, links', file: 'hosted-page.md' },
    ],
  },
  {
    title: 'Your server',
    pages: [
      { title: 'XPay', file: 'api.md' },
      { title: 'CX Pay', file: 'cxpay.md' },
      { title: 'Payment requests', file: 'payment-requests.md' },
      { title: 'MaxFi', file: 'maxfi.md' },
      { title: 'Webhooks', file: 'webhooks.md' },
    ],
  },
  {
    title: 'Payments',
    pages: [
      { title: 'Payment methods', file: 'payment-methods.md' },
      { title: 'The order', file: 'order.md' },
      { title: 'Money', file: 'money.md' },
      { title: 'When things fail', file: 'reliability.md' },
      { title: 'Events', file: 'events.md' },
      { title: 'Errors', file: 'errors.md' },
    ],
  },
  {
    title: 'Look and language',
    pages: [
      { title: 'Theming', file: 'theming.md' },
      { title: 'Translating', file: 'translating.md' },
      { title: 'Accessible names', file: 'accessible-names.md' },
    ],
  },
  {
    title: 'Before you go live',
    pages: [
      { title: 'Testing', file: 'testing.md' },
      { title: 'Going live', file: 'going-live.md' },
      { title: 'Security', file: 'security.md' },
      { title: 'PCI DSS', file: 'pci.md' },
      { title: 'Accessibility', file: 'accessibility.md' },
    ],
  },
  {
    title: 'Inside',
    pages: [
      { title: 'Architecture', file: 'architecture.md' },
      { title: 'Model checks', file: 'model-checks.md' },
      { title: 'Changelog', file: 'changelog.md' },
      { title: 'Contributing', file: '../CONTRIBUTING.md' },
    ],
  },
];

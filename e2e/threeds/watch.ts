// What a buyer's browser sends to banks during a test: forms by their addresses and fields, wherever in the page they are.

import type { BrowserContext, Page } from '@playwright/test';

export interface Posted {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Every form that a document of this context posts from now on. */
export function watchForms(context: BrowserContext): readonly Posted[] {
  const posted: Posted[] = [];
  context.on('request', (request) => {
    const type = request.headers()['content-type'] ?? '';
    if (request.method() !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return;
    posted.push({
      url: request.url(),
      fields: Object.fromEntries(new URLSearchParams(request.postData() ?? '')),
    });
  });
  return posted;
}

type FormsWindow = Window & { readonly noteForm: (action: string) => Promise<void> };

/** The address of every form that a script submits in this context: also those that a browser then refuses to send. */
export async function watchSubmits(context: BrowserContext): Promise<readonly string[]> {
  const actions: string[] = [];
  await context.exposeBinding('noteForm', (_, action: string) => {
    actions.push(action);
  });
  await context.addInitScript(() => {
    const submit = HTMLFormElement.prototype.submit;
    HTMLFormElement.prototype.submit = function noted(this: HTMLFormElement) {
      void (window as unknown as FormsWindow).noteForm(this.action);
      submit.call(this);
    };
    addEventListener('submit', (event) => {
      if (!event.defaultPrevented)
        void (window as unknown as FormsWindow).noteForm((event.target as HTMLFormElement).action);
    });
  });
  return actions;
}

/** What an answer of the payment API told the browser to do next, once it comes. */
export async function nextActionIn(page: Page, path: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await page.waitForResponse(
    (one) => new URL(one.url()).pathname === `/v1/client/session/${path}`,
  );
  const { intent } = (await response.json()) as {
    readonly intent: { readonly nextAction: Record<string, unknown> };
  };
  return intent.nextAction;
}

/** Decodes base64url JSON, as 3-D Secure writes its messages into forms. */
export function decoded(text: string): Readonly<Record<string, string>> {
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Readonly<Record<string, string>>;
}

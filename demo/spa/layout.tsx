// The frame around every page of the React shop, and around all of them one XPayProvider.

import { XPayProvider } from '@xpay/react';
import { loadXPay } from '@xpay/xpay-js';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, Outlet, ScrollRestoration, useLoaderData, useLocation } from 'react-router';
import { useAppearance } from './look.ts';
import { readShop, type ShopFacts } from './server.ts';
import { ShopContext } from './shop-context.ts';
import { loadWords, type Words } from './words.ts';

interface LayoutData {
  readonly facts: ShopFacts;
  readonly firstWords: Words;
}

export async function loadLayout(): Promise<LayoutData> {
  const [facts, firstWords] = await Promise.all([readShop(), loadWords(document.documentElement.lang)]);
  return { facts, firstWords };
}

/** The provider stays through every route, and so does the client; the language changes forms that are half filled in. */
export function Layout(): ReactNode {
  const { facts, firstWords } = useLoaderData<LayoutData>();
  const [words, setWords] = useState(firstWords);
  const { publishableKey, checkoutOrigin } = facts;
  return (
    <ShopContext.Provider value={{ ...facts, words }}>
      <XPayProvider
        xpay={loadXPay(publishableKey, { origin: checkoutOrigin })}
        locale={words.locale}
        appearance={useAppearance()}
      >
        <Page words={words} onWords={setWords} />
        <ScrollRestoration />
      </XPayProvider>
    </ShopContext.Provider>
  );
}

interface PageProps {
  readonly words: Words;
  readonly onWords: (words: Words) => void;
}

function Page({ words, onWords }: PageProps): ReactNode {
  const { t } = words;
  const main = useNewPageFocus();
  return (
    <>
      <title>{t('spa.title', { name: t('shop.name') })}</title>
      <a className="skip" href="#main">
        {t('shop.skip')}
      </a>
      <header className="header">
        <nav className="bar" aria-label={t('shop.navigation')}>
          <Link className="brand" to="/" aria-label={t('shop.home')}>
            <Bird />
            <span>{t('shop.name')}</span>
          </Link>
          <a className="basket-link" href="/">
            {t('spa.classic')}
          </a>
        </nav>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <footer className="footer">
        <div className="bar">
          <p>
            <Bird /> {t('shop.name')}. {t('shop.tagline')}.
          </p>
          <p>{t('shop.demo')}</p>
          <a className="quiet" href="/ways">
            {t('ways.title')}
          </a>
          <LanguageButton words={words} onWords={onWords} />
        </div>
      </footer>
    </>
  );
}

/** Named in the other language, for the reader who cannot read this one. */
function LanguageButton({ words, onWords }: PageProps): ReactNode {
  const other = words.locale === 'ar' ? 'en' : 'ar';
  const change = async (): Promise<void> => {
    onWords(await loadWords(other));
    await readShop(other);
  };
  return (
    <button
      type="button"
      className="language"
      lang={other}
      dir={other === 'ar' ? 'rtl' : 'ltr'}
      onClick={change}
    >
      {words.t('shop.language')}
    </button>
  );
}

function Bird(): ReactNode {
  return (
    <svg className="bird" viewBox="0 0 32 32" aria-hidden="true">
      <use href="#bird" />
    </svg>
  );
}

/** A new page is where the keyboard and a screen reader are, as it is when a document loads. */
function useNewPageFocus() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

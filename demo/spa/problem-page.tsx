// A page that could not be shown: nothing there, or broken.

import { type ReactNode, useContext } from 'react';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { ServerProblem } from './server.ts';
import { ShopContext } from './shop-context.ts';

/** Stands also where the shop's words could not be loaded: then it says so in English. */
export function ProblemPage(): ReactNode {
  const error = useRouteError();
  const words = useContext(ShopContext)?.words;
  const isMissing =
    error instanceof ServerProblem
      ? error.isMissing
      : isRouteErrorResponse(error) || error instanceof Response;
  return (
    <div className="narrow">
      <h1>{words?.t(isMissing ? 'errors.notFound.title' : 'errors.broken.title') ?? 'This did not work.'}</h1>
      <p>{words?.t(isMissing ? 'errors.notFound.text' : 'errors.broken.text')}</p>
      <p>
        <a className="button" href="/spa/">
          {words?.t('order.back') ?? 'Try again'}
        </a>
      </p>
    </div>
  );
}

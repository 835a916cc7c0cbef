// Which texts come later: branches of the locale files that belong to code which few checkouts fetch.

/** Each is a file of its own in the build, `de.threeds.json`; the rest of a language is `de.json`. */
export const LATER_PARTS = ['threeds', 'testCards', 'live', 'methods', 'order', 'contact', 'hosted'] as const;

export type LaterPart = (typeof LATER_PARTS)[number];

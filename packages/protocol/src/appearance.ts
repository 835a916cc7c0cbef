// Appearance: the theme and its variables as typed values, never raw CSS. (To be completed by its owner.)
export type Appearance = {
  readonly theme?: 'light' | 'dark' | 'auto';
  readonly variables?: Readonly<Record<string, string>>;
};

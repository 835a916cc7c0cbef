// What TypeScript knows of a .vue file: that it is a component.

declare module '*.vue' {
  import type { Theme } from 'vitepress';

  const component: NonNullable<Theme['Layout']>;
  export default component;
}

// custom-elements.json tells editors what the tag has, and no more.

import { expect, it } from 'vitest';
import manifest from '../custom-elements.json';
import { TAG } from './checkout-element.ts';
import { EVENT_NAMES } from './events.ts';
import { NAMES, toAttribute } from './watch-tag.ts';

const [declaration] = manifest.modules[0]?.declarations ?? [];

it('declares the tag with all its attributes, properties, methods and events', () => {
  const members = declaration?.members ?? [];
  const fields = members.filter(({ kind }) => kind === 'field').map(({ name }) => name);
  const attributes = declaration?.attributes ?? [];
  expect(declaration?.tagName).toBe(TAG);
  expect(fields.toSorted()).toEqual([...NAMES].sort());
  expect(attributes.map(({ name, fieldName }) => [name, fieldName])).toEqual(
    NAMES.filter((name) => name !== 'fetchClientSecret').map((name) => [toAttribute(name), name]),
  );
  expect(members.filter(({ kind }) => kind === 'method').map(({ name }) => name)).toEqual([
    'open',
    'close',
    'refresh',
  ]);
  expect(declaration?.events?.map(({ name }) => name)).toEqual(EVENT_NAMES.map((name) => `xpay-${name}`));
});

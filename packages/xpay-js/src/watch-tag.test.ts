// What a tag says is heard from its properties, its attributes, and from where it is.

import { afterEach, expect, it, vi } from 'vitest';
import { watchTag } from './watch-tag.ts';

afterEach(() => document.body.replaceChildren());

function aTag(attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  const tag = document.createElement('x-tag');
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
  document.body.append(tag);
  return tag;
}

it('knows what a tag on the page says, and is told nothing of it', () => {
  const changed = vi.fn();
  const values = watchTag(aTag({ 'publishable-key': 'pk_test_1', locale: 'de' }), changed);
  expect(values).toMatchObject({ publishableKey: 'pk_test_1', locale: 'de', clientSecret: undefined });
  expect(changed).not.toHaveBeenCalled();
});

it('is told when the tag goes, and when it comes', async () => {
  const changed = vi.fn();
  const tag = aTag();
  watchTag(tag, changed);
  await Promise.resolve();
  changed.mockClear();
  tag.remove();
  await Promise.resolve();
  expect(changed.mock.calls).toEqual([[true]]);
  document.body.append(tag);
  await Promise.resolve();
  expect(changed.mock.calls).toEqual([[true], [false]]);
});

it('is told of a move when the tag is in its new place', async () => {
  const tag = aTag();
  const places: (string | undefined)[] = [];
  watchTag(tag, () => places.push(tag.parentElement?.id));
  await Promise.resolve();
  places.length = 0;
  const box = document.createElement('section');
  box.id = 'box';
  document.body.append(box);
  box.append(tag);
  await Promise.resolve();
  expect(new Set(places)).toEqual(new Set(['box']));
});

it('is told of a property that is set', async () => {
  const changed = vi.fn();
  const tag = aTag({ locale: 'de' });
  const values = watchTag(tag, changed);
  await Promise.resolve();
  changed.mockClear();
  Object.assign(tag, { locale: 'fr' });
  expect(values.locale).toBe('fr');
  await Promise.resolve();
  expect(changed).toHaveBeenCalledOnce();
});

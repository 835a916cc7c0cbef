// Answers to the shop's questions: what is wrong with them, what is sent of them, what is kept.

import { signal } from '@preact/signals';
import type { PublicCustomField } from '@xpay/protocol/order';
import { describe, expect, it } from 'vitest';
import { createAnswers } from './answers.ts';

const COMMON = { label: 'Question', optional: false, value: null, minimumLength: null, maximumLength: null };
const TEXT: PublicCustomField = { ...COMMON, type: 'text', key: 'name' };
const NUMERIC: PublicCustomField = { ...COMMON, type: 'numeric', key: 'floor' };
const SIZE: PublicCustomField = {
  ...{ type: 'dropdown', key: 'size', label: 'Size', optional: false, value: null },
  options: [
    { value: 's', label: 'Small' },
    { value: 'l', label: 'Large' },
  ],
};
const PICKY: PublicCustomField = { ...COMMON, type: 'text', key: 'word', minimumLength: 2, maximumLength: 3 };

const answersTo = (...fields: readonly PublicCustomField[]) => createAnswers(signal(fields));

describe('an answer', () => {
  it.each<[string, PublicCustomField, string, string | null]>([
    ['nothing', TEXT, '', 'empty'],
    ['spaces', TEXT, '   ', 'empty'],
    ['nothing chosen', SIZE, '', 'choice'],
    ['what is no option', SIZE, 'xl', 'choice'],
    ['an option', SIZE, 'l', null],
    ['letters for digits', NUMERIC, '12a', 'digits'],
    ['digits', NUMERIC, '12', null],
    ['Arabic-Indic digits', NUMERIC, '١٢', null],
    ['full-width digits', NUMERIC, '１２', null],
    ['too little', PICKY, 'a', 'short'],
    ['too much', PICKY, 'abcd', 'long'],
    ['as many characters as people count', PICKY, '💛💛💛', null],
    ['more than the server keeps', TEXT, 'a'.repeat(256), 'long'],
  ])('of %s is judged when it is left or Pay is pressed', (_what, field, value, fault) => {
    const answers = answersTo(field);
    answers.input(field.key, value);
    expect(answers.errorOf(field.key)).toBeNull();
    expect(answers.complete.value).toBe(fault === null);
    expect(answers.validate()).toBe(fault === null ? null : field.key);
    expect(answers.errorOf(field.key)?.key).toBe(fault === null ? undefined : `order.fields.error.${fault}`);
  });

  it('may be missing where it is optional, and is sent as null then', () => {
    const answers = answersTo({ ...TEXT, optional: true }, { ...PICKY, optional: true });
    expect([answers.validate(), answers.toSend()]).toEqual([null, { name: null, word: null }]);
    answers.input('word', 'a');
    expect(answers.validate()).toBe('word');
  });

  it('is sent tidied, its digits as ASCII ones', () => {
    const answers = answersTo(TEXT, NUMERIC, SIZE);
    answers.input('name', ' Ada ');
    answers.input('floor', '۱ ۲٣-4');
    answers.input('size', 's');
    expect(answers.toSend()).toEqual({ name: 'Ada', floor: '1234', size: 's' });
  });

  it('that is missing is no mistake while the buyer passes by', () => {
    const answers = answersTo(TEXT);
    answers.leave(TEXT);
    expect(answers.errorOf('name')).toBeNull();
    answers.validate();
    answers.input('name', 'A');
    expect(answers.errorOf('name')).toBeNull();
  });

  it('may have any key that the shop likes', () => {
    const answers = answersTo({ ...TEXT, key: 'constructor', optional: true });
    expect([answers.validate(), answers.errorOf('constructor'), answers.toSend()]).toEqual([
      null,
      null,
      { constructor: null },
    ]);
  });

  it('that the server refused says so until it is mended', () => {
    const answers = answersTo(TEXT);
    answers.input('name', 'Ada');
    answers.refuse('name');
    expect(answers.errorOf('name')?.key).toBe('order.fields.error.refused');
    answers.input('name', 'Ada L');
    expect(answers.errorOf('name')).toBeNull();
  });
});

describe('what is there already', () => {
  it('is the server’s answer until the buyer gives another', () => {
    const answers = answersTo({ ...TEXT, value: 'Ada' });
    expect([answers.valueOf({ ...TEXT, value: 'Ada' }), answers.toSend()]).toEqual(['Ada', { name: 'Ada' }]);
    answers.input('name', '');
    expect(answers.toSend()).toEqual({ name: null });
  });

  it('goes to the same question of another session, and to no other', () => {
    const kept = new Map<string, string>();
    createAnswers(signal([TEXT]), kept).input('name', 'Ada');
    expect(createAnswers(signal([TEXT]), kept).toSend()).toEqual({ name: 'Ada' });
    expect(createAnswers(signal([{ ...TEXT, label: 'Gift card' }]), kept).toSend()).toEqual({ name: null });
  });

  it('counts no more when the shop has taken the option away', () => {
    const fields = signal<readonly PublicCustomField[]>([SIZE]);
    const answers = createAnswers(fields);
    answers.input('size', 'l');
    expect(answers.complete.value).toBe(true);
    fields.value = [{ ...SIZE, options: [{ value: 's', label: 'Small' }] } as PublicCustomField];
    expect([answers.complete.value, answers.validate()]).toEqual([false, 'size']);
  });
});

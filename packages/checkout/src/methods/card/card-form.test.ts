// The card form's model: what it shows, when it complains, what it sends.
import { describe, expect, it } from 'vitest';
import { createCardForm, type FilledForm } from './card-form.ts';

const NOW = () => new Date('2026-11-21T12:00:00Z');
const NOBODY = { name: null, email: null };
const NOTHING = { name: false, email: false, postalCode: false };
const EVERYTHING = { name: true, email: true, postalCode: true };

const FILLED: FilledForm = {
  number: '4242424242424242',
  expiry: '12 / 30',
  securityCode: '123',
  name: 'Lena Meyer',
  email: 'lena@example.com',
  postalCode: '10115',
};

function aForm(overrides: Partial<Parameters<typeof createCardForm>[0]> = {}) {
  return createCardForm({ collect: NOTHING, prefill: NOBODY, now: NOW, ...overrides });
}

function type(form: ReturnType<typeof aForm>, values: Partial<FilledForm>) {
  for (const [name, raw] of Object.entries(values)) {
    form.input(name as keyof FilledForm, { previous: '', raw, caret: raw.length });
  }
}

describe('the fields', () => {
  it('are the three of the card when nothing else is collected', () => {
    expect(aForm().shown).toEqual(['number', 'expiry', 'securityCode']);
  });

  it('begin with the card, whatever else is asked for', () => {
    const shown = ['number', 'expiry', 'securityCode', 'name', 'email', 'postalCode'];
    expect(aForm({ collect: EVERYTHING }).shown).toEqual(shown);
  });

  it('hold what the shop knows already', () => {
    const form = aForm({ collect: EVERYTHING, prefill: { name: 'Lena', email: 'lena@example.com' } });
    expect([form.fields.name.value.value, form.fields.email.value.value]).toEqual([
      'Lena',
      'lena@example.com',
    ]);
  });
});

describe('errors', () => {
  it('wait until the field is left', () => {
    const form = aForm();
    type(form, { number: '4242' });
    expect(form.fields.number.error.value).toBeNull();
    form.blur('number');
    expect(form.fields.number.error.value).toBe('card.number.error.incomplete');
  });

  it('vanish while being mended', () => {
    const form = aForm();
    type(form, { number: '4242' });
    form.blur('number');
    form.input('number', { previous: '4242', raw: '42424', caret: 5 });
    expect(form.fields.number.error.value).toBeNull();
  });

  it('spare a field that was only passed through', () => {
    const form = aForm();
    form.blur('number');
    expect(form.fields.number.error.value).toBeNull();
  });

  it('name every empty field when Pay is pressed, the first of them first', () => {
    const form = aForm({ collect: EVERYTHING });
    expect(form.validate()).toBe('number');
    expect(form.shown.map((name) => form.fields[name].error.value)).toEqual([
      'card.number.error.empty',
      'card.expiry.error.empty',
      'card.securityCode.error.empty',
      'fields.name.error.empty',
      'fields.email.error.empty',
      'fields.postalCode.error.empty',
    ]);
  });

  it.each([
    ['number', '4242424242424241', 'card.number.error.invalid'],
    ['expiry', '13/27', 'card.expiry.error.month'],
    ['expiry', '10/26', 'card.expiry.error.past'],
    ['expiry', '12/99', 'card.expiry.error.far'],
    ['securityCode', '12', 'card.securityCode.error.threeDigits'],
    ['securityCode', '1234', 'card.securityCode.error.threeDigits'],
    ['email', 'lena@example', 'fields.email.error.invalid'],
    ['email', 'lena example.com', 'fields.email.error.invalid'],
    ['name', '   ', 'fields.name.error.empty'],
  ] as const)('say of %s "%s": %s', (name, raw, error) => {
    const form = aForm({ collect: EVERYTHING });
    type(form, { ...FILLED, [name]: raw });
    expect(form.validate()).toBe(name);
    expect(form.fields[name].error.value).toBe(error);
  });

  it('ask for the four digits on the front of an American Express card', () => {
    const form = aForm();
    type(form, { number: '378282246310005', expiry: '12/30', securityCode: '123' });
    expect(form.validate()).toBe('securityCode');
    expect(form.fields.securityCode.error.value).toBe('card.securityCode.error.fourDigits');
    type(form, { securityCode: '1234' });
    expect(form.validate()).toBeNull();
  });

  it('tell at its field what the server refused', () => {
    const form = aForm();
    expect(form.refuse('card_cvc_invalid')).toBe('securityCode');
    expect(form.fields.securityCode.error.value).toBe('errors.card_cvc_invalid');
    expect(form.refuse('rate_limited')).toBeNull();
  });
});

describe('leaving a field', () => {
  it('pads a month that deleting left open', () => {
    const form = aForm();
    type(form, { expiry: '12 / 27' });
    form.input('expiry', { previous: '12 / 27', raw: '1 / 27', caret: 1 });
    expect(form.fields.expiry.value.value).toBe('1 / 27');
    form.blur('expiry');
    expect(form.fields.expiry.value.value).toBe('01 / 27');
    expect(form.fields.expiry.error.value).toBeNull();
  });
});

describe('the security code', () => {
  it('takes digits of any script, four at most', () => {
    const form = aForm();
    expect(form.input('securityCode', { previous: '', raw: '١٢٣ 45', caret: 6 })).toEqual({
      value: '1234',
      caret: 5,
    });
  });

  it('can be cleared alone, so that a declined card is kept', () => {
    const form = aForm();
    form.fill(FILLED);
    form.clearSecurityCode();
    expect([form.fields.number.value.value, form.fields.securityCode.value.value]).toEqual([
      '4242 4242 4242 4242',
      '',
    ]);
  });
});

describe('completeness', () => {
  it('comes with the last right digit and goes with the next wrong one', () => {
    const form = aForm();
    type(form, { number: '4242424242424242', expiry: '12/30', securityCode: '12' });
    expect(form.complete.value).toBe(false);
    type(form, { securityCode: '123' });
    expect(form.complete.value).toBe(true);
    type(form, { number: '4242424242424241' });
    expect(form.complete.value).toBe(false);
  });

  it('needs what is collected and nothing else', () => {
    const form = aForm({ collect: { ...NOTHING, postalCode: true } });
    form.fill({ ...FILLED, postalCode: '' });
    expect(form.complete.value).toBe(false);
    type(form, { postalCode: '10115' });
    expect(form.complete.value).toBe(true);
  });
});

describe('what is sent', () => {
  it('is ASCII digits, a month and a year of four digits', () => {
    const form = aForm();
    type(form, { number: '٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢', expiry: '3/27', securityCode: '１２３' });
    expect(form.paymentMethod()).toEqual({
      type: 'card',
      card: { number: '4242424242424242', expMonth: 3, expYear: 2027, cvc: '123' },
      billing: {},
    });
  });

  it('holds who pays where that is collected, without the spaces around it', () => {
    const form = aForm({ collect: EVERYTHING });
    form.fill({ ...FILLED, name: ' Lena Meyer ' });
    expect(form.paymentMethod().billing).toEqual({
      name: 'Lena Meyer',
      email: 'lena@example.com',
      postalCode: '10115',
    });
  });

  it('cannot be asked for before there is a date', () => {
    expect(() => aForm().paymentMethod()).toThrow(RangeError);
  });
});

describe('filling and clearing', () => {
  it('replaces the card and leaves what the buyer said of himself', () => {
    const form = aForm({ collect: EVERYTHING });
    type(form, { number: '5555', name: 'Ada' });
    form.validate();
    form.fill(FILLED);
    expect(form.paymentMethod().billing.name).toBe('Ada');
    expect(form.paymentMethod().card.number).toBe('4242424242424242');
    expect(form.shown.every((name) => form.fields[name].error.value === null)).toBe(true);
  });

  it('forgets the card and keeps who pays', () => {
    const form = aForm({ collect: EVERYTHING });
    form.fill(FILLED);
    form.clear();
    expect(form.fields.number.value.value + form.fields.expiry.value.value).toBe('');
    expect(form.fields.securityCode.value.value).toBe('');
    expect(form.fields.email.value.value).toBe('lena@example.com');
  });
});

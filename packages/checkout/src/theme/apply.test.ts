// Appearance on the document: tokens set and taken back, contrast kept, the developer told once.
// biome-ignore lint/style/noRestrictedImports: a test may read the style sheet; the test runner empties imported ones.
import { readFileSync } from 'node:fs';
import { contrastRatio } from '@xpay/protocol/contrast';
import { describe, expect, it, vi } from 'vitest';
import { applyAppearance, THEME_COLORS } from './apply.ts';

function aRoot(theme?: string): HTMLElement {
  const root = document.createElement('html');
  if (theme !== undefined) root.dataset['theme'] = theme;
  return root;
}

function colour(root: HTMLElement, name: keyof typeof THEME_COLORS): string {
  return root.style.getPropertyValue(THEME_COLORS[name][0]);
}

describe('the themes', () => {
  it('have in the style sheet the colours that the contrast is judged by', () => {
    const tokens = readFileSync(`${import.meta.dirname}/tokens.css`, 'utf8');
    for (const [token, light, dark] of Object.values(THEME_COLORS)) {
      expect(tokens).toContain(`${token}: light-dark(${light}, ${dark});`);
    }
  });

  it('need no adjustment', () => {
    const root = aRoot();
    const warn = vi.fn();
    applyAppearance(root, { theme: 'auto' }, warn);
    expect(root.getAttribute('style') ?? '').toBe('');
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([1, 2] as const)('can be read on the tint of the summary too (%i)', (index) => {
    const text = THEME_COLORS.colorText[index];
    const background = THEME_COLORS.colorBackground[index];
    const tint = mixed(text, background, 0.04);
    for (const name of ['colorText', 'colorTextSecondary'] as const) {
      expect(contrastRatio(THEME_COLORS[name][index], tint)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('applyAppearance', () => {
  it('sets what is named and takes it back when it is no longer', () => {
    const root = aRoot();
    const variables = { colorPrimary: '#0a6b4f', borderRadius: '2px' };
    applyAppearance(root, { theme: 'light', variables }, vi.fn());
    expect(root.dataset['theme']).toBe('light');
    expect(colour(root, 'colorPrimary')).toBe('#0a6b4f');
    expect(root.style.getPropertyValue('--xp-radius')).toBe('2px');
    applyAppearance(root, {}, vi.fn());
    expect(root.dataset['theme']).toBe('light');
    expect(root.getAttribute('style') ?? '').toBe('');
  });

  it('makes text readable and says so once', () => {
    const root = aRoot();
    const warn = vi.fn();
    applyAppearance(
      root,
      { theme: 'light', variables: { colorText: '#cccccc', colorDanger: '#ffaaaa' } },
      warn,
    );
    expect(contrastRatio(colour(root, 'colorText'), '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(colour(root, 'colorDanger'), '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toContain('colorText on colorBackground, colorDanger on colorBackground');
  });

  it('tells each part that is left out', () => {
    const root = aRoot();
    const warn = vi.fn();
    applyAppearance(root, { variables: { colorText: 'red', spacingUnit: '9px', borderRadius: '3px' } }, warn);
    expect(warn.mock.calls.flat()).toEqual([
      expect.stringContaining('appearance.variables.colorText is "red". Use '),
      'appearance.variables.spacingUnit is "9px". Use 3px to 6px.',
    ]);
    expect(root.style.getPropertyValue('--xp-radius')).toBe('3px');
  });

  it('adjusts its own colours to the shop\u2019s background without a word, in both schemes', () => {
    const root = aRoot();
    const warn = vi.fn();
    applyAppearance(root, { theme: 'auto', variables: { colorBackground: '#fdf6ec' } }, warn);
    expect(colour(root, 'colorText')).toMatch(/^light-dark\(/);
    expect(warn).not.toHaveBeenCalled();
  });

  it('warns of the shop\u2019s own colour only where the shop\u2019s own was changed', () => {
    const warn = vi.fn();
    const variables = { colorBackground: '#101418', colorText: '#15181e', colorSurface: '#f0f0f0' };
    applyAppearance(aRoot(), { theme: 'light', variables }, warn);
    expect(warn.mock.calls).toEqual([
      ['Adjusted for readable contrast: colorText on colorBackground, colorSurface under colorText.'],
    ]);
  });

  it('follows a dark background with text and fields', () => {
    const root = aRoot();
    applyAppearance(root, { theme: 'light', variables: { colorBackground: '#101418' } }, vi.fn());
    expect(contrastRatio(colour(root, 'colorText'), '#101418')).toBeGreaterThanOrEqual(4.5);
    expect(colour(root, 'colorSurface')).toBe('#101418');
    expect(
      contrastRatio(colour(root, 'colorBorder') || THEME_COLORS.colorBorder[1], '#101418'),
    ).toBeGreaterThanOrEqual(3);
  });

  it('writes dark on a light primary colour without a warning, since that colour was ours to choose', () => {
    const root = aRoot();
    const warn = vi.fn();
    applyAppearance(root, { theme: 'dark', variables: { colorPrimary: '#ffd400' } }, warn);
    applyAppearance(root, { theme: 'light', variables: { colorPrimary: '#b45309' } }, warn);
    expect(warn).not.toHaveBeenCalled();
    expect(contrastRatio(colour(root, 'colorOnPrimary') || '#ffffff', '#b45309')).toBeGreaterThanOrEqual(4.5);
  });

  it('judges both schemes when the buyer chooses, and sets each its own', () => {
    const root = aRoot();
    applyAppearance(root, { theme: 'auto', variables: { colorDanger: '#c00000' } }, vi.fn());
    expect(colour(root, 'colorDanger')).toMatch(/^light-dark\(#c00000, #[0-9a-f]{6}\)$/);
  });
});

function mixed(front: string, back: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [front, back].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round((a ?? 0) * share + (b ?? 0) * (1 - share));
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

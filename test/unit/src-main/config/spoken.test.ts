import { describe, expect, it } from 'vitest';
import { spoken } from '../../../../src-main/config/spoken.ts';
import { withLanguage } from '../../../../src-main/shell/page-language.ts';

const BOTH = { language: 'system', numberLocale: 'system' } as const;

describe('language and number locale', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr-FR', 'de', 'en'], 'de'],
    [['en-US', 'de'], 'en'],
    [['zh-Hans-CN'], 'en'],
    [[], 'en'],
    [['DE_de'], 'de'],
    [['den'], 'en'],
  ])('of the system with %j is %s', (languages, language) => {
    expect(spoken(BOTH, { languages, region: 'en-GB' }).language).toBe(language);
  });

  it.each([
    ['de-CH', 'de-CH'],
    ['sl-SI', 'sl-SI'],
    ['', 'en-GB'],
    ['C', 'en-GB'],
    ['not a tag', 'en-GB'],
  ])('region %j is written as %s', (region, numberLocale) => {
    expect(spoken(BOTH, { languages: [], region }).numberLocale).toBe(numberLocale);
  });

  it('chosen hold whatever the system has', () => {
    const chosen = { language: 'en', numberLocale: 'fr-FR' } as const;
    expect(spoken(chosen, { languages: ['de'], region: 'de-DE' })).toEqual({ language: 'en', numberLocale: 'fr-FR' });
  });

  it('stand on the page before its first script', () => {
    const page = '<!doctype html>\n<html lang="en">\n<head></head></html>';
    expect(withLanguage(page, { language: 'de', numberLocale: 'de-AT', theme: 'dark' })).toBe(
      '<!doctype html>\n<html lang="de" data-number-locale="de-AT" data-theme="dark">\n<head></head></html>',
    );
  });
});

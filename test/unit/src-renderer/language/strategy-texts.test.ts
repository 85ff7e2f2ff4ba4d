import { expect, it } from 'vitest';
import { strategyCatalogue } from '../../../../src-main/composition/catalogue.ts';
import { de } from '../../../../src-renderer/language/de/index.ts';
import { strategyTexts } from '../../../../src-renderer/language/de/strategy-texts.ts';

type Schema = {
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
};

/** Titles and hints of all parameters, groups and what is in them included. */
function saidIn({ properties = {} }: Schema): readonly string[] {
  return Object.values(properties).flatMap((property) => [
    ...[property.title, property.description].filter((text) => text !== undefined),
    ...saidIn(property),
  ]);
}

const SAID = strategyCatalogue().flatMap(({ title, description, schema }) => [
  title,
  description,
  ...saidIn(schema as Schema),
]);

it('says in German what each shipped strategy and each of its parameters says', () => {
  expect(SAID.length).toBeGreaterThan(150);
  expect([...new Set(SAID)].filter((text) => !(text in strategyTexts))).toEqual([]);
});

it('has no German for what no strategy says', () => {
  expect(Object.keys(strategyTexts).filter((text) => !SAID.includes(text))).toEqual([]);
});

it('leaves the words of a person’s own strategy as they are', () => {
  expect(de.strategies.said('My own parameter')).toBe('My own parameter');
});

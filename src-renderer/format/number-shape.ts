/** What a locale puts between and round the digits, which are always 0 to 9. */
export type NumberShape = {
  readonly group: string;
  readonly decimal: string;
  /** Digits of the group before the decimal sign, and of each one before that: 3 and 3, in India 3 and 2. */
  readonly firstGroup: number;
  readonly furtherGroups: number;
  /** Round a percentage: `%` behind, with or without a space, or before. */
  readonly beforePercent: string;
  readonly afterPercent: string;
};

/** The shape of a locale's numbers, read from what the runtime writes; the minus and plus are ours in every locale. */
export function numberShapeOf(locale: string): NumberShape {
  const options = { numberingSystem: 'latn', useGrouping: 'always', minimumFractionDigits: 1 } as const;
  const parts = new Intl.NumberFormat(locale, options).formatToParts(123_456_789.5);
  const first = (type: string): string | undefined => parts.find((part) => part.type === type)?.value;
  const sizes = parts.filter(({ type }) => type === 'integer').map(({ value }) => value.length);
  const percent = new Intl.NumberFormat(locale, { numberingSystem: 'latn', style: 'percent' }).format(0.07);
  const [beforePercent = '', afterPercent = '%'] = percent.split('7');
  return {
    group: first('group') ?? ',',
    decimal: first('decimal') ?? '.',
    firstGroup: sizes.at(-1) ?? 3,
    furtherGroups: sizes.at(-2) ?? 3,
    beforePercent,
    afterPercent,
  };
}

/** Digits of a whole number in groups. */
export function groupDigits(whole: string, { group, firstGroup, furtherGroups }: NumberShape): string {
  let rest = whole.slice(0, -firstGroup);
  let grouped = whole.slice(-firstGroup);
  while (rest !== '') {
    grouped = `${rest.slice(-furtherGroups)}${group}${grouped}`;
    rest = rest.slice(0, -furtherGroups);
  }
  return grouped;
}

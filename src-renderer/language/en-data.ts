/** Texts of the data page. */
export const dataTexts = {} as const;

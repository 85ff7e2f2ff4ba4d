import type { RegimeName } from '../../../src-preload/contract/regimes.ts';
import { REGIMES } from '../../../src-preload/contract/regimes.ts';
import type { RegimeRulesView } from '../../../src-preload/contract/views.ts';
import { fractionOfPercent, percentOfFraction } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

/** What is entered in which regime, as typed. The rows stay as they were typed while the bot does not go by them. */
export type RegimeDraft = {
  readonly goesByThem: boolean;
  readonly rows: Readonly<Record<RegimeName, { readonly isAllowed: boolean; readonly sizePercent: number | string }>>;
};

/** What a crisis is for: the first thing a person who goes by regimes leaves out. */
const FIRST_LEFT_OUT: readonly RegimeName[] = ['crisis'];
const WHOLE_PERCENT = 100;

export const NO_REGIMES: RegimeDraft = {
  goesByThem: false,
  rows: rowsOf((regime) => ({ isAllowed: !FIRST_LEFT_OUT.includes(regime), sizePercent: WHOLE_PERCENT })),
};

export function regimeDraftOf(regimes: RegimeRulesView | undefined): RegimeDraft {
  if (regimes === undefined) return NO_REGIMES;
  const { allowed, sizeFactors } = regimes;
  const rows = rowsOf((regime) => ({
    isAllowed: allowed.includes(regime),
    sizePercent: percentOfFraction(sizeFactors[regime] ?? 1),
  }));
  return { goesByThem: true, rows };
}

function rowsOf(of: (regime: RegimeName) => RegimeDraft['rows'][RegimeName]): RegimeDraft['rows'] {
  return Object.fromEntries(REGIMES.map((regime) => [regime, of(regime)])) as RegimeDraft['rows'];
}

/** What is wrong with a regime's size; of one in which nothing is entered it does not count. */
export function sizeProblem({ goesByThem, rows }: RegimeDraft, regime: RegimeName): string | undefined {
  const { isAllowed, sizePercent } = rows[regime];
  if (!goesByThem || !isAllowed) return undefined;
  if (sizePercent === '') return wording.ui.required;
  const percent = Number(sizePercent);
  return percent > 0 && percent <= WHOLE_PERCENT ? undefined : wording.regimes.form.sizeOutOfRange;
}

/** Why it cannot be saved; undefined when it can. */
export function regimeProblem(draft: RegimeDraft): string | undefined {
  if (!draft.goesByThem) return undefined;
  if (!REGIMES.some((regime) => draft.rows[regime].isAllowed)) return wording.regimes.form.noneAllowed;
  return REGIMES.map((regime) => sizeProblem(draft, regime)).find((problem) => problem !== undefined);
}

/** What is sent; undefined where nothing goes by regimes. */
export function regimesOf({ goesByThem, rows }: RegimeDraft): RegimeRulesView | undefined {
  if (!goesByThem) return undefined;
  const allowed = REGIMES.filter((regime) => rows[regime].isAllowed);
  const smaller = allowed.filter((regime) => Number(rows[regime].sizePercent) !== WHOLE_PERCENT);
  const factors = smaller.map((regime) => [regime, fractionOfPercent(rows[regime].sizePercent) ?? 1]);
  return { allowed, sizeFactors: Object.fromEntries(factors) };
}

import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import { historyBars } from '../../engine/strategies/history-bars.ts';
import type { CheckContext } from './check-context.ts';
import { failed, notApplicable, passed, somePlaces, whyNotChecked } from './check-context.ts';
import type { Check, Evidence, WarmUpCheck } from './check-report.ts';
import { decisionAt, place } from './compare-records.ts';
import { NOTHING, sameDecision } from './intent-text.ts';
import { copyCandles, othersBetween } from './other-tapes.ts';
import { recordRun } from './record-run.ts';
import type { RunRecord } from './run-record.ts';
import { firstJudged } from './run-record.ts';
import type { LaterStart } from './start-up.ts';
import { startUpOf } from './start-up.ts';

const STARTS = 16;
/** Bars a later start goes on for after the history a bot is given. */
const BARS_AFTER_HISTORY = 250;
/**
 * For so many times its warm-up, and at least so many bars, a strategy may act otherwise than with all the history: that is
 * how long a SuperTrend may take to turn to the side it is on.
 */
const WARM_UPS_ALLOWED = 20;
const FEWEST_ALLOWED = 20;
/** Relative; and the share of bars at which rounding may decide. */
const ROUNDING = 1e-9;
const MOST_TIES = 0.01;
/** Fewer bars than these to judge prove nothing. */
const FEWEST_JUDGED = 5;

/**
 * Whether the declared warm-up is enough. No output may be without a value at the first bar judged (sparse indicators
 * aside). Started on later candles, and shown the position of the whole run, it must come to want what it wants with all
 * the history: averages that remember for ever need longer than their first value, so it may act otherwise for some warm-ups
 * more, and still wait for as long as the history that a started bot is given. How long each indicator's values take to
 * settle is told, and is no failure by itself.
 */
export function checkWarmUp(context: CheckContext): Outcome<WarmUpCheck> {
  const declaredBars = context.whole.failure === null ? context.subject.definition.warmUp(context.subject.params) : 0;
  const bare = (check: Check): WarmUpCheck => ({
    ...check,
    declaredBars,
    decisionsSettledAfterBars: null,
    startUp: [],
  });
  const because = whyNotChecked(context);
  if (because !== null) return succeed(bare(because));
  const missing = missingValues(context);
  if (missing.length > 0) {
    const [{ name = '', bar = 0 } = {}] = missing;
    const sentence = `The warm-up is too short: at bar ${bar}, the first it judges, its indicator ${name} has no value yet.`;
    return succeed(bare(failed(sentence, missing)));
  }
  if (context.subject.definition.startsAnew?.(context.subject.params) === true) {
    const sentence =
      'Its rule begins anew where it is started: what it wants after a later start is rightly something else.';
    return succeed(bare(notApplicable(sentence)));
  }
  const starts = runLaterStarts(context, declaredBars);
  if (!starts.ok) return starts;
  if (starts.value.length === 0) {
    const rows = context.candles.openTimeMs.length;
    const sentence = `${rows} candles are too few to start later on: with a warm-up of ${declaredBars} it needs ${2 * declaredBars + 3 * FEWEST_JUDGED} or more.`;
    return succeed(bare(notApplicable(sentence)));
  }
  return succeed(judgeStarts(context, starts.value, declaredBars));
}

/** Outputs without a value at the first bar judged. */
function missingValues({ candles, whole }: CheckContext): readonly Evidence[] {
  const row = firstJudged(whole);
  return whole.outputs
    .filter(({ sparse, given }) => !sparse && Number.isNaN(given[row] as number))
    .map(({ name }) => ({
      ...place({ candles, probe: 'whole', probeBar: null }, row),
      what: 'indicator',
      name,
      expected: 'a value',
      actual: null,
    }));
}

/** Begins where the whole run has as much history as it can be given, so that it is the one that is right. */
function runLaterStarts(
  { subject, candles, whole, random, beforeRun }: CheckContext,
  warmUp: number,
): Outcome<readonly LaterStart[]> {
  const rows = candles.openTimeMs.length;
  const longest = historyBars(warmUp) + BARS_AFTER_HISTORY;
  const lastStart = Math.max(Math.min(rows - longest, rows - 1), Math.floor((rows - warmUp) / 2));
  if (rows - lastStart <= warmUp + FEWEST_JUDGED + 1 || lastStart <= FEWEST_JUDGED) return succeed([]);
  const firstStart = Math.max(FEWEST_JUDGED, Math.min(historyBars(warmUp), Math.floor(lastStart / 2)));
  const starts: LaterStart[] = [];
  for (const first of somePlaces(random, STARTS, firstStart, lastStart)) {
    beforeRun();
    const tape = copyCandles(candles, first, Math.min(rows, first + longest));
    const [fromMs, toMs] = [tape.openTimeMs[0] as number, tape.openTimeMs[tape.openTimeMs.length - 1] as number];
    const others = othersBetween(subject.others, fromMs, toMs);
    const run = recordRun(subject, tape, { others, positionAt: (row) => whole.positions[first + row] });
    if (!run.ok) return run;
    starts.push({ first, record: run.value });
  }
  return succeed(starts);
}

function judgeStarts(context: CheckContext, starts: readonly LaterStart[], declaredBars: number): WarmUpCheck {
  const { whole } = context;
  const startUp = whole.outputs.map((_output, k) => startUpOf(whole, starts, k, declaredBars));
  const wrong = starts.flatMap((start) => wrongDecisions(context, start));
  const longest = Math.max(...starts.map(({ record }) => record.judged.lastIndexOf(1) + 1));
  const settledAfter = wrong.reduce((most, { bars }) => Math.max(most, bars + 1), declaredBars);
  const rest = {
    declaredBars,
    decisionsSettledAfterBars: settledAfter >= longest ? null : settledAfter,
    startUp,
  };
  return { ...verdictOf(starts, wrong, rest), ...rest };
}

type WrongDecision = Evidence & { /** Of history. */ readonly bars: number };

function wrongDecisions({ candles, whole }: CheckContext, start: LaterStart): readonly WrongDecision[] {
  const { first, record } = start;
  const found: WrongDecision[] = [];
  const ties: WrongDecision[] = [];
  record.judged.forEach((judged, bars) => {
    const expected = decisionAt(whole, first + bars);
    const actual = decisionAt(record, bars);
    if (judged !== 1 || sameDecision(expected, actual)) return;
    const where = place({ candles, probe: 'laterStart', probeBar: first }, first + bars);
    const list = isRounding(whole, start, bars) ? ties : found;
    list.push({ ...where, what: 'decision', name: 'decision', expected, actual, bars });
  });
  // Where they are many, something else is behind them.
  return ties.length > MOST_TIES * record.judged.length ? [...found, ...ties].sort((a, b) => a.bars - b.bars) : found;
}

/**
 * Sums that began elsewhere differ in their last bits, and a price that lies on an average is then on one side or the other:
 * all values agree but for rounding, and not all of them to the bit.
 */
function isRounding(whole: RunRecord, { first, record }: LaterStart, bars: number): boolean {
  let differs = false;
  for (const [k, { given }] of whole.outputs.entries()) {
    const expected = given[first + bars] as number;
    const actual = record.outputs[k]?.given[bars] as number;
    if (Object.is(expected, actual)) continue;
    differs = true;
    if (!(Math.abs(expected - actual) <= ROUNDING * Math.max(Math.abs(expected), Math.abs(actual)))) return false;
  }
  return differs;
}

type Settling = Pick<WarmUpCheck, 'declaredBars' | 'decisionsSettledAfterBars' | 'startUp'>;

function verdictOf(starts: readonly LaterStart[], wrong: readonly WrongDecision[], settling: Settling): Check {
  const { declaredBars } = settling;
  const given = historyBars(declaredBars);
  const allowed = Math.min(given, Math.max(FEWEST_ALLOWED, WARM_UPS_ALLOWED * declaredBars));
  const late = wrong.filter(({ bars, actual }) => bars >= (actual === NOTHING ? given : allowed));
  if (late.length === 0) return passed(passedSentence(settling, starts.length));
  const { bars, bar, expected, actual } = late.reduce((most, one) => (one.bars > most.bars ? one : most));
  const wants = `started ${bars} bars before bar ${bar} it wants ${actual} there, and ${expected} with all the history`;
  const sentence =
    bars >= given
      ? `Where the tape begins never stops to matter: ${wants}. A bot is given ${given} bars.`
      : `The warm-up of ${declaredBars} is too short: ${wants}.`;
  return failed(sentence, late.map(evidenceOf));
}

function evidenceOf({ bars: _bars, ...evidence }: WrongDecision): Evidence {
  return evidence;
}

function passedSentence({ declaredBars, decisionsSettledAfterBars, startUp }: Settling, starts: number): string {
  const decisions = `Started at ${starts} later bars, it decides as with all the history`;
  const after = afterText(declaredBars, decisionsSettledAfterBars);
  const slow = startUp.filter(({ settledAfterBars }) => settledAfterBars !== declaredBars);
  if (slow.length === 0) return `${decisions}${after}, and so do its indicators.`;
  const never = slow.filter(({ settledAfterBars }) => settledAfterBars === null).map(({ indicator }) => indicator);
  if (never.length > 0) return `${decisions}${after}. ${never.join(', ')} depends on where the tape begins.`;
  const longest = Math.max(...slow.map(({ settledAfterBars }) => settledAfterBars ?? 0));
  return `${decisions}${after}; its indicators' values settle after ${longest}.`;
}

function afterText(declaredBars: number, settledAfterBars: number | null): string {
  if (settledAfterBars === null) return ' at last, though not on the last bars of this short tape';
  return settledAfterBars === declaredBars ? ' from the first bar on' : ` after ${settledAfterBars} bars`;
}

import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { Frame } from '../../engine/indicators/frame.ts';
import { createLiveFrame } from '../../engine/indicators/live-frame.ts';
import type { RegimeStep, RegimeView } from '../../engine/ports/regime-model.ts';
import { SHIPPED_REGIME_MODEL } from '../../engine/regime/regime-model.ts';
import { inputsOf, NO_POSITION } from '../../engine/strategies/inputs-of.ts';
import type { PositionView, StrategyDefinition, StrategyRun } from '../../engine/strategies/strategy.ts';
import type { Candle, CandleColumns } from '../../model/candle.ts';
import { candleAt } from '../../model/candle.ts';
import { StrategyFault } from '../strategy-problem.ts';
import type { LiveAnswer } from './messages.ts';

const OWN_BARS_ONLY = 'looks at further series, expected none: a bot of your own strategy gets its own bars';

/** A strategy at work for a paper or live bot: what the engine does with a shipped one, here bar by bar from outside. */
export class LiveRun {
  readonly warmUp: number;
  readonly #frame: Frame;
  readonly #run: StrategyRun;
  readonly #regime: RegimeStep | null;
  /** Seen by the strategy; each bar brings the bot's position at its close. */
  readonly #position: { -readonly [Field in keyof PositionView]: PositionView[Field] } = { ...NO_POSITION };

  /** `params` as the strategy's schema parsed them. Throws StrategyFault. */
  constructor(definition: StrategyDefinition, params: object, history: CandleColumns) {
    const parsed = definition.params.parse(params);
    if (Object.keys(definition.series?.(parsed) ?? {}).length > 0) throw new StrategyFault(0, OWN_BARS_ONLY);
    this.warmUp = definition.warmUp(parsed);
    this.#frame = createLiveFrame(definition.indicators(parsed), history);
    this.#regime = definition.readsRegime === true ? SHIPPED_REGIME_MODEL.begin() : null;
    for (let row = 0; row < history.openTimeMs.length; row++) this.#regime?.take(candleAt(history, row));
    const regime = this.#regime === null ? null : viewOf(this.#regime);
    this.#run = definition.create(parsed, inputsOf(this.#frame, this.#position, undefined, regime));
  }

  /** Nothing is wanted at a bar that is not newer than the latest, or one of the warm-up. Throws StrategyFault. */
  next(candle: Candle, position: PositionView): Outcome<LiveAnswer> {
    const { openTimeMs: barOpenMs } = candle;
    Object.assign(this.#position, position);
    const isNew = this.#frame.advance(candle);
    if (isNew) this.#regime?.take(candle);
    if (!isNew || this.#frame.count <= this.warmUp) return succeed({ barOpenMs, intents: [] });
    const wanted = this.#run.decide();
    return succeed({ barOpenMs, intents: 'kind' in wanted ? [wanted] : wanted });
  }
}

/** An own strategy asks for the regime's name alone. */
function viewOf(step: RegimeStep): RegimeView {
  return {
    get current() {
      return step.regime;
    },
    sinceMs: Number.NaN,
  };
}

import type { BlockPath } from './block-path.ts';
import { createBlockPath, eraOfBlock } from './block-path.ts';
import type { EraPath } from './era-path.ts';
import { createEraPath } from './era-path.ts';
import type { MinuteShape } from './minute-tape.ts';
import { fillMinute, fillTimes, MinuteTape } from './minute-tape.ts';
import type { DemoRegime } from './schedule.ts';
import type { SymbolModel } from './symbol-model.ts';
import type { WalkBlock } from './walk.ts';
import { BLOCK_MINUTES, createWalkBlock } from './walk.ts';

const MINUTE_MS = 60_000;
const CRISIS_SPREAD_FACTOR = 3;

/** Remembers the `capacity` values made last. What is made depends on the key alone, so forgetting changes nothing. */
class Recent<T> {
  readonly #values = new Map<number, T>();
  readonly #capacity: number;
  readonly #make: (key: number) => T;

  constructor(capacity: number, make: (key: number) => T) {
    this.#capacity = capacity;
    this.#make = make;
  }

  get(key: number): T {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const made = this.#make(key);
    if (this.#values.size >= this.#capacity) {
      for (const oldest of this.#values.keys()) {
        this.#values.delete(oldest);
        break;
      }
    }
    this.#values.set(key, made);
    return made;
  }
}

/** Blocks of the walks that several symbols share. */
export class SharedWalks {
  readonly #walks = new Map<number, Recent<WalkBlock>>();

  block(key: number, block: number): WalkBlock {
    let walk = this.#walks.get(key);
    if (walk === undefined) {
      walk = new Recent(4, (wanted) => createWalkBlock(key, wanted));
      this.#walks.set(key, walk);
    }
    return walk.get(block);
  }
}

/** One simulated instrument: its path and its trades at any time, with the latest pieces kept at hand. */
export class SymbolMarket {
  readonly model: SymbolModel;
  readonly #eras: Recent<EraPath>;
  readonly #blocks: Recent<BlockPath>;
  /** Even and odd minutes, so that a step over the minute's end keeps both. */
  readonly #tapes = [new MinuteTape(), new MinuteTape()] as const;

  constructor(model: SymbolModel, walks: SharedWalks) {
    this.model = model;
    this.#eras = new Recent(3, (era) => createEraPath(model, era));
    this.#blocks = new Recent(3, (block) =>
      createBlockPath(model, this.#eras.get(eraOfBlock(block)), block, {
        market: walks.block(model.keys.market, block),
        sector: walks.block(model.keys.sector, block),
        own: createWalkBlock(model.keys.own, block),
      }),
    );
  }

  regimeAt(timeMs: number): DemoRegime {
    const block = Math.floor(timeMs / (MINUTE_MS * BLOCK_MINUTES));
    return this.#blocks.get(block).segment.regime;
  }

  shapeOf(minute: number): MinuteShape {
    const block = Math.floor(minute / BLOCK_MINUTES);
    const path = this.#blocks.get(block);
    const index = minute - block * BLOCK_MINUTES;
    return {
      minute,
      startPrice: path.middle[index] as number,
      endPrice: path.middle[index + 1] as number,
      deviation: path.deviation[index] as number,
      spreadFactor: path.segment.regime === 'crisis' ? CRISIS_SPREAD_FACTOR : 1,
    };
  }

  /** The minute's trades with their times. Borrowed: valid until the minute after the next is asked for. */
  tapeOf(minute: number): MinuteTape {
    const tape = this.#tapes[(minute & 1) as 0 | 1];
    if (tape.minute === minute) return tape;
    fillMinute(this.model, this.shapeOf(minute), tape);
    fillTimes(this.model, tape);
    return tape;
  }
}

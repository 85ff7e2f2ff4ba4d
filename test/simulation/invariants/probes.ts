import type { NumberedFact } from '../../../src-main/engine/facts.ts';
import type { Order } from '../../../src-main/model/order.ts';
import type { App } from '../app/app.ts';
import type { Machine } from '../app/life.ts';
import type { Row } from '../disk/rows.ts';
import type { SimulatedDisk } from '../disk/simulated-disk.ts';
import type { SimulatedExchange } from '../exchange/simulated-exchange.ts';
import type { SimulatedOrder } from '../exchange/simulated-order.ts';
import { count } from '../world/coverage.ts';
import type { World } from '../world/world.ts';

/** Everything there is to look at. */
export type Scene = {
  readonly world: World;
  readonly machine: Machine;
  readonly disk: SimulatedDisk;
  readonly exchange: SimulatedExchange;
  /** Instruments of which nothing is heard, by their ids: the process knows it. */
  readonly badFeeds: Set<string>;
  /** The latest prices that the process which lives now was told. */
  readonly told: Map<string, number>;
  /** The process that lives now; null between a crash and the next start. */
  app: App | null;
};

/** What an invariant may be told of, and with what. */
export type Moments = {
  /** A new life began: its state is that of the disk. */
  booted: App;
  /** A row is about to be written. */
  rowWanted: Row;
  rowWritten: Row;
  fact: NumberedFact['fact'];
  /** A request of any kind is on its way. */
  requestLeaves: string;
  /** That of a new order, with the time it carries. */
  orderLeaves: { readonly order: Order; readonly timestampMs: number };
  /** The exchange has it. */
  orderBooked: SimulatedOrder;
  /** The process was asked to send nothing before this. */
  silenceAsked: number;
  /** The machine's clock was set anew. */
  clockSet: number;
  crashed: null;
  /** All is healed and quiet, or should be. Null from every invariant ends the seed. */
  settled: null;
};

export type Moment = keyof Moments;

/** Watches for one seed: says what is wrong, null while nothing is. */
export type Watch = { readonly [Name in Moment]?: (told: Moments[Name]) => string | null };

/** To add one: a file beside this with one of these, and a line in `all.ts`. */
export type Invariant = { readonly name: string; readonly watch: (scene: Scene) => Watch };

type Watcher = { readonly name: string; readonly look: (told: never) => string | null; questions: number };

/** Tells every invariant of the moments it watches. */
export class Probes {
  readonly #scene: Scene;
  readonly #watchers = new Map<Moment, Watcher[]>();

  constructor(scene: Scene, invariants: readonly Invariant[]) {
    this.#scene = scene;
    for (const { name, watch } of invariants) {
      for (const [moment, look] of Object.entries(watch(scene))) {
        const others = this.#watchers.get(moment as Moment) ?? [];
        this.#watchers.set(moment as Moment, [...others, { name, look: look as Watcher['look'], questions: 0 }]);
      }
    }
  }

  tell<Name extends Moment>(moment: Name, told: Moments[Name]): void {
    const { world } = this.#scene;
    const watchers = this.#watchers.get(moment);
    if (watchers === undefined) return;
    for (const watcher of watchers) {
      watcher.questions++;
      const problem = (watcher.look as (told: Moments[Name]) => string | null)(told);
      if (problem !== null) world.violated(watcher.name, problem);
    }
  }

  /** How often each was asked. */
  tally(): void {
    for (const watchers of this.#watchers.values()) {
      for (const { name, questions } of watchers) count(this.#scene.world.coverage.invariantChecks, name, questions);
    }
  }

  /** Whether all is as it should be at rest. Each invariant counts as asked once it is. */
  isSettled(): boolean {
    const watchers = this.#watchers.get('settled') ?? [];
    const isSettled = watchers.every(({ look }) => (look as (told: null) => string | null)(null) === null);
    if (isSettled) for (const watcher of watchers) watcher.questions++;
    return isSettled;
  }
}

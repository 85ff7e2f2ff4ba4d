import { App } from './app/app.ts';
import { Life, Machine } from './app/life.ts';
import { SimulatedFeed } from './app/market-feed.ts';
import { Person } from './app/person.ts';
import { SimulatedDisk } from './disk/simulated-disk.ts';
import { PERSON, SimulatedExchange } from './exchange/simulated-exchange.ts';
import type { UserStream } from './exchange/user-stream.ts';
import { Weather } from './exchange/weather.ts';
import { planMachineFaults } from './faults/machine-faults.ts';
import { INVARIANTS } from './invariants/all.ts';
import type { Scene } from './invariants/probes.ts';
import { Probes } from './invariants/probes.ts';
import type { Coverage } from './world/coverage.ts';
import { count } from './world/coverage.ts';
import type { Violation, WorldOptions } from './world/world.ts';
import { World } from './world/world.ts';

export type Verdict = {
  readonly seed: number;
  /** Of everything that happened, in order: two runs of one seed share it. */
  readonly hash: string;
  readonly violations: readonly Violation[];
  readonly coverage: Coverage;
  readonly passed: World['passed'];
  /** Empty unless asked for. */
  readonly trace: readonly string[];
};

/** After all is healed, for everything to be known and right. */
const SETTLE_MS = 300_000;
const EVENTS_A_LOOK = 12;

/** One seed from its first event to its verdict: things go wrong for some minutes, then nothing does, then all must be well. */
export async function runSeed(seed: number, options: WorldOptions = {}): Promise<Verdict> {
  const world = new World(seed, options);
  const stage = new Stage(world);
  await stage.run();
  stage.tally();
  const { violations, coverage, trace, passed } = world;
  return { seed, hash: trace.hash(), violations, coverage, trace: trace.lines(), passed };
}

class Stage {
  readonly #world: World;
  readonly #scene: Scene;
  readonly #probes: Probes;
  readonly #weather: Weather;
  readonly #feed: SimulatedFeed;
  #stream: UserStream | null = null;
  #lives = 0;

  constructor(world: World) {
    this.#world = world;
    const exchange = new SimulatedExchange(world, (event) => {
      if (event.order.order.botId !== PERSON && event.order.fills.length === 0 && event.order.status === 'working')
        this.#probes.tell('orderBooked', event.order);
      this.#stream?.tell(event);
    });
    const machine = new Machine(world);
    this.#scene = {
      world,
      machine,
      disk: new SimulatedDisk(world),
      exchange,
      badFeeds: new Set(),
      told: new Map(),
      app: null,
    };
    this.#probes = new Probes(this.#scene, INVARIANTS);
    this.#weather = new Weather(world);
    this.#feed = new SimulatedFeed(this.#scene);
    planMachineFaults(this.#scene, this.#probes);
    new Person(this.#scene, () => void this.#restart());
    this.#boot();
  }

  async run(): Promise<void> {
    const { plan } = this.#world;
    await this.#runUntil(plan.chaosMs, () => false);
    this.#world.isHealed = true;
    this.#world.note('HEALED');
    this.#scene.disk.isFull = false;
    this.#scene.badFeeds.clear();
    this.#scene.machine.wallOffsetMs = 0;
    this.#probes.tell('clockSet', 0);
    this.#feed.begin();
    let looks = 0;
    const endMs = plan.chaosMs + SETTLE_MS;
    const isOver = (): boolean => looks++ % EVENTS_A_LOOK === 0 && this.#probes.isSettled();
    const isSettled = await this.#runUntil(endMs, isOver);
    if (!isSettled && this.#world.violations.length === 0) this.#probes.tell('settled', null);
    await this.#scene.app?.stop();
  }

  tally(): void {
    this.#probes.tally();
    const { coverage } = this.#world;
    for (const { order, fills } of this.#scene.exchange.orders) {
      if (order.botId === PERSON) continue;
      coverage.orders++;
      coverage.fills += fills.length;
      count(coverage.orderTypes, `${order.purpose} ${order.type.kind}`);
    }
  }

  /** Whether it was over before the time, or a violation. */
  async #runUntil(untilMs: number, isOver: () => boolean): Promise<boolean> {
    const world = this.#world;
    while (world.violations.length === 0 && world.step(untilMs)) {
      await settled();
      if (world.violations.length === 0 && isOver()) return true;
    }
    return false;
  }

  #boot(): void {
    const life = new Life(++this.#lives, this.#scene.machine, (isPowerCut) => this.#die(isPowerCut));
    let app: App | null = null;
    this.#scene.told.clear();
    try {
      app = new App({
        life,
        scene: this.#scene,
        weather: this.#weather,
        probes: this.#probes,
        opened: (stream) => {
          this.#stream = stream;
        },
      });
    } catch (error) {
      // It could not even start: its disk is full or broken, or it died on the way.
      this.#world.note(`start fails: ${String(error)}`);
      if (life.isAlive) this.#world.after(5_000, 'start again', () => this.#bootAnew());
      life.end();
      return;
    }
    if (!life.isAlive) return;
    this.#scene.app = app;
    this.#probes.tell('booted', app);
    void app.open();
    this.#feed.begin();
  }

  #die(isPowerCut: boolean): void {
    this.#scene.app = null;
    this.#stream = null;
    this.#scene.disk.crash(isPowerCut);
    this.#probes.tell('crashed', null);
    this.#world.after(this.#world.between(200, 8_000), 'start after a crash', () => this.#boot());
  }

  /** As a person does it: closed in order, then started anew. */
  async #restart(): Promise<void> {
    const { app } = this.#scene;
    this.#scene.app = null;
    this.#stream = null;
    await app?.stop();
    this.#world.after(1_000, 'started by the person', () => this.#bootAnew());
  }

  #bootAnew(): void {
    this.#scene.disk.reopen();
    this.#boot();
  }
}

/** Until every promise that waits for nothing but others is done: ticks come after all of them. */
function settled(): Promise<void> {
  return new Promise((done) => process.nextTick(done));
}

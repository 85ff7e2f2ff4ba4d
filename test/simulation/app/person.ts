import type { EngineState } from '../../../src-main/engine/engine-state.ts';
import type { Finding } from '../../../src-main/engine/ports/venue-look.ts';
import type { BotConfig } from '../../../src-main/model/bot.ts';
import type { Quantity } from '../../../src-main/model/money.ts';
import { INSTRUMENTS } from '../exchange/instruments.ts';
import { money } from '../exchange/ledger.ts';
import { PERSON } from '../exchange/simulated-exchange.ts';
import type { Scene } from '../invariants/probes.ts';
import { count } from '../world/coverage.ts';
import { drawLimits } from '../world/limits.ts';
import { botsOf } from './bots.ts';

const RESTRICTIONS = ['noNewPositions', 'reduceOnly', 'flatten'] as const;
/** Most of it is nobody's business: what is taken over or sold changes what bots hold. */
const CHOICES = ['ignore', 'ignore', 'adopt', 'close'] as const;
const LOOKS_MS = 17_000;
/** For the connection to be there, once nothing is in its way. */
const PATIENCE_MS = 25_000;

/** A bot on the instrument, or on the asset, that something was found of. */
function takesOver({ instrumentId }: BotConfig, finding: Finding): boolean {
  return finding.kind === 'balance'
    ? instrumentId.startsWith(`sim:${finding.asset}-`)
    : instrumentId === finding.instrumentId;
}

/** The person in front of the screen: sets bots up, starts them again, halts and releases, and trades by hand on the side. */
export class Person {
  readonly #scene: Scene;
  readonly #restart: () => void;
  readonly #configs: readonly BotConfig[];
  #haltAtMs: number;
  #orders = 0;

  constructor(scene: Scene, restart: () => void) {
    this.#scene = scene;
    this.#restart = restart;
    const { plan } = scene.world;
    this.#configs = botsOf(plan);
    this.#haltAtMs = plan.halts === 'never' ? Number.POSITIVE_INFINITY : scene.world.between(0.3, 0.9) * plan.chaosMs;
    this.#look();
  }

  #look(): void {
    const { world } = this.#scene;
    world.after(LOOKS_MS, 'person', () => {
      this.#look();
      this.#mindTheApp();
      if (!world.isHealed) this.#trade();
    });
  }

  #mindTheApp(): void {
    const { app, world, disk } = this.#scene;
    if (app === null) return;
    if (!app.isOpen) {
      // A clock that was wrong when it started may have it wait for an hour.
      if (world.isHealed && app.life.ageMs > PATIENCE_MS) this.#restart();
      return;
    }
    if (app.isJournalBroken) {
      if (!disk.isFull) this.#restart();
      return;
    }
    const { halt, bots, accounts, riskModes } = app.engine.snapshot();
    if (!accounts.some(({ account }) => account.venue !== null)) app.openAccount();
    this.#govern(riskModes);
    this.#decide(accounts);
    if (world.elapsedMs >= this.#haltAtMs) {
      this.#haltAtMs = Number.POSITIVE_INFINITY;
      app.command({ kind: 'halt', reason: 'the person says so', flatten: world.plan.halts === 'flatten' });
    } else if (halt !== null && (world.isHealed || world.chance(0.3))) {
      app.command({ kind: 'release', reason: 'all is well' });
    } else if (halt === null) {
      for (const config of this.#configs) {
        const known = bots.find((bot) => bot.config.id === config.id);
        if (known === undefined) app.command({ kind: 'addBot', config });
        if (known?.state !== 'running') app.startBot(config);
      }
    }
  }

  /** Looks at what restricts the accounts, lets go of it sooner or later, and changes the rules now and then. */
  #govern(riskModes: EngineState['riskModes']): void {
    const { app, world, machine } = this.#scene;
    for (const { group, mode } of riskModes) {
      if (mode.kind === 'normal' || !(world.isHealed || world.chance(0.7))) continue;
      app?.command({ kind: 'releaseMode', group, reason: 'all is well' });
    }
    if (world.isHealed || !world.chance(world.plan.meddling)) return;
    if (world.chance(0.5)) {
      const group = world.plan.market === 'spot' ? 'live' : 'paper';
      app?.command({ kind: 'restrict', group, mode: world.pick(RESTRICTIONS), reason: 'a look' });
      return;
    }
    machine.limits = drawLimits(world.random);
    const { maxPositionFraction, maxDailyLossFraction } = world.plan;
    const accountRisk = { maxPositionFraction, maxDailyLossFraction, dayRollOffsetMs: 0 };
    app?.offer({ kind: 'config', accountRisk, governor: machine.limits });
  }

  /** What was found at the exchange goes to a bot, or is sold, or is none of the bots' business. */
  #decide(accounts: EngineState['accounts']): void {
    const { app, world } = this.#scene;
    for (const { account, reconciliation } of accounts) {
      for (const finding of reconciliation?.findings ?? []) {
        const decision = { kind: 'decideFinding', accountId: account.id, key: finding.key } as const;
        const choice = finding.kind === 'shortage' ? 'adopt' : world.pick(CHOICES);
        const botId = world.pick(this.#configs.filter((config) => takesOver(config, finding))).id;
        const mayName = choice === 'adopt' && finding.kind === 'balance';
        const refusal = app?.command({ ...decision, choice, ...(mayName ? { botId } : {}) });
        if (refusal === null) count(world.coverage.decisions, `${finding.kind} ${choice}`);
        else app?.command({ ...decision, choice: 'ignore' });
      }
    }
  }

  #trade(): void {
    const { world, exchange } = this.#scene;
    if (world.strikes('personCancels')) {
      const open = [...exchange.openOrders()];
      if (open.length > 0) exchange.cancel(world.pick(open), 'CANCELED by the person');
    }
    if (world.strikes('personTrades')) this.#order();
    if (world.strikes('personTransfers')) {
      // Not what a trade by hand costs: the two would undo each other to within what an exchange's rounding may be.
      exchange.ledger.transfer('USDT', money(world.chance(0.5) ? '831.97531246' : '-77.13579864'));
    }
  }

  #order(): void {
    const { world, exchange } = this.#scene;
    const instrument = world.pick(INSTRUMENTS);
    const side = world.plan.market === 'spot' || world.chance(0.5) ? 'buy' : 'sell';
    const away = world.chance(0.5) ? 0n : 50n;
    const price = exchange.price(instrument.id) + (side === 'buy' ? -away : away) * instrument.tick;
    const order = {
      clientOrderId: `web-${++this.#orders}`,
      accountId: PERSON,
      botId: PERSON,
      instrumentId: instrument.id,
      side,
      type: { kind: 'limit', price },
      size: { kind: 'base', quantity: 123_456_789n as Quantity },
      purpose: 'entry',
      tag: '',
      reduceOnly: false,
      closesOpposite: false,
      createdMs: world.exchangeMs,
    };
    exchange.place(order as Parameters<typeof exchange.place>[0], instrument);
  }
}

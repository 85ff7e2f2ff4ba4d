import type { EngineState } from '../../../src-main/engine/engine-state.ts';
import { createEngine } from '../app/app.ts';
import { SimulatedDisk } from '../disk/simulated-disk.ts';
import { SimulatedJournal } from '../disk/simulated-journal.ts';
import type { Invariant, Scene } from './probes.ts';

/** An engine that starts from the journal has the cash, positions, open orders and halt of the one that wrote it. */
export const replayIsState: Invariant = {
  name: 'replay gives the same state',
  watch: (scene) => ({ settled: () => differenceOf(scene) }),
};

function differenceOf(scene: Scene): string | null {
  const { app, disk, world } = scene;
  if (app === null) return 'nothing runs';
  if (app.isJournalBroken) return 'the journal is broken';
  const copy = new SimulatedDisk(world);
  copy.rows.push(...disk.rows);
  const live = textOf(app.engine.snapshot());
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const venue = { submit: () => undefined, cancel: () => undefined };
  const replayed = createEngine(new SimulatedJournal(copy), venue, { life: app.life, log });
  const text = textOf(replayed.snapshot());
  return text === live ? null : `the journal gives ${text}, the engine has ${live}`;
}

function textOf({ accounts, riskModes, bots, openOrders, halt }: EngineState): string {
  const parts = [`halt ${halt?.reason ?? 'none'}`];
  for (const { cash, day } of accounts) parts.push(`cash ${cash}, day ${day?.startMs} ${day?.equity}`);
  for (const { group, mode } of riskModes) parts.push(`${group} ${mode.kind}`);
  for (const { config, position, realised, fees } of bots) {
    parts.push(`${config.id} ${position.quantity} ${position.cost} ${realised} ${fees}`);
  }
  const orders = openOrders.map(({ order, state }) => `${order.clientOrderId} ${state}`);
  return [...parts, ...orders.sort()].join(', ');
}

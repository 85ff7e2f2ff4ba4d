import type { Probes, Scene } from '../invariants/probes.ts';
import type { FaultName } from './swarm.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What goes wrong with our own machine: its disk fills up, its clock is set wrong and set right again. */
export function planMachineFaults(scene: Scene, probes: Probes): void {
  const { world, disk, machine } = scene;
  every(scene, 'diskFull', () => {
    disk.isFull = true;
    world.after(world.between(2_000, 40_000), 'disk has room', () => {
      disk.isFull = false;
    });
  });
  every(scene, 'clockJump', () => {
    const isBack = machine.wallOffsetMs !== 0 && world.chance(0.5);
    machine.wallOffsetMs = isBack ? 0 : Math.round(world.between(-HOUR_MS, HOUR_MS));
    probes.tell('clockSet', machine.wallOffsetMs);
  });
}

function every(scene: Scene, fault: FaultName, strike: () => void): void {
  const { world } = scene;
  const perMinute = world.plan.faults[fault];
  if (perMinute === 0) return;
  world.after((-Math.log(1 - world.random.next()) * MINUTE_MS) / perMinute, fault, () => {
    if (world.isHealed) return;
    world.struck(fault);
    strike();
    every(scene, fault, strike);
  });
}

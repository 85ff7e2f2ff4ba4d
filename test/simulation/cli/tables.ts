import type { Hunted } from '../planted/hunt.ts';
import type { DrillsReport } from '../run-drills.ts';
import type { SeedsReport } from '../run-seeds.ts';
import type { Tally } from '../world/coverage.ts';

/** The report of many seeds, for a person. */
export function reportTable(report: SeedsReport): string {
  const { mix, seeds, violations, seconds, seedsPerCpuSecond, coverage, perSeed } = report;
  const speed = `${Math.round(seeds / seconds)} seeds/s, ${seedsPerCpuSecond} a second of processor time`;
  const lines = [
    `fault mix: ${mix}`,
    `${seeds} seeds in ${seconds.toFixed(1)} s (${speed}), ${violations} with a violation`,
    `a seed has on average ${perSeed.events} events, ${perSeed.orders} orders, ${perSeed.faults} faults`,
    `${coverage.fills} fills, ${coverage.crashes} crashes, ${coverage.doubleCrashes} of them while recovering`,
    ...tallyLines('faults', coverage.faultKinds),
    ...tallyLines('crash points', coverage.crashPoints),
    ...tallyLines('order states', coverage.orderStates),
    ...tallyLines('orders', coverage.orderTypes),
    ...tallyLines('orders refused by rule', coverage.refusals),
    ...tallyLines('modes of the governors', coverage.riskModes),
    ...tallyLines('entries that left, held against limits', coverage.limitChecks),
    ...tallyLines('decisions on what was found', coverage.decisions),
    ...tallyLines('questions asked of invariants', coverage.invariantChecks),
  ];
  return `${lines.join('\n')}\n`;
}

function tallyLines(title: string, tally: Tally): readonly string[] {
  const entries = Object.entries(tally).sort(([left], [right]) => (left < right ? -1 : 1));
  return ['', `${title}:`, ...entries.map(([name, times]) => `  ${String(times).padStart(9)}  ${name}`)];
}

/** What became of a crash at every moment. */
export function drillsTable({ seed, moments, runs, violations, crashPoints }: DrillsReport): string {
  const { crash, writeFails, syncFails } = moments;
  const lines = [
    `seed ${seed} without chance: ${crash} moments to die at, ${writeFails} writes, ${syncFails} syncs, all of them tried`,
    `${runs} runs, ${violations.length} with a violation`,
    ...violations.map(
      ({ drill, violation }) => `${JSON.stringify(drill)} ${violation.invariant}: ${violation.message}`,
    ),
    ...tallyLines('crash points', crashPoints),
  ];
  return `${lines.join('\n')}\n`;
}

/** How soon each planted bug was found. */
export function huntTable(hunted: readonly Hunted[], seeds: number): string {
  const width = Math.max(...hunted.map(({ bug }) => bug.length));
  const lines = hunted.map(({ bug, found }) => {
    if (found === null) return `${bug.padEnd(width)}  not found in ${seeds} seeds`;
    return `${bug.padEnd(width)}  after ${String(found.seeds).padStart(3)} seeds  ${found.invariant}: ${found.message}`;
  });
  const count = hunted.filter(({ found }) => found !== null).length;
  return `${lines.join('\n')}\n${count} of ${hunted.length} planted bugs found\n`;
}

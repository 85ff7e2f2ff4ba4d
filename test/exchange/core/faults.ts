import { createChance, seedOf } from './chance.ts';

/** When a fault strikes. Without any of the three limits: always, until it is cleared. */
export type FaultSetting = {
  /** The next so many occasions. */
  readonly count?: number;
  /** Each occasion with this chance, drawn from `seed`. */
  readonly probability?: number;
  readonly seed?: number;
  /** The exchange's time, ms, from which on it strikes no more. */
  readonly untilMs?: number;
  /** Occasions let pass before the first. */
  readonly after?: number;
  /** Only where it holds: a symbol (`BTC-USDT`), a path, a stream; a part of the text is enough. */
  readonly where?: string;
  /** What the fault needs besides: ms, an error code, a text. See the table in the README. */
  readonly value?: number | string;
};

type ActiveFault = { readonly setting: FaultSetting; readonly chance: () => number; passed: number; struck: number };

export type FaultView = FaultSetting & { readonly name: string; readonly struck: number };

/** The switchboard: what should go wrong, how often, and what did. Wires ask it at every occasion. */
export class Faults {
  readonly #active = new Map<string, ActiveFault>();
  readonly #struck = new Map<string, number>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  set(name: string, setting: FaultSetting = {}): void {
    this.#active.set(name, { setting, chance: createChance(seedOf(name, setting.seed ?? 1)), passed: 0, struck: 0 });
  }

  clear(name?: string): void {
    if (name === undefined) this.#active.clear();
    else this.#active.delete(name);
  }

  /** An occasion: the setting when the fault strikes now. @param place what `where` is looked for in */
  strike(name: string, place = ''): FaultSetting | undefined {
    const fault = this.#active.get(name);
    if (!fault || !this.#isDue(fault, place)) return undefined;
    fault.struck += 1;
    this.#struck.set(name, this.struck(name) + 1);
    return fault.setting;
  }

  /** Whether it is switched on, without counting an occasion: for faults that are a state rather than an event. */
  isOn(name: string, place = ''): FaultSetting | undefined {
    const fault = this.#active.get(name);
    if (!fault || this.#isOver(fault) || !place.includes(fault.setting.where ?? '')) return undefined;
    return fault.setting;
  }

  /** How often it struck since the start, also after it was cleared. */
  struck(name: string): number {
    return this.#struck.get(name) ?? 0;
  }

  list(): FaultView[] {
    return [...this.#active].map(([name, { setting, struck }]) => ({ ...setting, name, struck }));
  }

  #isDue(fault: ActiveFault, place: string): boolean {
    const { setting } = fault;
    if (this.#isOver(fault) || !place.includes(setting.where ?? '')) return false;
    fault.passed += 1;
    if (fault.passed <= (setting.after ?? 0)) return false;
    return setting.probability === undefined || fault.chance() < setting.probability;
  }

  #isOver({ setting, struck }: ActiveFault): boolean {
    if (setting.untilMs !== undefined && this.#nowMs() >= setting.untilMs) return true;
    return setting.count !== undefined && struck >= setting.count;
  }
}

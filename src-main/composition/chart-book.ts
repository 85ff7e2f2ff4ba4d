import { join } from 'node:path';
import { z } from 'zod';
import type { ChartSetup, ChartTemplate } from '../../src-preload/contract/chart-views.ts';
import { chartSetup, chartTemplate, MOST_TEMPLATES } from '../../src-preload/contract/chart-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail } from '../base/outcome.ts';
import { KeptList } from '../config/kept-list.ts';

/** The person's templates of charts and what the Chart page showed last, in two files of the data folder. */
export class ChartBook {
  readonly #kept: KeptList<ChartTemplate>;
  /** One, or none. */
  readonly #page: KeptList<ChartSetup>;

  constructor(dataDir: string) {
    this.#kept = new KeptList(join(dataDir, 'chart-templates.json'), z.array(chartTemplate).max(MOST_TEMPLATES));
    this.#page = new KeptList(join(dataDir, 'chart-page.json'), z.array(chartSetup).max(1));
  }

  /** What was wrong with a file; it then lies aside. */
  get problem(): string | null {
    return this.#kept.problem ?? this.#page.problem;
  }

  templates(): readonly ChartTemplate[] {
    return this.#kept.items;
  }

  pageSetup(): ChartSetup | null {
    return this.#page.items[0] ?? null;
  }

  keepPageSetup(setup: ChartSetup): Outcome<void> {
    return this.#page.replace([setup]);
  }

  /** In place of the one of its name, or a new one; sorted by name. */
  saveTemplate(template: ChartTemplate): Outcome<void> {
    const others = this.templates().filter(({ name }) => name !== template.name);
    if (others.length >= MOST_TEMPLATES) {
      return fail('badArgument', `there are ${others.length} templates, expected fewer before one is added`);
    }
    return this.#kept.replace([...others, template].toSorted((a, b) => a.name.localeCompare(b.name)));
  }

  removeTemplate(name: string): Outcome<void> {
    return this.#kept.replace(this.templates().filter((template) => template.name !== name));
  }
}

import { join } from 'node:path';
import { z } from 'zod';
import { type ChartTemplate, chartTemplate, MOST_TEMPLATES } from '../../src-preload/contract/chart-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { readJsonFile, writeJsonFile } from '../config/json-file.ts';

const FILE_NAME = 'chart-templates.json';
const kept = z.array(chartTemplate).max(MOST_TEMPLATES);

/** The person's templates of charts, in `chart-templates.json` of the data folder. */
export class ChartBook {
  readonly #path: string;
  /** What was wrong with the file; it then lies aside. */
  readonly problem: string | null;
  #templates: readonly ChartTemplate[];

  constructor(dataDir: string) {
    this.#path = join(dataDir, FILE_NAME);
    const read = readJsonFile(this.#path, kept);
    this.problem = read.ok ? null : read.error.message;
    this.#templates = (read.ok ? read.value : undefined) ?? [];
  }

  templates(): readonly ChartTemplate[] {
    return this.#templates;
  }

  /** In place of the one of its name, or a new one; sorted by name. */
  saveTemplate(template: ChartTemplate): Outcome<void> {
    const others = this.#templates.filter(({ name }) => name !== template.name);
    if (others.length >= MOST_TEMPLATES) {
      return fail('badArgument', `there are ${others.length} templates, expected fewer before one is added`);
    }
    return this.#write([...others, template].toSorted((a, b) => a.name.localeCompare(b.name)));
  }

  removeTemplate(name: string): Outcome<void> {
    return this.#write(this.#templates.filter((template) => template.name !== name));
  }

  #write(templates: readonly ChartTemplate[]): Outcome<void> {
    const written = writeJsonFile(this.#path, templates);
    if (written.ok) this.#templates = templates;
    return written.ok ? succeed(undefined) : written;
  }
}

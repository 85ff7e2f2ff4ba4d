import { join } from 'node:path';
import { z } from 'zod';
import { MOST_WORKSPACES } from '../../src-preload/contract/workspace-limits.ts';
import { type WorkspaceView, workspaceView } from '../../src-preload/contract/workspace-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { readJsonFile, writeJsonFile } from '../config/json-file.ts';

const FILE_NAME = 'workspaces.json';
const kept = z.array(workspaceView).max(MOST_WORKSPACES);

/** What a person finds before anything was laid out by hand. */
const FIRST_WORKSPACES: readonly WorkspaceView[] = [
  { id: 'trading', name: null, preset: 'trading', layout: null },
  { id: 'bots', name: null, preset: 'bots', layout: null },
  { id: 'research', name: null, preset: 'research', layout: null },
];

/** The person's workspaces, in `workspaces.json` of the data folder. */
export class WorkspaceBook {
  readonly #path: string;
  /** What was wrong with the file; it then lies aside and the first workspaces are shown. */
  readonly problem: string | null;
  #workspaces: readonly WorkspaceView[];

  constructor(dataDir: string) {
    this.#path = join(dataDir, FILE_NAME);
    const read = readJsonFile(this.#path, kept);
    this.problem = read.ok ? null : read.error.message;
    this.#workspaces = (read.ok ? read.value : undefined) ?? FIRST_WORKSPACES;
  }

  list(): readonly WorkspaceView[] {
    return this.#workspaces;
  }

  /** Puts it in the place of the one with its id, or at the end. */
  save(workspace: WorkspaceView): Outcome<void> {
    const isKnown = this.#workspaces.some(({ id }) => id === workspace.id);
    if (!isKnown && this.#workspaces.length >= MOST_WORKSPACES) {
      return fail('badArgument', `there are ${MOST_WORKSPACES} workspaces, expected fewer before one is added`);
    }
    return this.#write(
      isKnown
        ? this.#workspaces.map((one) => (one.id === workspace.id ? workspace : one))
        : [...this.#workspaces, workspace],
    );
  }

  remove(workspaceId: string): Outcome<void> {
    const left = this.#workspaces.filter(({ id }) => id !== workspaceId);
    if (left.length === 0)
      return fail('badArgument', `"${workspaceId}" is the last workspace, expected another to stay`);
    return this.#write(left);
  }

  #write(workspaces: readonly WorkspaceView[]): Outcome<void> {
    const written = writeJsonFile(this.#path, workspaces);
    if (!written.ok) return written;
    this.#workspaces = workspaces;
    return succeed(undefined);
  }
}

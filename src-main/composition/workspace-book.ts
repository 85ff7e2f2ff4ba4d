import { join } from 'node:path';
import { z } from 'zod';
import { MOST_WORKSPACES } from '../../src-preload/contract/workspace-limits.ts';
import { type WorkspaceView, workspaceView } from '../../src-preload/contract/workspace-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail } from '../base/outcome.ts';
import { KeptList } from '../config/kept-list.ts';

const schema = z.array(workspaceView).max(MOST_WORKSPACES);

/** What a person finds before anything was laid out by hand. */
const FIRST_WORKSPACES: readonly WorkspaceView[] = [
  { id: 'trading', name: null, preset: 'trading', layout: null },
  { id: 'bots', name: null, preset: 'bots', layout: null },
  { id: 'research', name: null, preset: 'research', layout: null },
];

/** The person's workspaces, in `workspaces.json` of the data folder. */
export class WorkspaceBook {
  readonly #kept: KeptList<WorkspaceView>;

  constructor(dataDir: string) {
    this.#kept = new KeptList(join(dataDir, 'workspaces.json'), schema, FIRST_WORKSPACES);
  }

  /** What was wrong with the file; it then lies aside and the first workspaces are shown. */
  get problem(): string | null {
    return this.#kept.problem;
  }

  list(): readonly WorkspaceView[] {
    return this.#kept.items;
  }

  /** Puts it in the place of the one with its id, or at the end. */
  save(workspace: WorkspaceView): Outcome<void> {
    const place = this.list().findIndex(({ id }) => id === workspace.id);
    if (place >= 0) return this.#kept.replace(this.list().with(place, workspace));
    return this.list().length < MOST_WORKSPACES
      ? this.#kept.replace([...this.list(), workspace])
      : fail('badArgument', `there are ${MOST_WORKSPACES} workspaces, expected fewer before one is added`);
  }

  remove(workspaceId: string): Outcome<void> {
    const left = this.list().filter(({ id }) => id !== workspaceId);
    if (left.length === 0)
      return fail('badArgument', `"${workspaceId}" is the last workspace, expected another to stay`);
    return this.#kept.replace(left);
  }
}

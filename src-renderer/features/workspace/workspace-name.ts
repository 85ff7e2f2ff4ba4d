import type { WorkspaceView } from '../../../src-preload/contract/workspace-views.ts';
import { wording } from '../../language/index.ts';

/** The person's name for it, else that of what it began as. */
export const nameOf = ({ name, preset }: WorkspaceView): string => name ?? wording.workspace.presets[preset];

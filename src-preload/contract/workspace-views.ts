import { z } from 'zod';

/** Panels as the person laid them out. Ids stand in addresses and file names. */
export const workspaceId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected lower-case letters, digits and hyphens');
/** What a workspace shows when it has no layout of its own, and again after a reset. */
export const workspacePreset = z.enum(['trading', 'bots', 'research', 'empty']);
export type WorkspacePreset = z.infer<typeof workspacePreset>;

export const workspaceView = z.strictObject({
  id: workspaceId,
  /** null: the name of its preset. */
  name: z.string().trim().min(1).max(40).nullable(),
  preset: workspacePreset,
  /** The panels, their places and what each shows, as the window wrote it; null: those of the preset. */
  layout: z.string().max(200_000).nullable(),
});
export type WorkspaceView = z.infer<typeof workspaceView>;

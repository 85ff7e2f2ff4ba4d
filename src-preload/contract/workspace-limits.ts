/** More workspaces than anybody keeps apart by name. Beside the schemas, so that the window needs no schema library. */
export const MOST_WORKSPACES = 40;

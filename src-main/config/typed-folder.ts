/** Where the command was typed: npm moves to the package's root and keeps the place in INIT_CWD. */
export function typedFolder(env: Readonly<Record<string, string | undefined>>, cwd: string): string {
  return env.INIT_CWD || cwd;
}

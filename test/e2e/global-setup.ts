import { openFullTestEnvironment } from '../../scripts/runtime/test-environment.mjs';

/** `npm test` brings the environment; a test file run by hand gets one of its own here. */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env.BELLWETHER_ELECTRON) return undefined;
  const { environment, close } = await openFullTestEnvironment();
  Object.assign(process.env, environment);
  return close;
}

/**
 * What the environment may say, each name once. They exist for tests, benchmarks and unattended machines; none of them
 * weakens a protection.
 */
export type Environment = {
  /** Seed of the demo market on a first start; afterwards the settings hold it. */
  readonly demoSeed: string | undefined;
  /** Behave as a release does: dangerous switches are refused, developer tools are off. */
  readonly actPackaged: boolean;
  /** The dev server of `npm run dev`, set by electron-vite; ignored in a release. */
  readonly devServer: URL | undefined;
};

export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const devAddress = env.ELECTRON_RENDERER_URL;
  return {
    demoSeed: env.BELLWETHER_DEMO_SEED || undefined,
    actPackaged: env.BELLWETHER_ACT_PACKAGED === '1',
    devServer: devAddress !== undefined && URL.canParse(devAddress) ? new URL(devAddress) : undefined,
  };
}

import { defineConfig } from 'vitest/config';

/**
 * Each project is one stage of `npm test`. Checks longer than ten seconds belong to test/soak, and the ordinary
 * projects run a seeded sample of each.
 */
/**
 * Wide enough for a machine that does something else as well. Two files at once: of two cores the runner would leave one
 * idle.
 */
const fast = { testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 };
/** Tests share the machine with the window they drive. */
const oneAtATime = { fileParallelism: false, maxWorkers: 1 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], ...fast } },
      { test: { name: 'property', include: ['test/property/**/*.test.ts'], ...fast } },
      {
        test: {
          name: 'integration',
          include: ['test/{integration,golden,parity,faults,exchange,simulation}/**/*.test.ts'],
          ...fast,
        },
      },
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], ...fast } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...oneAtATime,
        },
      },
      {
        test: {
          name: 'soak',
          include: ['test/soak/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 300_000,
          ...oneAtATime,
        },
      },
    ],
  },
});

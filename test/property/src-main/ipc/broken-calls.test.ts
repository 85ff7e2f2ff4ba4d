import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDataProblem } from '../../../../src-main/ipc/plain-data.ts';
import type { SenderFrame } from '../../../../src-main/ipc/sender-rule.ts';
import { requestLimitsOf } from '../../../../src-main/ipc/serve-channels.ts';
import { CHANNEL_NAMES } from '../../../../src-preload/contract/channel-names.ts';
import type { ChannelName } from '../../../../src-preload/contract/channels.ts';
import { CHANNELS } from '../../../../src-preload/contract/channels.ts';
import { GOOD_INPUTS } from '../../../unit/src-main/ipc/contract-samples.ts';
import { PAGE, serveSamples } from '../../../unit/src-main/ipc/fake-door.ts';

const RUNS = 1000;
const SEED = 20_261_121;
const REFUSALS = ['requestInvalid', 'requestTooLarge'];

type PlainObject = Record<string, unknown>;

/** Anything a structured clone can carry, and some things it cannot. */
const strange = fc.oneof(
  fc.anything({ withMap: true, withSet: true, withDate: true, withTypedArray: true, withBigInt: true, maxDepth: 3 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, undefined, new Error('x'), /x/, Symbol('x'), () => 1),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true}}')),
  fc.string({ minLength: 201, maxLength: 400 }),
);

/** A good call with one thing wrong: a field replaced, left out or added, anywhere; or another thing altogether. */
function brokenInput(name: ChannelName): fc.Arbitrary<unknown> {
  const good = GOOD_INPUTS[name] as PlainObject;
  const withOneWrong = fc
    .record({ path: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), value: strange, kind: fc.nat(2) })
    .map(({ path, value, kind }) => {
      const copy = structuredClone(good);
      damage(copy, path, value, kind);
      return copy;
    });
  return fc.oneof({ weight: 3, arbitrary: withOneWrong }, { weight: 1, arbitrary: strange });
}

function damage(target: PlainObject, path: readonly number[], value: unknown, kind: number): void {
  const keys = Object.keys(target);
  const key = keys[(path[0] ?? 0) % Math.max(1, keys.length)];
  const inner = key === undefined ? undefined : target[key];
  if (path.length > 1 && typeof inner === 'object' && inner !== null)
    damage(inner as PlainObject, path.slice(1), value, kind);
  else if (kind === 0 || key === undefined) target[`extra${path[0]}`] = value;
  else if (kind === 1) delete target[key];
  else target[key] = value;
}

function isBroken(name: ChannelName, input: unknown): boolean {
  return plainDataProblem(input, requestLimitsOf(name)) !== undefined || !CHANNELS[name].input.safeParse(input).success;
}

const strangers: readonly (SenderFrame | null)[] = [
  null,
  { origin: 'app://bundle', url: 'app://bundle/index.html' },
  { origin: 'https://bundle', url: 'https://bundle/index.html' },
  { origin: 'app://bundle.evil', url: 'app://bundle.evil/index.html' },
  { origin: 'null', url: 'about:blank' },
  { origin: 'file://', url: 'file:///etc/passwd' },
];

/** What the page's own frame may turn into when somebody else's content gets into it. */
const turned: readonly SenderFrame[] = [
  { origin: 'https://evil.example', url: 'https://evil.example/' },
  { origin: 'app://bundle', url: 'app://bundle.evil/index.html' },
  { origin: 'app://bundle', url: 'app://bundle@evil/index.html' },
  { origin: 'app://bundle', url: 'app://bundle:80/index.html' },
  { origin: 'app://bundle', url: 'data:text/html,x' },
  { origin: 'app://bundle', url: '' },
];

describe.each(CHANNEL_NAMES)('%s', (name) => {
  it(`refuses ${RUNS} calls that break the schema, cleanly`, async () => {
    const { door, handled } = serveSamples();
    await fc.assert(
      fc.asyncProperty(
        brokenInput(name).filter((input) => isBroken(name, input)),
        async (input) => {
          const outcome = await door.call(name, input);
          expect(outcome.ok).toBe(false);
          if (!outcome.ok) expect(REFUSALS).toContain(outcome.error.code);
        },
      ),
      { numRuns: RUNS, seed: SEED },
    );
    expect(handled.get(name)).toBeUndefined();
    expect(({} as PlainObject).polluted).toBeUndefined();
  });

  it(`refuses ${RUNS} calls of senders that are not the page, cleanly`, async () => {
    const { door, handled } = serveSamples();
    const random = fc.oneof(fc.constantFrom(...strangers), fc.record({ origin: fc.webUrl(), url: fc.webUrl() }));
    await fc.assert(
      fc.asyncProperty(random, async (sender) => {
        const outcome = await door.call(name, GOOD_INPUTS[name], sender);
        expect(outcome).toMatchObject({ ok: false, error: { code: 'senderRefused' } });
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(handled.get(name)).toBeUndefined();
  });

  it('refuses the main frame itself once it shows something else, or while there is no window', async () => {
    for (const frame of turned) {
      const { door } = serveSamples({ windowOf: () => 1 });
      const outcome = await door.call(name, GOOD_INPUTS[name], frame);
      expect(outcome).toMatchObject({ ok: false, error: { code: 'senderRefused' } });
    }
    const { door } = serveSamples({ windowOf: () => undefined });
    expect((await door.call(name, GOOD_INPUTS[name], PAGE)).ok).toBe(false);
  });
});

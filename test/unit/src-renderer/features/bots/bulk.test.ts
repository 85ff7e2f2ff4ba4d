import { describe, expect, it, vi } from 'vitest';

const asked = vi.hoisted(() => vi.fn());
vi.mock('../../../../../src-renderer/bridge/index.ts', () => ({
  ask: asked,
  call: asked,
  onFacts: () => () => undefined,
}));

const { cloneAct, editAct, startAct, withShared } = await import(
  '../../../../../src-renderer/features/bots/bulk-acts.ts'
);
const { BULK_DRAFT, bulkProblem, sharedChangeOf } = await import(
  '../../../../../src-renderer/features/bots/bulk-edit-draft.ts'
);
const { cancelBulk, runBulk, useBulkRun } = await import('../../../../../src-renderer/features/bots/bulk-run.ts');
const { botView } = await import('../../replica/views.ts');

const DONE = { ok: true, value: {} };
const REFUSED = { ok: false, error: { code: 'badParams', message: 'no' } };
const channels = (): readonly string[] => asked.mock.calls.map(([name]) => name as string);

function answers(...outcomes: readonly unknown[]): void {
  asked.mockReset();
  for (const outcome of outcomes) asked.mockResolvedValueOnce(outcome);
}

describe('what is done to several bots', () => {
  it('one that runs already is left alone', async () => {
    answers();
    expect((await startAct(botView('a', { state: 'running' }))).kind).toBe('left');
    expect(asked).not.toHaveBeenCalled();
  });

  it('a running bot is changed between a stop and a start, and runs again with its old settings when refused', async () => {
    const act = editAct({ risk: { leverage: 3 } }, true);
    answers(DONE, DONE, DONE);
    expect(await act(botView('a', { state: 'running' }))).toEqual({ kind: 'done' });
    expect(channels()).toEqual(['bots.stop', 'bots.save', 'bots.start']);
    answers(DONE, REFUSED, DONE);
    expect(await act(botView('a', { state: 'running' }))).toEqual({ kind: 'failed', failure: REFUSED.error });
    expect(channels()).toEqual(['bots.stop', 'bots.save', 'bots.start']);
    answers(REFUSED);
    expect((await act(botView('a', { state: 'running' }))).kind).toBe('failed');
    expect(channels()).toEqual(['bots.stop']);
  });

  it('a copy has another id and name', async () => {
    answers(DONE);
    await cloneAct(botView('a'));
    const [, config] = asked.mock.calls[0] as [string, { id: string; name: string }];
    expect(config.id).not.toBe('a');
    expect(config.name).toBe('Bot a (copy)');
  });

  it('only what is named is changed', () => {
    const { config } = botView('a');
    expect(withShared(config, { risk: { stopLossFraction: 0.02 } })).toEqual({
      ...config,
      risk: { ...config.risk, stopLossFraction: 0.02 },
    });
    expect(withShared(config, { interval: '5m' }).interval).toBe('5m');
  });

  it('a cancelled run ends after the bot under way', async () => {
    const act = vi.fn(async () => {
      cancelBulk();
      return { kind: 'done' } as const;
    });
    await runBulk('Start 2 bots', [botView('a'), botView('b')], act);
    expect(act).toHaveBeenCalledTimes(1);
    expect(useBulkRun.getState().run).toMatchObject({ phase: 'cancelled', total: 2, lines: [{ botId: 'a' }] });
  });
});

describe('the form of what bots share', () => {
  const changes = (...fields: readonly string[]) => new Set(fields) as typeof BULK_DRAFT.changes;

  it('sends what is ticked; an empty stop takes it away', () => {
    expect(sharedChangeOf(BULK_DRAFT)).toBeNull();
    expect(sharedChangeOf({ ...BULK_DRAFT, sizePercent: 5, changes: changes('sizePercent', 'stopPercent') })).toEqual({
      risk: { sizeFraction: 0.05, stopLossFraction: null },
    });
  });

  it('says the bounds of what does not fit', () => {
    const draft = { ...BULK_DRAFT, sizePercent: 101, changes: changes('sizePercent') };
    expect(bulkProblem(draft, 'sizePercent')).toEqual({ least: 0.01, most: 100 });
    expect(sharedChangeOf(draft)).toBeNull();
    expect(bulkProblem({ ...draft, changes: changes() }, 'sizePercent')).toBeUndefined();
  });
});

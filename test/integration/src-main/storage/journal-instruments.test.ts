import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { Instrument } from '../../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../../src-main/model/instrument.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const instrument = (symbol: string, tick: string): Instrument =>
  createInstrument('binance', symbol, { tick, step: '0.00001' }) as Instrument;

describe('instruments in the journal', () => {
  it('come back after a restart as they were recorded last, without rules, each once', () => {
    const folder = temporaryFolder();
    const journal = unwrap(openJournal(folder));
    journal.recordInstrument(instrument('BTC-USDT', '0.01'), 1);
    journal.recordInstrument(instrument('ETH-USDT', '0.01'), 2);
    journal.recordInstrument(instrument('BTC-USDT', '0.1'), 3);
    journal.recordInstrument(instrument('BTC-USDT', '0.1'), 4);
    journal.close();
    const again = unwrap(openJournal(folder));
    expect(again.instruments()).toEqual([instrument('ETH-USDT', '0.01'), instrument('BTC-USDT', '0.1')]);
    again.close();
  });

  it('are only ever added to', () => {
    const journal = unwrap(openJournal(temporaryFolder()));
    for (const tick of ['0.01', '0.1', '0.01']) journal.recordInstrument(instrument('BTC-USDT', tick), 1);
    expect(journal.instruments()).toEqual([instrument('BTC-USDT', '0.01')]);
    journal.close();
  });
});

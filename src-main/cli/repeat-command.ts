import { succeed } from '../base/outcome.ts';
import type { CliCommand } from './command.ts';
import { commandLineOrigin } from './record-file.ts';
import { RECORD_OPTIONS, readRecord } from './record-tapes.ts';
import { repeatRecord, verdictReply } from './repeat-record.ts';

export const repeatCommand: CliCommand = {
  name: 'repeat',
  summary: 'runs a recorded backtest again and says whether it is bit-equal; exits 3 when it is not',
  options: RECORD_OPTIONS,
  async run(options, place) {
    const read = await readRecord(options, place);
    if (!read.ok) return read;
    const { record, candles } = read.value;
    const verdict = repeatRecord(record, candles, commandLineOrigin());
    return verdict.ok ? succeed(verdictReply(verdict.value)) : verdict;
  },
};

import { writeSync } from 'node:fs';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { fillOf } from './journal-fixtures.ts';

/** A process of its own that records fills for ever and says each number after it was recorded; its parent kills it. */
const [folder = '', from = '0'] = process.argv.slice(2);
const journal = unwrap(openJournal(folder));
for (let index = Number(from); ; index++) {
  journal.recordFill(fillOf(`fill-${index}`, { timeMs: index }));
  writeSync(1, `${index}\n`);
}

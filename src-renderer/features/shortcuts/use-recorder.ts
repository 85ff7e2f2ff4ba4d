import { useEffect, useRef } from 'react';
import { pauseShortcuts, shortcutOf } from '../../commands/index.ts';

export type Recorder = {
  readonly isOn: boolean;
  readonly onShortcut: (shortcut: string) => void;
  readonly onCancel: () => void;
};

/** While it is on, the next keys are a shortcut and mean nothing else; Escape ends it. */
export function useRecorder(recorder: Recorder): void {
  const { isOn } = recorder;
  const latest = useRef(recorder);
  useEffect(() => {
    latest.current = recorder;
  });
  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      const shortcut = shortcutOf(event);
      if (shortcut === 'Escape') latest.current.onCancel();
      else if (shortcut !== null) latest.current.onShortcut(shortcut);
    };
    const resume = pauseShortcuts();
    window.addEventListener('keydown', press, { capture: true });
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
      resume();
    };
  }, [isOn]);
}

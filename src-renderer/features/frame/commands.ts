import type { FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { openPage, PAGES, pageDigit } from '../../ui/navigation.ts';

/** Every page; Ctrl+1 to Ctrl+9 and Ctrl+0 open the first ten in the order they are shown. */
export const frameCommands: FeatureCommands = {
  commands: PAGES.map((page, index) => {
    const digit = pageDigit(index);
    return {
      id: `page.${page}`,
      group: 'pages',
      text: wording.commands.openPage(wording.pages[page]),
      ...(digit === null ? {} : { shortcut: `Mod+${digit}` }),
      run: () => openPage(page),
    };
  }),
};

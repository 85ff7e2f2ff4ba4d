/** A plugin of the page's build: what the first page is made of is asked for with the frame, not after it has run. */

/** @typedef {{ type: string, fileName: string, facadeModuleId?: string | null, imports?: string[], viteMetadata?: { importedCss: Set<string> } }} Output */

/** @param {string} source the first page's module, from the checkout @returns {import('vite').Plugin} */
export function preloadFirstPage(source) {
  return {
    name: 'bellwether-preload-first-page',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (bundle === undefined) return html;
        const outputs = /** @type {Output[]} */ (Object.values(bundle));
        const first = outputs.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source));
        if (first === undefined) throw new Error(`no chunk of the page is made from ${source}`);
        const { scripts, styles } = needsOf(first, new Map(outputs.map((output) => [output.fileName, output])));
        const isNew = (/** @type {string} */ file) => !html.includes(`"./${file}"`);
        return [
          ...[...scripts].filter(isNew).map((file) => link('modulepreload', file)),
          ...[...styles].filter(isNew).map((file) => link('stylesheet', file)),
        ];
      },
    },
  };
}

/** @param {'modulepreload' | 'stylesheet'} rel @param {string} file */
function link(rel, file) {
  return { tag: 'link', attrs: { rel, crossorigin: true, href: `./${file}` }, injectTo: /** @type {const} */ ('head') };
}

/** The chunk and everything it imports, with their styles. @param {Output} first @param {Map<string, Output>} outputs */
function needsOf(first, outputs) {
  const scripts = new Set([first.fileName]);
  /** @type {Set<string>} */
  const styles = new Set();
  for (const fileName of scripts) {
    const output = outputs.get(fileName);
    for (const imported of output?.imports ?? []) scripts.add(imported);
    for (const style of output?.viteMetadata?.importedCss ?? []) styles.add(style);
  }
  return { scripts, styles };
}

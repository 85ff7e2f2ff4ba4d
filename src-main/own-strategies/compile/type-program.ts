import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, posix } from 'node:path';
import ts from 'typescript-api';
import { shippedText, TYPES_FILE } from '../shipped-files.ts';

/** No window and no Node: what a strategy may use is the language and the module `bellwether`. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  removeComments: true,
  moduleDetection: ts.ModuleDetectionKind.Force,
  newLine: ts.NewLineKind.LineFeed,
};

const LIBRARY = '/lib';
const TYPES = `/${TYPES_FILE}`;
const EMITTED = '/emitted';

/** The files of the language and of the app, parsed once: they are the same for every strategy. */
const parsed = new Map<string, ts.SourceFile>();

/** Where the compiler keeps the types of the language. */
function libraryFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('typescript-api'));
}

function sharedText(fileName: string): string | undefined {
  if (fileName === TYPES) return shippedText(TYPES_FILE);
  if (posix.dirname(fileName) !== LIBRARY || !/^lib(\.[a-z0-9.]+)?\.d\.ts$/.test(posix.basename(fileName))) {
    return undefined;
  }
  return readFileSync(`${libraryFolder()}/${posix.basename(fileName)}`, 'utf8');
}

function sharedFile(fileName: string, version: ts.ScriptTarget | ts.CreateSourceFileOptions) {
  const known = parsed.get(fileName);
  if (known !== undefined) return known;
  const text = sharedText(fileName);
  if (text === undefined) return undefined;
  const file = ts.createSourceFile(fileName, text, version);
  parsed.set(fileName, file);
  return file;
}

/** A strategy's file and the compiler's view of it. */
export type TypedSource = { readonly file: ts.SourceFile; readonly program: ts.Program };

/** Reads the source into a program that knows no disk: neither references nor imports lead to another file. */
export function openSource(source: string, fileName: string): TypedSource {
  const path = `/${fileName}`;
  const target = OPTIONS.target ?? ts.ScriptTarget.ES2022;
  const own = ts.createSourceFile(
    path,
    source,
    { languageVersion: target, setExternalModuleIndicator: asModule },
    true,
  );
  const host: ts.CompilerHost = {
    getSourceFile: (name, version) => (name === path ? own : sharedFile(name, version)),
    getDefaultLibFileName: () => `${LIBRARY}/lib.es2023.d.ts`,
    getDefaultLibLocation: () => LIBRARY,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name === path || sharedFile(name, target) !== undefined,
    readFile: () => undefined,
    writeFile: () => undefined,
    directoryExists: () => false,
    getDirectories: () => [],
    resolveModuleNameLiterals: (names) => names.map(() => ({ resolvedModule: undefined })),
  };
  const program = ts.createProgram({ rootNames: [TYPES, path], options: { ...OPTIONS, outDir: EMITTED }, host });
  return { file: own, program };
}

/** A file without import or export is a module all the same. */
function asModule(file: ts.SourceFile): void {
  const marked = file as { externalModuleIndicator?: ts.Node | true };
  marked.externalModuleIndicator ??= true;
}

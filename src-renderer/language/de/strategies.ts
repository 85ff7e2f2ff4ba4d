import type { Texts } from '../texts.ts';
import { strategyTexts } from './strategy-texts.ts';

export const strategiesTexts: Texts['strategies'] = {
  said: (text) => strategyTexts[text] ?? text,
  ownTitle: 'Eigene Strategien',
  ownEmpty: 'Noch keine Datei',
  ownEmptyHint: 'Den Ordner öffnen, das Beispiel unter anderem Namen kopieren und speichern: Es wird sofort geprüft.',
  ownHint:
    'Je eine TypeScript- oder JavaScript-Datei. Jedes Speichern wird geprüft: Typen, Vorlauf, Look-ahead. Eine Strategie läuft getrennt vom Handel, ohne Dateien, Netz oder andere Programme.',
  openFolder: 'Ordner öffnen',
  shippedTitle: 'Mit Bellwether geliefert',
  states: { checking: 'Wird geprüft', ready: 'Bereit', faulty: 'Hat Fehler' },
  savedAt: 'Gespeichert',
  problemsTitle: 'Was in der Datei falsch ist',
  problemsKept: 'Bis das behoben ist, läuft die letzte fehlerfreie Fassung weiter.',
  findingsTitle: 'Was die Prüfungen auf Kerzen ergaben',
  findingsClean: 'Look-ahead, Vorlauf und Repainting wurden auf Kerzen des Demo-Marktes geprüft: nichts gefunden.',
  place: (line, column) => (column === 0 ? `Zeile ${line}` : `Zeile ${line}:${column}`),
  wholeFile: 'Datei',
  ruleTitle: 'Regel',
  parametersTitle: 'Parameter',
  parameterColumns: { name: 'Name', standard: 'Vorgabe', meaning: 'Bedeutung' },
  noParameters: 'Sie hat keine Parameter.',
  useInBacktest: 'Im Backtest ausprobieren',
  choose: 'Links eine Strategie wählen',
};

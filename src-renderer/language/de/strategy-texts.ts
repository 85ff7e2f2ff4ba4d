/** What the shipped strategies say of themselves and of their parameters, by what they say in English. */
export const strategyTexts: Readonly<Record<string, string>> = {
  'Signal blend': 'Signalmischung',
  'Weighs RSI, moving averages, MACD and more into one score; buys when it is positive enough, sells when negative.':
    'Gewichtet RSI, gleitende Durchschnitte, MACD und weitere zu einem Score; kauft, wenn er hoch genug ist, verkauft, wenn er negativ ist.',
  Signals: 'Signale',
  'Relative strength index': 'Relative-Stärke-Index',
  'Oversold buys, overbought sells: +1 at the buy level and below, 0 at 50, −1 at the sell level and above':
    'Überverkauft kauft, überkauft verkauft: +1 am Kaufniveau und darunter, 0 bei 50, −1 am Verkaufsniveau und darüber',
  Enabled: 'Aktiv',
  Weight: 'Gewicht',
  Period: 'Periode',
  Candles: 'Kerzen',
  'Buy level': 'Kaufniveau',
  'Scores +1 at and below': 'Gibt dort und darunter +1',
  'Sell level': 'Verkaufsniveau',
  'Scores −1 at and above': 'Gibt dort und darüber −1',
  'Moving averages': 'Gleitende Durchschnitte',
  'Distance of the fast from the slow average in average true ranges: +1 one range above, −1 one below':
    'Abstand des schnellen vom langsamen Durchschnitt in ATR: +1 eine ATR darüber, −1 eine darunter',
  'Fast period': 'Schnelle Periode',
  'Slow period': 'Langsame Periode',
  MACD: 'MACD',
  'The MACD histogram in average true ranges: +1 at one range above zero, −1 at one below':
    'Das MACD-Histogramm in ATR: +1 bei einer ATR über null, −1 bei einer darunter',
  'Signal period': 'Signalperiode',
  'Bollinger bands': 'Bollinger-Bänder',
  'Calls the price back between its bands: +1 on the lower band and below, 0 in the middle, −1 on the upper and above':
    'Ruft den Kurs zwischen seine Bänder zurück: +1 am unteren Band und darunter, 0 in der Mitte, −1 am oberen und darüber',
  Deviations: 'Abweichungen',
  'Standard deviations from the middle to a band': 'Standardabweichungen von der Mitte bis zum Band',
  'Stochastic RSI': 'Stochastischer RSI',
  'Oversold buys, overbought sells: +1 where %K is at the buy level and below, 0 at 50, −1 at the sell level and above':
    'Überverkauft kauft, überkauft verkauft: +1, wo %K am Kaufniveau und darunter ist, 0 bei 50, −1 am Verkaufsniveau und darüber',
  'RSI period': 'RSI-Periode',
  'Stochastic period': 'Stochastik-Periode',
  'Candles whose RSI makes the range': 'Kerzen, deren RSI die Spanne bildet',
  'Smoothing of %K': 'Glättung von %K',
  'ADX trend': 'ADX-Trend',
  'Goes with the trend: 0 while the ADX is at the threshold and below, then up to ±1, signed by the larger of +DI and −DI':
    'Geht mit dem Trend: 0, solange der ADX an der Schwelle und darunter ist, dann bis ±1 mit dem Vorzeichen des größeren von +DI und −DI',
  'ADX smoothing': 'ADX-Glättung',
  Threshold: 'Schwelle',
  'ADX that scores 0': 'ADX, der 0 gibt',
  'Full score at': 'Voller Score ab',
  'ADX that scores ±1': 'ADX, der ±1 gibt',
  SuperTrend: 'SuperTrend',
  'Goes with the SuperTrend: +1 while it rises, −1 while it falls, 0 where the close is on its line':
    'Geht mit dem SuperTrend: +1, solange er steigt, −1, solange er fällt, 0, wo der Schluss auf seiner Linie liegt',
  'ATR period': 'ATR-Periode',
  Multiplier: 'Faktor',
  'Distance of the bands from the middle of the candle, in ATRs': 'Abstand der Bänder von der Mitte der Kerze, in ATR',
  'Volume surge': 'Volumenschub',
  'Goes with a bar of unusual volume: 0 at the surge and below, then up to ±1, signed by the direction of the bar':
    'Geht mit einer Kerze von ungewöhnlichem Volumen: 0 am Schub und darunter, dann bis ±1 mit der Richtung der Kerze',
  'Candles, the newest among them': 'Kerzen, die neueste eingeschlossen',
  'Surge from': 'Schub ab',
  'Times the average volume that scores 0': 'Vielfaches des mittleren Volumens, das 0 gibt',
  'Times the average volume that scores ±1': 'Vielfaches des mittleren Volumens, das ±1 gibt',
  'VWAP distance': 'Abstand vom VWAP',
  'Distance of the close from the VWAP of its session: calls it back, or goes with it away':
    'Abstand des Schlusses vom VWAP seiner Sitzung: ruft ihn zurück oder geht mit ihm davon',
  Reading: 'Lesart',
  'reversion: the price comes back to it; trend: it goes on away from it':
    'reversion: der Kurs kommt zurück; trend: er läuft weiter davon',
  'Average true ranges away': 'Entfernung in ATR',
  Session: 'Sitzung',
  'When the average starts again': 'Wann der Durchschnitt neu beginnt',
  'Session start': 'Beginn der Sitzung',
  'Minutes after 00:00 UTC at which the day rolls': 'Minuten nach 00:00 UTC, zu denen der Tag wechselt',
  Structure: 'Struktur',
  'Goes with the latest break of structure or change of character: +1 upwards, −1 downwards, fading to 0':
    'Geht mit dem letzten Strukturbruch oder Charakterwechsel: +1 aufwärts, −1 abwärts, gegen 0 verklingend',
  Breaks: 'Brüche',
  'bos: breaks that go on with the trend; choch: changes of character, which turn it':
    'bos: Brüche, die den Trend fortsetzen; choch: Charakterwechsel, die ihn drehen',
  'Swing length': 'Swing-Länge',
  'Bars before and after a swing that must not go beyond it':
    'Kerzen vor und nach einem Swing, die nicht über ihn hinausgehen',
  'Heard for': 'Wirkt für',
  'Bars, fading': 'Kerzen, verklingend',
  'Market regime': 'Marktregime',
  'Goes with a trend and sells in a crisis: each regime of the market has a score of its own':
    'Geht mit einem Trend und verkauft in einer Krise: jedes Regime hat seinen eigenen Score',
  Range: 'Seitwärts',
  'Score, −1 to 1': 'Score, −1 bis 1',
  'Trend up': 'Aufwärtstrend',
  'Trend down': 'Abwärtstrend',
  'High volatility': 'Hohe Volatilität',
  Crisis: 'Krise',
  'Candlestick pattern': 'Kerzenmuster',
  'A bullish pattern is +1 at its bar, a bearish one −1, each fading to 0 over the bars it is heard for':
    'Ein bullisches Muster gibt an seiner Kerze +1, ein bärisches −1, beide verklingen über ihre Kerzen gegen 0',
  'Bullish pattern': 'Bullisches Muster',
  '"bullish" is any of its kind': '„bullish“ ist jedes dieser Art',
  'Bearish pattern': 'Bärisches Muster',
  '"bearish" is any of its kind': '„bearish“ ist jedes dieser Art',
  'Buy at': 'Kaufen ab',
  'Combined score and above': 'Gesamtscore und darüber',
  'Sell at': 'Verkaufen ab',
  'Combined score and below': 'Gesamtscore und darunter',
  'Moving average cross': 'Kreuzung gleitender Durchschnitte',
  'Buys when a fast simple moving average crosses above a slow one and leaves when it crosses below.':
    'Kauft, wenn ein schneller einfacher Durchschnitt über einen langsamen steigt, und geht, wenn er darunter fällt.',
  'Candles in the fast average': 'Kerzen im schnellen Durchschnitt',
  'Candles in the slow average': 'Kerzen im langsamen Durchschnitt',
  Direction: 'Richtung',
  'long: flat when the averages cross down; both: short then':
    'long: flach, wenn die Durchschnitte nach unten kreuzen; both: dann short',
  'Donchian breakout': 'Donchian-Ausbruch',
  'Buys a close above the highest high of the candles before and leaves below the low of a shorter channel.':
    'Kauft einen Schluss über dem höchsten Hoch der Kerzen davor und geht unter dem Tief eines kürzeren Kanals.',
  'Entry channel': 'Einstiegskanal',
  'Candles whose high or low must be broken': 'Kerzen, deren Hoch oder Tief gebrochen werden muss',
  'Exit channel': 'Ausstiegskanal',
  'Candles whose low (or high) ends the trade': 'Kerzen, deren Tief (oder Hoch) den Trade beendet',
  'long: only breaks upwards are traded; both: breaks downwards go short':
    'long: nur Ausbrüche nach oben; both: Ausbrüche nach unten gehen short',
  'Trailing stop': 'Trailing-Stop',
  'Distance of a stop that follows the best close, in ATRs at the entry; 0 is off':
    'Abstand eines Stops, der dem besten Schluss folgt, in ATR beim Einstieg; 0 ist aus',
  'Trailing ATR period': 'ATR-Periode des Trailing-Stops',
  'Candles; counts only with a trailing stop': 'Kerzen; zählt nur mit Trailing-Stop',
  'Trend interval': 'Trendintervall',
  'A whole multiple of the own interval whose trend must agree with an entry; off asks none':
    'Ein ganzes Vielfaches des eigenen Intervalls, dessen Trend zum Einstieg passen muss; off fragt keinen',
  'Trend period': 'Trendperiode',
  'Bars of that interval in its average; counts only with a trend':
    'Kerzen dieses Intervalls im Durchschnitt; zählt nur mit Trend',
  'Bollinger reversion': 'Bollinger-Rückkehr',
  'Buys a close below the lower Bollinger band and leaves when the price is back at the middle.':
    'Kauft einen Schluss unter dem unteren Bollinger-Band und geht, wenn der Kurs zurück in der Mitte ist.',
  'Candles in the bands': 'Kerzen in den Bändern',
  'Leave at': 'Ausstieg bei',
  'The middle of the bands, or the band on the other side': 'Mitte der Bänder oder Band der anderen Seite',
  'long: buys below the lower band; both: sells above the upper one too':
    'long: kauft unter dem unteren Band; both: verkauft auch über dem oberen',
  'SuperTrend follow': 'SuperTrend-Folge',
  'Buys when the SuperTrend turns up and leaves when it turns down.':
    'Kauft, wenn der SuperTrend nach oben dreht, und geht, wenn er nach unten dreht.',
  'long: flat while the SuperTrend falls; both: short when it turns down':
    'long: flach, solange der SuperTrend fällt; both: short, wenn er nach unten dreht',
  'Break of structure, uptrend': 'Strukturbruch, Aufwärtstrend',
  'Buys where the price comes back to after an uptrend has broken its last high.':
    'Kauft dort, wohin der Kurs zurückkommt, nachdem ein Aufwärtstrend sein letztes Hoch gebrochen hat.',
  'Close break': 'Bruch per Schluss',
  'A level is broken by a close beyond it; otherwise by a high or low':
    'Ein Niveau bricht durch einen Schluss jenseits davon; sonst durch ein Hoch oder Tief',
  Zone: 'Zone',
  'Enters at a fair value gap, an order block, or whichever the price comes to first':
    'Einstieg an einer Fair Value Gap, einem Order Block oder dem, was der Kurs zuerst erreicht',
  'Entry at': 'Einstieg bei',
  'The near edge of the zone, or its middle': 'Der nahe Rand der Zone oder ihre Mitte',
  'Valid for': 'Gültig für',
  'Bars from the break on that the entry may rest': 'Kerzen ab dem Bruch, die der Einstieg ruhen darf',
  'Stop buffer': 'Stop-Puffer',
  'Distance of the stop beyond the swing, in ATRs': 'Abstand des Stops jenseits des Swings, in ATR',
  'Reward to risk': 'Chance zu Risiko',
  'Distance of the target, in distances of the stop': 'Abstand des Ziels, in Stop-Abständen',
  'Break of structure, downtrend': 'Strukturbruch, Abwärtstrend',
  'Sells short where the price comes back to after a downtrend has broken its last low.':
    'Verkauft dort leer, wohin der Kurs zurückkommt, nachdem ein Abwärtstrend sein letztes Tief gebrochen hat.',
  'Change of character, uptrend reversal': 'Charakterwechsel, Ende des Aufwärtstrends',
  'Sells short where the price comes back to after an uptrend has broken its last low.':
    'Verkauft dort leer, wohin der Kurs zurückkommt, nachdem ein Aufwärtstrend sein letztes Tief gebrochen hat.',
  'Change of character, downtrend reversal': 'Charakterwechsel, Ende des Abwärtstrends',
  'Buys where the price comes back to after a downtrend has broken its last high.':
    'Kauft dort, wohin der Kurs zurückkommt, nachdem ein Abwärtstrend sein letztes Hoch gebrochen hat.',
  Grid: 'Grid',
  'Buys at fixed steps below a reference price and sells each purchase one step higher.':
    'Kauft in festen Stufen unter einem Referenzkurs und verkauft jeden Kauf eine Stufe höher.',
  'Reference price': 'Referenzkurs',
  'Top of the grid; 0 takes the first close it judges': 'Oberkante des Grids; 0 nimmt den ersten Schluss',
  Levels: 'Stufen',
  'Below the reference': 'Unter der Referenz',
  Step: 'Schritt',
  'From level to level, as a fraction of the price: 0.01 is 1 %':
    'Von Stufe zu Stufe, als Anteil am Kurs: 0.01 ist 1 %',
  Spacing: 'Abstände',
  'arithmetic: steps of the reference, all alike; geometric: each of the level above':
    'arithmetic: Schritte der Referenz, alle gleich; geometric: je von der Stufe darüber',
  'Range stop': 'Bereichsstop',
  'Leaves this far below the lowest level, as a fraction; 0 is off':
    'Geht so weit unter der untersten Stufe, als Anteil; 0 ist aus',
  'Dollar-cost averaging': 'Durchschnittskosten (DCA)',
  'Buys in steps, more with every step, and sells everything at a profit over the average price.':
    'Kauft in Stufen, mit jeder mehr, und verkauft alles mit Gewinn über dem Durchschnittskurs.',
  'Adds on': 'Kauft nach bei',
  'dip: a close far enough below the average; interval: every so many bars; either of them':
    'dip: ein Schluss weit genug unter dem Durchschnitt; interval: alle soundso viele Kerzen; either: eines von beiden',
  Dip: 'Rücksetzer',
  'Fraction of the average price that the close must lie below it':
    'Anteil am Durchschnittskurs, um den der Schluss darunter liegen muss',
  Interval: 'Intervall',
  'Bars held from purchase to purchase': 'Kerzen von Kauf zu Kauf',
  'Most purchases': 'Meiste Käufe',
  'At once': 'Gleichzeitig',
  'Each purchase is this many times the size of the one before': 'Jeder Kauf ist so viel Mal so groß wie der davor',
  'Take profit': 'Gewinnmitnahme',
  'Fraction above the average price; 0 is off': 'Anteil über dem Durchschnittskurs; 0 ist aus',
  'Stop loss': 'Stop-Loss',
  'Fraction below the average price; 0 is off': 'Anteil unter dem Durchschnittskurs; 0 ist aus',
  'Pairs spread': 'Paar-Spread',
  'Sells the dear and buys the cheap of two symbols that move together, one leg a bot.':
    'Verkauft das teure und kauft das billige von zwei Symbolen, die zusammen laufen; je Bot ein Bein.',
  'Other symbol': 'Anderes Symbol',
  'BASE-QUOTE, traded where the bot trades; without one it does nothing':
    'BASIS-QUOTE, gehandelt, wo der Bot handelt; ohne eines tut er nichts',
  Leg: 'Bein',
  'Which of the two this bot trades; a bot on the other symbol trades the other':
    'Welches der beiden dieser Bot handelt; das andere handelt ein Bot auf dem anderen Symbol',
  'Bars of mean, deviation and hedge ratio': 'Kerzen für Mittel, Abweichung und Hedge-Verhältnis',
  Hedge: 'Hedge',
  'rolling: the ratio of least squares; fixed: the one named below':
    'rolling: das Verhältnis der kleinsten Quadrate; fixed: das unten genannte',
  'Hedge ratio': 'Hedge-Verhältnis',
  'Worth of the second for one of the first, when fixed': 'Wert des zweiten für eines des ersten, wenn fixed',
  'Enter at': 'Einstieg ab',
  'Standard deviations of the spread from its mean': 'Standardabweichungen des Spreads von seinem Mittel',
  'Standard deviations; nearer leaves': 'Standardabweichungen; näher steigt aus',
  'Give up at': 'Aufgeben ab',
  'Standard deviations; 0 never gives up': 'Standardabweichungen; 0 gibt nie auf',
};

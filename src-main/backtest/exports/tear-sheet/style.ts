/** The page's style sheet: light, and dark where the reader's system is. Nothing is loaded from anywhere. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fff;--card:#f5f6f8;--text:#1c2128;--soft:#59636e;--rule:#d9dee4;--line:#0b62c4;--hold:#8a929c;--up:#0a7040;--down:#c02626;--gain:10,125,70;--loss:205,45,45}
@media(prefers-color-scheme:dark){:root{--page:#14171c;--card:#1d2128;--text:#e4e8ed;--soft:#9aa4af;--rule:#333a44;--line:#5aa7ff;--hold:#7d8792;--up:#4cc38a;--down:#ff7b72;--gain:60,190,130;--loss:240,90,85}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:24px 20px 48px;background:var(--page);color:var(--text);font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
h1{margin:0;font-size:26px;overflow-wrap:anywhere}
h2{margin:32px 0 10px;font-size:17px}
h3{margin:0 0 6px;font-size:13px;color:var(--soft);font-weight:600}
.span,.note,.legend{color:var(--soft);margin:4px 0 12px;overflow-wrap:anywhere}
.span strong{color:var(--text)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr));gap:12px}
.card{background:var(--card);border-radius:8px;padding:12px 16px;min-width:0}
dl{margin:0}
dl div{display:flex;justify-content:space-between;gap:16px;padding:3px 0;border-bottom:1px solid var(--rule)}
dl div:last-child{border:0}
dt{overflow-wrap:anywhere}
dd{margin:0;text-align:right;font-variant-numeric:tabular-nums;font-weight:600;overflow-wrap:anywhere;max-width:70%}
sup{font-size:10px;line-height:0;margin-left:3px}
sup a{color:var(--soft);text-decoration:none}
svg{display:block;width:100%;min-width:640px;height:auto}
svg text{font-size:12px;fill:var(--soft);font-variant-numeric:tabular-nums}
.grid{stroke:var(--rule);stroke-width:1}
.line{fill:none;stroke-width:1.5;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.line.equity{stroke:var(--line)}
.line.hold{stroke:var(--hold)}
.line.fall{stroke:var(--down);stroke-width:1}
.area.fall{fill:rgba(var(--loss),.22)}
.line.held,.line.sold{stroke-width:1;stroke:var(--line)}
.line.sold{stroke:var(--down)}
.area.held{fill:var(--line);opacity:.25}
.area.sold{fill:rgba(var(--loss),.22)}
circle.gain{fill:rgb(var(--gain));opacity:.65}
circle.loss{fill:rgb(var(--loss));opacity:.65}
.axis{font-size:12px}
rect.gain{fill:rgb(var(--gain))}
rect.loss{fill:rgb(var(--loss))}
.key{display:inline-block;width:18px;height:3px;margin:0 6px 3px 0;vertical-align:middle}
.key.equity{background:var(--line)}
.key.hold{background:var(--hold);margin-left:14px}
.unit{margin-left:14px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:4px 8px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule)}
thead th{color:var(--soft);font-weight:600}
th:first-child,td:first-child{text-align:left;padding-left:0}
.words td:nth-child(2),.words th:nth-child(2),.trades td:nth-child(2),.trades th:nth-child(2),.trades td:last-child,.trades th:last-child{text-align:left}
.trades{font-size:12px}
.trades h2{font-size:17px}
.up{color:var(--up)}
.down{color:var(--down)}
.months td{border:1px solid var(--page);padding:6px;font-size:12.5px}
.months table{table-layout:fixed;min-width:900px}
.months td{padding:6px 4px}
.months .total{font-weight:700}
${[1, 2, 3, 4, 5].map((shade) => `.gain-${shade}{background:rgba(var(--gain),${shade * 0.11})}.loss-${shade}{background:rgba(var(--loss),${shade * 0.11})}`).join('\n')}
footer ol{padding-left:26px;color:var(--soft);font-size:13px}
footer strong{color:var(--text)}
@media print{body{max-width:none;padding:0}section,.card{break-inside:avoid}.trades{break-inside:auto}.wide{overflow:visible}}
`;

// The one stylesheet of the sandbox's pages: large, calm, dark and light, and never like Medicare's own.
import { createHash } from 'node:crypto'

export const style = `
:root{color-scheme:light dark;--paper:#fbf9f4;--sheet:#fff;--well:#f1ede4;--ink:#1b1f23;--quiet:#474e55;--line:#8b8576;
--accent:#0b4f55;--on-accent:#fff;--stop:#8a1c1c;--mark:#5a2a00;--on-mark:#fff;--focus:#1d4ed8}
@media (prefers-color-scheme:dark){:root{--paper:#14181b;--sheet:#1b2024;--well:#0f1315;--ink:#f2efe8;--quiet:#c3c0b8;
--line:#7e858b;--accent:#8fd6d3;--on-accent:#08282b;--stop:#f6b3ae;--mark:#f3c58b;--on-mark:#2b1700;--focus:#9db8ff}}
*{box-sizing:border-box}
html{font-size:112.5%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",sans-serif;
overflow-wrap:anywhere}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static;display:block;padding:.75rem 1rem}
.mark{background:var(--mark);color:var(--on-mark);padding:.75rem 1rem}
.mark p{max-width:38rem;margin:0 auto}
main{max-width:40rem;margin:1.5rem auto;padding:0 1rem 3rem}
main.wide{max-width:64rem}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:6px;padding:1.5rem;margin:1rem 0}
h1{font-size:1.75rem;line-height:1.25;font-weight:650;margin:0 0 1rem}
h2{font-size:1.375rem;line-height:1.3;font-weight:650;margin:2rem 0 .5rem}
p,ul,ol{margin:.75rem 0}
li{margin:.25rem 0}
.quiet{color:var(--quiet)}
a{color:var(--accent)}
a.button,button{display:inline-block;min-height:2.75rem;min-width:6rem;padding:.6rem 1.25rem;font:inherit;
font-weight:600;border:2px solid var(--accent);border-radius:6px;background:var(--accent);color:var(--on-accent);text-decoration:none;
cursor:pointer}
button.other{background:transparent;color:var(--accent)}
button.small{min-width:2.75rem;padding:.35rem .75rem}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 0}
label,legend{font-weight:600}
.field{margin:1.25rem 0}
.field label{display:block;margin-bottom:.25rem}
input[type=text],input[type=password],input[type=number],select{display:block;width:100%;min-height:2.75rem;
padding:.5rem .75rem;font:inherit;color:inherit;background:var(--sheet);border:2px solid var(--line);border-radius:6px}
.choice{display:flex;gap:.75rem;align-items:flex-start;padding:.75rem;margin:1rem 0;background:var(--well);
border-radius:6px}
.choice input{width:1.75rem;height:1.75rem;min-width:1.75rem;margin:.25rem 0 0;accent-color:var(--accent);
outline:2px solid var(--line);outline-offset:1px}
.choice input:focus-visible{outline:3px solid var(--focus)}
.choice label{display:block;min-height:2.75rem;flex:1}
.choice .hint{display:block;font-weight:400;color:var(--quiet)}
.problem{border-left:6px solid var(--stop);padding:.5rem 1rem;background:var(--well)}
.problem strong{color:var(--stop)}
.links a{display:inline-block;min-height:2.75rem;padding:.5rem .75rem .5rem 0}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.scroll{overflow-x:auto}
h3{font-size:1.125rem;margin:1.5rem 0 0}
.row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:.75rem 0}
.row .field{margin:0;flex:1 1 12rem;min-width:0}
details{border-bottom:1px solid var(--line)}
summary{cursor:pointer;min-height:2.75rem;padding:.5rem 0}
summary h3{display:inline;margin:0}
.knobs{list-style:none;padding:0}
.knobs form{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center;padding:.5rem 0;margin:0}
.knobs p{margin:0;flex:1 1 20rem;min-width:0}
.knobs input[type=text]{width:auto;flex:0 1 14rem;min-width:0}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.95em}
@media print{.mark{border-bottom:2px solid}}
`

/** The stylesheet's name in a Content-Security-Policy. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

"""The look of the evaluation page: the reader's own fonts, light and dark."""

STYLE = """
:root{color-scheme:light dark;--ink:#1d1d1b;--paper:#fff;--rule:#c9c6be;--quiet:#5b5850;
--where:#cfe3f7;--said:#fbe3b0;--point:#0b5cad}
@media (prefers-color-scheme:dark){:root{--ink:#ecebe7;--paper:#191917;--rule:#4a4842;--quiet:#b3afa5;
--where:#1f4468;--said:#5a4410;--point:#7db8f2}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:70rem;margin:0 auto;padding:1rem}
h1,h2,h3{line-height:1.2}h2{margin-top:2.5rem}
.wide{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{padding:.2rem .7rem;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}
th[scope=row],thead th:first-child{text-align:left}thead th{font-weight:600;color:var(--quiet);white-space:normal}
article td,article thead th{text-align:left}article td{white-space:normal;overflow-wrap:anywhere}
.pair{display:flex;flex-wrap:wrap;gap:2rem;align-items:center}
.plot{width:20rem;max-width:100%;height:auto;font-size:12px}.plot text{fill:var(--ink)}
.plot .frame{fill:none;stroke:var(--rule)}.plot .even{stroke:var(--quiet);stroke-dasharray:4 4}
.plot .line{fill:none;stroke:var(--point);stroke-width:1.5}.plot .points{fill:var(--point)}
article{border-top:1px solid var(--rule);padding:.5rem 0}
blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid var(--rule);white-space:pre-wrap;overflow-wrap:anywhere}
mark{color:inherit;background:var(--where)}mark.said{background:var(--said)}mark.where{text-decoration:underline}
mark.said.where{background:linear-gradient(var(--where) 50%,var(--said) 50%)}
.quiet{color:var(--quiet)}
"""

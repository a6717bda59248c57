/// How the pages look: one style sheet, which stands in each of them.
package enum PageStyle {
    /// Nothing is loaded, run or sent; the one style sheet is allowed by its digest, so that no other style counts.
    static let policy =
        "default-src 'none'; style-src '\(sheetDigest)'; base-uri 'none'; form-action 'none'"

    /// The digest of `sheet` as a Content Security Policy names it (CSP Level 3, §2.3.1). A test works it out anew.
    package static let sheetDigest = "sha256-bGaGlRvLd+lD/6vBR/nQw7T7btM20DvvE6zuV8zzL18="

    /// The style sheet. Contrast is at least 4.5 : 1 for all text (WCAG 2.2, 1.4.3), light and dark.
    package static let sheet: StaticString = """

        :root{color-scheme:light dark;--paper:#f5f3ee;--card:#fff;--ink:#23261f;--soft:#5c6156;--line:#dedad0;
        --link:#1d5c85;--good:#2c6e3f;--goodback:#e7f2e6;--partly:#7d5200;--partlyback:#fcf1d9;--bad:#9a2f22;
        --badback:#fbe9e5;--waiting:#275b86;--waitingback:#e5eff7;--accepted:#3f8f55;--corrections:#3f7fb5;
        --duplicates:#a9a496;--withdrawals:#8a6fb0;--settled:#8fb98a;--quarantined:#d08a1c;--code:#f1eee6}
        @media (prefers-color-scheme:dark){:root{--paper:#15171a;--card:#1e2124;--ink:#e8e6e0;--soft:#a7aba3;
        --line:#34383c;--link:#8cc4ea;--good:#8fd3a1;--goodback:#1b2c20;--partly:#f0c370;--partlyback:#33290f;
        --bad:#f4a79b;--badback:#3a1e1a;--waiting:#9cc9ee;--waitingback:#182939;--accepted:#5bb374;
        --corrections:#5c9fd6;--duplicates:#77746b;--withdrawals:#a58bcb;--settled:#6d9468;--quarantined:#d9992f;
        --code:#282b2f}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);
        font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main{max-width:52rem;margin:0 auto;padding:1.5rem 1rem 3rem}
        h1{font-size:1.35rem;line-height:1.3;margin:0;overflow-wrap:anywhere;font-weight:600}
        h2{font-size:1.05rem;line-height:1.3;margin:0 0 .75rem}
        p{margin:0 0 .6rem;overflow-wrap:anywhere}
        a{color:var(--link);text-underline-offset:.15em}
        a:focus-visible{outline:.15rem solid var(--link);outline-offset:.15rem;border-radius:.1rem}
        header{margin:0 .25rem 1rem}
        .project{color:var(--soft);margin:0 0 .2rem;font-size:.95rem}
        section{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.1rem 1.25rem;
        margin:0 0 1rem}
        section>:last-child{margin-bottom:0}
        .answer{border:0;border-left:.4rem solid var(--tone);background:var(--back)}
        .answer .lead{font-size:1.25rem;line-height:1.35;font-weight:650;color:var(--tone);margin-bottom:.5rem}
        .answer.good{--tone:var(--good);--back:var(--goodback)}
        .answer.partly{--tone:var(--partly);--back:var(--partlyback)}
        .answer.bad{--tone:var(--bad);--back:var(--badback)}
        .answer.waiting{--tone:var(--waiting);--back:var(--waitingback)}
        .bar{display:block;width:100%;height:.7rem;border-radius:.35rem;margin:0 0 .8rem;background:var(--line)}
        .accepted{fill:var(--accepted);background:var(--accepted)}
        .corrections{fill:var(--corrections);background:var(--corrections)}
        .duplicates{fill:var(--duplicates);background:var(--duplicates)}
        .withdrawals{fill:var(--withdrawals);background:var(--withdrawals)}
        .settled{fill:var(--settled);background:var(--settled)}
        .quarantined{fill:var(--quarantined);background:var(--quarantined)}
        table{border-collapse:collapse;width:100%;margin:0 0 .6rem}
        th,td{text-align:start;vertical-align:top;padding:.45rem .6rem;border-top:1px solid var(--line);
        overflow-wrap:anywhere}
        thead th{border-top:0;color:var(--soft);font-size:.85rem;font-weight:600;overflow-wrap:normal}
        th:first-child,td:first-child{padding-left:0}
        th:last-child,td:last-child{padding-right:0}
        .counts{max-width:28rem}
        .counts th{font-weight:400}
        .counts td{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
        .counts tbody tr:first-child>*{border-top:0}
        .counts tfoot>tr>*{border-top:2px solid var(--ink);font-weight:650}
        .counts i{display:inline-block;width:.7rem;height:.7rem;border-radius:.2rem;margin-right:.55rem}
        code{font:.92em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",monospace;background:var(--code);
        border-radius:.25rem;padding:.1rem .3rem;overflow-wrap:anywhere;white-space:pre-wrap;
        -webkit-box-decoration-break:clone;box-decoration-break:clone}
        .short{white-space:pre}
        .soft{color:var(--soft)}
        .number{font-variant-numeric:tabular-nums;white-space:nowrap}
        .button{margin:0 0 .9rem}
        .button a{display:inline-block;background:var(--link);color:var(--card);text-decoration:none;font-weight:600;
        border-radius:.5rem;padding:.5rem .9rem;max-width:100%}
        .tag{display:inline-block;border-radius:1rem;padding:.05rem .6rem;font-size:.9rem;white-space:nowrap}
        .tag.good{color:var(--good);background:var(--goodback)}
        .tag.partly{color:var(--partly);background:var(--partlyback)}
        .tag.bad{color:var(--bad);background:var(--badback)}
        .tag.waiting{color:var(--waiting);background:var(--waitingback)}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem;margin:0 0 .6rem}
        dt{color:var(--soft)}
        dd{margin:0;overflow-wrap:anywhere}
        footer{margin:1rem .25rem 0}
        @media (max-width:40rem){
        main{padding:1rem .6rem 2rem}
        section{padding:1rem}
        .cards,.cards tbody,.cards tr,.cards td{display:block}
        .cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .cards tr{border-top:1px solid var(--line);padding:.6rem 0}
        .cards tr:first-child{border-top:0;padding-top:0}
        .cards td{border:0;padding:.12rem 0}
        .cards tr:last-child{padding-bottom:0}
        .cards td[data-label]::before{content:attr(data-label) ": ";color:var(--soft);font-size:.9rem}
        dl{grid-template-columns:1fr;gap:0}
        dd{margin-bottom:.5rem}
        }
        @media print{
        :root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#fff}
        main{max-width:none;padding:0}
        section{border:0;border-radius:0;padding:.5rem 0;break-inside:auto}
        .answer{border-left:.3rem solid #000;padding-left:.8rem;background:none}
        .button a{background:none;color:#000;padding:0;text-decoration:underline}
        tr{break-inside:avoid}
        h2{break-after:avoid}
        }

        """
}

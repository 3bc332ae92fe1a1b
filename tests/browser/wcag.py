"""axe-core on an open page, in words that say where and what."""

from axe_playwright_python.base import AXE_SCRIPT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def check_page(page, *, within: str | None = None, rules: list[str] | None = None) -> None:
    """Fails with every violation of WCAG 2.2 AA that axe finds. `within` is a CSS selector; `rules`
    are axe's names of those to look at, where not all."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "([within, type, values]) => axe.run(within ?? document,"
        " {runOnly: {type, values}, resultTypes: ['violations']})",
        [within, "rule" if rules else "tag", rules or TAGS],
    )
    violations = found["violations"]
    assert not violations, f"{page.url}\n" + "\n".join(_describe(each) for each in violations)


def set_scheme(page, scheme: str) -> None:
    """Light or dark, with every colour of the page where it ends up."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        """(scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches
            && document.getAnimations().every((one) => one.playState !== 'running')""",
        arg=scheme,
    )
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def check_no_sideways_scrolling(page) -> None:
    """WCAG 1.4.10: nothing reaches past the right edge; what does is named."""
    wider = page.evaluate(
        """() => {
            const edge = document.documentElement.clientWidth
            if (document.documentElement.scrollWidth <= edge) return []
            return [...document.body.querySelectorAll('*')]
                .filter((one) => one.getBoundingClientRect().right > edge + 1)
                .slice(0, 8)
                .map((one) => one.outerHTML.slice(0, 120))
        }"""
    )
    assert not wider, f"{page.url} scrolls sideways because of:\n" + "\n".join(wider)


def _describe(violation: dict) -> str:
    places = "\n".join(
        f"    {' '.join(map(str, node['target']))}\n      {node['html'][:160]}\n"
        f"      {node['failureSummary'].splitlines()[-1].strip()}"
        for node in violation["nodes"][:5]
    )
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n{places}"

package org.linli.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.platform.Actor;

/** A real browser 浏览器, Debian's Chromium, without its windows where there is one: a phone of 390 px and an office screen of 1366 px. */
final class Browsers implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage");
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String AXE = axe();
    /** A link inside a sentence is as high as its line; one that is stretched over its row is as large as the row. */
    private static final String MEASURE = """
            ([text, letters, tap]) => {
              document.querySelectorAll('details').forEach(fold => { fold.open = true })
              const small = []
              const body = parseFloat(getComputedStyle(document.querySelector('main')).fontSize)
              if (body < text) small.push(`plain text of ${body} px`)
              const seen = node => node.checkVisibility({ visibilityProperty: true, opacityProperty: false })
              const words = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
              for (let text = words.nextNode(); text; text = words.nextNode()) {
                const holder = text.parentElement
                const box = holder.getBoundingClientRect()
                if (!text.data.trim() || !seen(holder) || box.width <= 1 || holder.closest('.visually-hidden, option')) continue
                const size = parseFloat(getComputedStyle(holder).fontSize)
                if (size < letters - 0.1) small.push(`letters of ${size} px: ${text.data.trim().slice(0, 20)}`)
              }
              document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden]), .choice > label, .photo-field label').forEach(target => {
                if (!seen(target) || target.closest('.skip-link, .visually-hidden')) return
                const stretched = getComputedStyle(target, '::after').position === 'absolute'
                if (getComputedStyle(target).display === 'inline' && !stretched) return
                const box = (stretched ? target.closest('.matter-line, .notice-line, .fact') ?? target : target).getBoundingClientRect()
                // A file is chosen by tapping the label that lies over its field.
                const covered = target.type === 'file' && getComputedStyle(target).opacity === '0'
                if (box.width <= 1 || box.height <= 1 || covered) return
                if (box.width < tap - 0.5 || box.height < tap - 0.5) {
                  small.push(`${target.tagName.toLowerCase()}.${target.className} ${Math.round(box.width)} × ${Math.round(box.height)}: ${(target.textContent || target.name || '').trim().slice(0, 20)}`)
                }
              })
              return [...new Set(small)]
            }
            """;

    private final Playwright playwright;
    private final Browser browser;
    private final String address;

    private Browsers(Playwright playwright, Browser browser, String address) {
        this.playwright = playwright;
        this.browser = browser;
        this.address = address;
    }

    /** Starts the browser; where there is none the test is skipped and says what to install, and in CI it fails. */
    static Browsers at(String address) {
        Optional<Path> program = Stream.of(
                        Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium-headless-shell"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            String what =
                    "No browser for the browser tests: apt-get install chromium-headless-shell (or chromium) fonts-wqy-microhei, or set CHROMIUM";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(what);
            }
            Assumptions.abort(what);
        }
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program.orElseThrow())
                        .setArgs(QUIET));
        return new Browsers(playwright, browser, address);
    }

    Visitor phone() {
        return visitor(390, 844, true, true);
    }

    Visitor desktop() {
        return visitor(1366, 768, false, true);
    }

    /** A phone whose browser runs no script at all. */
    Visitor phoneWithoutScripts() {
        return visitor(390, 844, true, false);
    }

    private Visitor visitor(int width, int height, boolean touch, boolean scripts) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setHasTouch(touch)
                .setIsMobile(touch)
                .setJavaScriptEnabled(scripts)
                .setLocale("zh-CN")
                .setTimezoneId("Asia/Shanghai")
                .setBaseURL(address));
        context.setDefaultTimeout(15_000);
        if (scripts) {
            // Once, and not to each page anew: it is half a megabyte.
            context.addInitScript(AXE);
        }
        return new Visitor(context.newPage(), address, width, scripts);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static String axe() {
        try (InputStream in = Browsers.class.getResourceAsStream("/vendor/axe-core/axe.min.js")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One person's browser; whatever its console complains of is kept. */
    static final class Visitor {

        final Page page;
        final List<String> complaints = new ArrayList<>();
        private final String address;
        private final int width;
        private final boolean scripts;
        private boolean looked;

        private Visitor(Page page, String address, int width, boolean scripts) {
            this.page = page;
            this.address = address;
            this.width = width;
            this.scripts = scripts;
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.text().contains("status of 4")) {
                    complaints.add(page.url() + ": " + message.text());
                }
            });
            page.onPageError(error -> complaints.add(page.url() + ": " + error));
        }

        boolean holdsAPhone() {
            return width < 1000;
        }

        Visitor opens(String path) {
            page.navigate(path);
            return this;
        }

        Visitor logsIn(String account, String password) {
            opens("/login");
            page.fill("input[name=account]", account);
            page.fill("input[name=password]", password);
            page.locator("form:has(input[name=password][type=password]) button[type=submit]")
                    .first()
                    .click();
            page.waitForURL(url -> !url.contains("/login"));
            return this;
        }

        /** Is somebody, without asking at the door: logins of one address are counted. */
        Visitor is(Sessions sessions, Actor actor) {
            page.context()
                    .addCookies(List.of(new Cookie("linli_session", World.as(actor, () -> sessions.begin("test")))
                            .setUrl(address)));
            return this;
        }

        /** Is nobody again, as in a new browser; what it has loaded is kept, which a new one would load for each visitor. */
        Visitor isNobody() {
            page.context().clearCookies();
            complaints.clear();
            looked = false;
            return this;
        }

        /** Opens a page, and counts the bytes that all of it took on the way. */
        int weighs(String path) {
            List<Request> asked = new ArrayList<>();
            page.onRequestFinished(asked::add);
            page.navigate(path, new Page.NavigateOptions().setWaitUntil(WaitUntilState.NETWORKIDLE));
            return asked.stream()
                    .map(Request::sizes)
                    .mapToInt(sizes -> sizes.responseBodySize + sizes.responseHeadersSize)
                    .sum();
        }

        /** Checks that plain text has {@code text} px at least and no word of the main part fewer than {@code letters}, and what is tapped {@code tap}. */
        Visitor measures(String name, int text, int letters, int tap) {
            @SuppressWarnings("unchecked")
            List<String> small = (List<String>) page.evaluate(MEASURE, List.of(text, letters, tap));
            small.forEach(what -> complaints.add(name + "-" + width + ": " + what));
            return this;
        }

        /** Checks the page against WCAG 2.2 AA; with {@code -Dlinli.pictures=true} takes a picture of the whole of it too. */
        Visitor looks(String name) {
            // A click comes back when the next page has begun, not when it is whole.
            page.waitForLoadState();
            if (Boolean.getBoolean("linli.pictures")) {
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + "-" + width + ".png"))
                        .setFullPage(true));
            }
            if (page.url().contains("/login") && !name.contains("login")) {
                complaints.add(name + "-" + width + ": nothing but the door was seen");
            }
            if (scripts) {
                complaints.addAll(violations(name));
            }
            return this;
        }

        @SuppressWarnings("unchecked")
        private List<String> violations(String name) {
            // What is written and how it is coloured is the same on every screen: on the wide one what stands beside
            // each page is looked at once for each visitor, and then only what a width changes.
            boolean whole = holdsAPhone() || !looked;
            looked = true;
            List<Map<String, Object>> found = (List<Map<String, Object>>) page.evaluate("""
                    async whole => {
                      const only = whole
                        ? { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
                        : { type: 'rule', values: ['target-size', 'scrollable-region-focusable', 'link-name', 'button-name', 'label', 'aria-hidden-focus', 'empty-table-header', 'page-has-heading-one', 'landmark-one-main', 'region'] };
                      const result = await axe.run(document, { runOnly: only, resultTypes: ['violations'], preload: false });
                      return result.violations.map(v => ({ id: v.id, where: v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ') }));
                    }
                    """, whole);
            List<String> violations = new ArrayList<>();
            found.forEach(v -> violations.add(name + "-" + width + ": " + v.get("id") + " at " + v.get("where")));
            // A phone zooms out until all is seen: its window is then as wide as what is too wide.
            Object wide = page.evaluate("width => document.documentElement.scrollWidth > width", width);
            if (Boolean.TRUE.equals(wide)) {
                violations.add(name + "-" + width + ": wider than the screen");
            }
            return violations;
        }
    }
}

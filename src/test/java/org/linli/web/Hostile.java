package org.linli.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;

/** What a broken or hostile client sends 恶意输入, and how to see that a page took it for what it is: words. */
final class Hostile {

    /** Each breaks out of another place in a page: text, attribute, text area, title, script, address. */
    static final List<String> MARKUP = List.of(
            "<i id=xss-linli>歪</i>",
            "\"><script>window.xssLinli=1</script>",
            "' onmouseover='window.xssLinli=1' x='",
            "\" onfocus=\"window.xssLinli=1\" autofocus x=\"",
            "</textarea><img src=x onerror=window.xssLinli=1>",
            "</title></script><svg/onload=window.xssLinli=1>",
            "javascript:window.xssLinli=1",
            "{{7*7}}${7*7}@if(true)<i id=xss-linli>@endif",
            "--><!--<i id=xss-linli>]]>");

    private static final List<String> SQL = List.of(
            "'; drop table person; --", "%' or 1=1 --", "\\", "%_%", "$$", "?", ":id", "{0}", "'{'", "{0,number,#");

    private static final List<String> CHARACTERS = List.of(
            "a\u0000b",
            "\u0001\u0007\u001b[31m\u007f",
            "x\r\nSet-Cookie: linli_session=stolen\r\n\r\n<i id=xss-linli>",
            "\ufffe\uffff",
            "\u202e\u2066gnp.exe\u2069",
            "\u200b\u200d\ufeff",
            " \t\r\n\u3000\u00a0",
            "e" + "\u0301".repeat(60),
            "👩‍👩‍👧‍👦🇨🇳",
            "ཀ་ཁ་ག་ང",
            "𠮷".repeat(30));

    private static final List<String> NUMBERS = List.of(
            "-1", "0", "2147483648", "-9223372036854775809", "9".repeat(60), "1e309", "NaN", "0x1F", "１２", "٣", "1.5");

    private static final List<String> DAYS = List.of(
            "2026-13-45",
            "0000-00-00",
            "0000-01-01",
            "+999999999-12-31",
            "-999999999-01-01",
            "9999-12-31",
            "2026-02-29",
            "20260101",
            "今天");

    private static final List<String> PLACES = List.of(
            "350211003013",
            "3502110030139999",
            "35021100301",
            "999999999999",
            "350211003013:",
            "３５０２１１００３０１３",
            "9".repeat(24),
            "9".repeat(25),
            "35");

    private static final List<String> IDS = List.of(
            "0190d0d0-0000-7000-8000-00000000000g", "1-1-1-1-1", "0190d0d0", "../../etc/passwd", "null", "[]", "{}");

    private static final Pattern TAG = Pattern.compile("<([a-zA-Z][a-zA-Z0-9-]*)((?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s\"'<>/=]++)(?:\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s\"'>]++)))?");
    private static final List<String> OURS =
            List.of("Exception", "org.linli", "springframework", "postgres", "SQLSTATE", "java.", "\tat ");

    private Hostile() {}

    /** Anything that may stand in a field. */
    static Arbitrary<String> value() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, Arbitraries.of(MARKUP)),
                net.jqwik.api.Tuple.of(2, Arbitraries.of(SQL)),
                net.jqwik.api.Tuple.of(3, Arbitraries.of(CHARACTERS)),
                net.jqwik.api.Tuple.of(2, Arbitraries.of(NUMBERS)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(DAYS)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(PLACES)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(IDS)),
                net.jqwik.api.Tuple.of(1, cursor()),
                net.jqwik.api.Tuple.of(2, Arbitraries.strings().ofMaxLength(40)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of("", " ")),
                net.jqwik.api.Tuple.of(
                        1, Arbitraries.of(31, 51, 201, 501, 2001, 20_000).map("字"::repeat)));
    }

    /** A position to page on from, that looks like ours or nearly so. */
    static Arbitrary<String> cursor() {
        return Arbitraries.longs().map(number -> {
            Random random = new Random(number);
            byte[] bytes = new byte[27];
            random.nextBytes(bytes);
            String ours =
                    new Cursor(java.time.Instant.ofEpochSecond(random.nextInt()), new UUID(number, number)).text();
            return switch (random.nextInt(3)) {
                case 0 -> Base64.getUrlEncoder().encodeToString(bytes);
                case 1 -> ours;
                default -> ours.substring(0, 35) + "A";
            };
        });
    }

    /** Bytes that are no UTF-8, as they stand in a form: cut off, overlong, a lone surrogate, beyond all characters. */
    static Arbitrary<String> encoded() {
        return Arbitraries.of(
                "%ff%c0",
                "%c0%80", "%ed%a0%80x", "%f5%80%80%80", "%e4%bd", "%", "%zz", "%u4f60", "a%00b", "\u00ff\u00c0");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What of an answer's markup did not come from us, and what of our inside it shows; null if nothing. */
    static @Nullable String fault(String body) {
        if (body.contains("<i id=xss") || body.contains("<img src=x") || body.contains("<svg/onload")) {
            return "markup that somebody sent";
        }
        Matcher tags = TAG.matcher(body);
        while (tags.find()) {
            String tag = tags.group(1);
            Matcher attributes = ATTRIBUTE.matcher(tags.group(2));
            boolean source = false;
            while (attributes.find()) {
                String name = attributes.group(1).toLowerCase(java.util.Locale.ROOT);
                String value = attributes.group(2) == null ? "" : attributes.group(2);
                source |= name.equals("src");
                if (name.startsWith("on") || name.equals("style") || name.equals("autofocus")) {
                    return "an attribute " + name + " in <" + tag;
                }
                if ((name.equals("href") || name.equals("src") || name.equals("action"))
                        && !value.startsWith("/")
                        && !value.startsWith("#")
                        && !value.startsWith("?")
                        && !value.startsWith("tel:")) {
                    return "an address " + name + "=" + value;
                }
            }
            if (tag.equalsIgnoreCase("script") && !source) {
                return "a script that is none of ours";
            }
        }
        return OURS.stream()
                .filter(body::contains)
                .findFirst()
                .map(word -> "the word " + word)
                .orElse(null);
    }
}

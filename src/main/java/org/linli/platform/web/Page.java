package org.linli.platform.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.platform.Actor;

/** The shell of one page 页面外壳: whom it greets, in which words, with which keys against forgery and doubling. */
public final class Page {

    private final Words words;
    private final Locale locale;
    private final Actor actor;
    private final Visit visit;
    private final Supplier<String> csrf;
    private final boolean elder;
    private final String path;
    private final Instant now;
    private final ZoneId zone;
    private final LocalDate today;

    Page(
            Words words,
            Locale locale,
            Actor actor,
            Visit visit,
            Supplier<String> csrf,
            boolean elder,
            String path,
            Instant now,
            ZoneId zone) {
        this.words = words;
        this.locale = locale;
        this.actor = actor;
        this.visit = visit;
        this.csrf = csrf;
        this.elder = elder;
        this.path = path;
        this.now = now;
        this.zone = zone;
        this.today = LocalDate.ofInstant(now, zone);
    }

    /** The words of a key in the language of the page. */
    public String t(String key, Object... arguments) {
        return words.text(locale, key, arguments);
    }

    /** A refusal in everyday words. */
    public String t(Refusal refusal) {
        return t("refusal." + refusal.code(), refusal.facts().values().toArray());
    }

    /** What is dialled of a number 拨号 as people write it: its digits and its plus. */
    public static String dial(String phone) {
        StringBuilder dialled = new StringBuilder(phone.length());
        phone.chars().filter(c -> c >= '0' && c <= '9' || c == '+').forEach(c -> dialled.append((char) c));
        return dialled.toString();
    }

    /** The language tag of the page, for {@code <html lang>}. */
    public String lang() {
        return locale.toLanguageTag();
    }

    public Actor actor() {
        return actor;
    }

    public Visit visit() {
        return visit;
    }

    /** The key against forgery; only a page that asks for it gets its cookie, so that a page without forms may be cached. */
    public String csrf() {
        return csrf.get();
    }

    /** A fresh key for one form: sent twice, it is done once. */
    public String once() {
        return UUID.randomUUID().toString();
    }

    /** Whether the large face 长辈版 is on. */
    public boolean elder() {
        return elder;
    }

    /** The path asked for, without its query. */
    public String path() {
        return path;
    }

    /** A time as people say it: 今天 14:20, 昨天 09:05, 11月3日 14:20. */
    public String when(Instant instant) {
        LocalDateTime at = LocalDateTime.ofInstant(instant, zone);
        String time = two(two(new StringBuilder(5), at.getHour()).append(':'), at.getMinute())
                .toString();
        long ago = today.toEpochDay() - at.toLocalDate().toEpochDay();
        if (ago == 0) {
            return t("web.today", time);
        }
        if (ago == 1) {
            return t("web.yesterday", time);
        }
        String month = Integer.toString(at.getMonthValue());
        String day = Integer.toString(at.getDayOfMonth());
        return at.getYear() == today.getYear()
                ? t("web.thisYear", month, day, time)
                : t("web.otherYear", Integer.toString(at.getYear()), month, day);
    }

    /** A time to the second, for the tooltip. */
    public String exactly(Instant instant) {
        return written(instant, zone, ' ').toString();
    }

    /** The same for programs, for {@code <time datetime>}: ISO 8601 in UTC. */
    public String iso(Instant instant) {
        return written(instant, ZoneOffset.UTC, 'T').append('Z').toString();
    }

    /** By hand: a list has dozens of times, each written twice. */
    private static StringBuilder written(Instant instant, ZoneId zone, char between) {
        LocalDateTime at = LocalDateTime.ofInstant(instant, zone);
        StringBuilder text = new StringBuilder(20).append(at.getYear()).append('-');
        two(two(text, at.getMonthValue()).append('-'), at.getDayOfMonth()).append(between);
        return two(two(two(text, at.getHour()).append(':'), at.getMinute()).append(':'), at.getSecond());
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return (number < 10 ? text.append('0') : text).append(number);
    }

    /** A stretch of time as people say it: 3分钟, 2小时, 4天. */
    public String lasting(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return t("web.seconds", Long.toString(seconds));
        }
        if (seconds < 3600) {
            return t("web.minutes", Long.toString(seconds / 60));
        }
        if (seconds < 86_400) {
            return t("web.hours", Long.toString(seconds / 3600));
        }
        return t("web.days", Long.toString(seconds / 86_400));
    }

    /** A time limit as a rule says it: 5 分钟, 3 个工作日. */
    public String limit(TimeLimit limit) {
        return t("web.limit." + limit.unit(), Integer.toString(limit.amount()));
    }

    /** The moment the page is made. */
    public Instant now() {
        return now;
    }
}

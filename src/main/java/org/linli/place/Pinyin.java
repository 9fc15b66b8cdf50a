package org.linli.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pinyin initials (拼音首字母) by which people type a place: 学院路社区 is found as {@code xylsq}. */
final class Pinyin {

    private static final int FIRST_HAN = 0x4E00;
    private static final int FULL_WIDTH = 0xFEE0;
    private static final char NONE = '-';

    /** By UTF-16 unit; 0 where there is no reading. */
    private static final char[] INITIALS = new char[Character.MAX_VALUE + 1];

    /** By first UTF-16 unit, the longest word first. */
    private static final Reading[][] READINGS = new Reading[Character.MAX_VALUE + 1][];

    private record Reading(String word, String initials, boolean onlyAtStart) {

        boolean matches(String name, int at) {
            return (at == 0 || !onlyAtStart) && name.startsWith(word, at);
        }
    }

    static {
        keepDigitsAndLatinLetters();
        readCharacters();
        readPlaceWords();
    }

    private Pinyin() {}

    /** Lower-case letters and digits, one for each character that has a reading; all else is dropped. May be empty. */
    static String initials(String name) {
        var initials = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); ) {
            var reading = readingAt(name, at);
            if (reading != null) {
                initials.append(reading.initials);
                at += reading.word.length();
                continue;
            }
            char initial = INITIALS[name.charAt(at++)];
            if (initial != 0) {
                initials.append(initial);
            }
        }
        return initials.toString();
    }

    private static @Nullable Reading readingAt(String name, int at) {
        for (var reading : READINGS[name.charAt(at)]) {
            if (reading.matches(name, at)) {
                return reading;
            }
        }
        return null;
    }

    private static void keepDigitsAndLatinLetters() {
        for (char c = '!'; c <= '~'; c++) {
            if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z') {
                INITIALS[c] = Character.toLowerCase(c);
                INITIALS[c + FULL_WIDTH] = Character.toLowerCase(c);
            }
        }
    }

    private static void readCharacters() {
        int at = FIRST_HAN;
        for (var line : lines("pinyin-initials.txt")) {
            for (char initial : line.toCharArray()) {
                INITIALS[at++] = initial == NONE ? 0 : initial;
            }
        }
    }

    private static void readPlaceWords() {
        Arrays.fill(READINGS, new Reading[0]);
        Map<Character, List<Reading>> byFirst = new HashMap<>();
        for (var line : lines("place-readings.txt")) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean onlyAtStart = line.startsWith("^");
            var parts = line.substring(onlyAtStart ? 1 : 0).split(" ");
            if (parts[0].length() == 1) {
                INITIALS[parts[0].charAt(0)] = parts[1].charAt(0);
            } else {
                byFirst.computeIfAbsent(parts[0].charAt(0), _ -> new ArrayList<>())
                        .add(new Reading(parts[0], parts[1], onlyAtStart));
            }
        }
        byFirst.forEach((first, readings) -> {
            readings.sort(Comparator.comparingInt((Reading reading) -> reading.word.length())
                    .reversed());
            READINGS[first] = readings.toArray(Reading[]::new);
        });
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Pinyin.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

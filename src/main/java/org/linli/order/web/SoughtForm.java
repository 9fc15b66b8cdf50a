package org.linli.order.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.linli.order.Sought;
import org.linli.place.TypedPlace;

/**
 * The form of the list as it was sent.
 *
 * @param q a place as it was typed
 * @param at the one chosen of several that are meant
 * @param after where the page begins
 * @param ticked {@code all} where every order of the page is ticked
 */
record SoughtForm(
        @Nullable String words,
        @Nullable List<String> state,
        @Nullable String stand,
        @Nullable List<String> mark,
        @Nullable String category,
        @Nullable String place,
        @Nullable String exactly,
        @Nullable String handler,
        @Nullable String channel,
        @Nullable String from,
        @Nullable String until,
        @Nullable String figure,
        @Nullable String sort,
        @Nullable String q,
        @Nullable String at,
        @Nullable String after,
        @Nullable String ticked) {

    Sought sought() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        put(fields, "words", words);
        put(fields, "stand", stand);
        put(fields, "category", category);
        put(fields, "place", place);
        put(fields, "exactly", exactly);
        put(fields, "handler", handler);
        put(fields, "channel", channel);
        put(fields, "from", from);
        put(fields, "until", until);
        put(fields, "figure", figure);
        put(fields, "sort", sort);
        if (state != null) {
            fields.put("state", state);
        }
        if (mark != null) {
            fields.put("mark", mark);
        }
        return Sought.read(fields);
    }

    private static void put(Map<String, List<String>> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, List.of(value));
        }
    }

    /** The place as it was typed. */
    TypedPlace typed() {
        return new TypedPlace(q == null ? "" : q, at == null ? "" : at);
    }

    boolean allTicked() {
        return "all".equals(ticked);
    }
}

package org.linli.order.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** What staff typed for somebody else 代为点单的表单; what was not sent is empty. */
public record Registered(
        String channel,
        String name,
        String phone,
        String category,
        String words,
        String place,
        @BindParam("q") String find,
        String when,
        String note,
        String draft,
        String fixed,
        String result,
        String language,
        String card,
        String join) {

    /** The form before anybody typed. */
    static final Registered NOTHING =
            new Registered("PHONE", "", "", "", "", "", "", "ANY", "", "", "", "", "", "", "");

    public Registered {
        channel = text(channel);
        name = text(name);
        phone = text(phone);
        category = text(category);
        words = text(words);
        place = text(place);
        find = text(find);
        when = text(when);
        note = text(note);
        draft = text(draft);
        fixed = text(fixed);
        result = text(result);
        language = text(language);
        card = text(card);
        join = text(join);
    }

    /** The same for the holder of a card, at home. */
    Registered of(String holder, String home, String number) {
        return new Registered(
                channel, holder, phone, category, words, home, find, when, note, draft, fixed, result, language, number,
                join);
    }

    /** Whether it was settled at once 随手解决. */
    public boolean onTheSpot() {
        return fixed.equals("yes");
    }

    /** Whether they have said which open order nearby is meant, or that none is. */
    public boolean joins() {
        return !join.isEmpty();
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
